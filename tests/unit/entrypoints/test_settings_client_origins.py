"""``OAUTH_CLIENTS``: further web origins of a client."""

import pytest

from domain.client import Client
from tests.unit.entrypoints.settings_values import clients_json, load, refusal

MARK = "vAlUe"
OWN = "https://app.example.org"


def _client(**given: object) -> Client:
    (only,) = load(OAUTH_CLIENTS=clients_json(**given)).clients
    return only


@pytest.mark.parametrize("given", [None, []])
def test_a_client_needs_no_origins_beside_those_of_its_redirect_uris(given: list[str]) -> None:
    assert _client(cors_origins=given).origins == {OWN}


def test_others_are_taken_as_browsers_send_them() -> None:
    client = _client(cors_origins=["https://Board.Example.org:443", "http://localhost:3000", OWN])
    others = {"https://board.example.org", "http://localhost:3000"}
    assert client.cors_origins == {OWN, *others}
    assert client.origins == {OWN, *others}


@pytest.mark.parametrize(
    "origin",
    [
        f"http://{MARK}.example",
        f"https://{MARK}.example/",
        f"https://*.{MARK}.example",
        f"https://{MARK}@app.example",
        f"https://app.example:{MARK}",
        f"{MARK}://app.example",
        f"https://{MARK}.example\n",
        "*",
        "null",
        "",
    ],
)
def test_what_is_no_origin_is_named_by_its_number_and_not_shown(origin: str) -> None:
    said = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(cors_origins=[OWN, origin]))
    assert said.startswith('OAUTH_CLIENTS: client "app": cors_origins number 2 must ')
    assert MARK.lower() not in said.lower()


def test_they_are_a_list() -> None:
    said = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(cors_origins=MARK))
    assert said.endswith("cors_origins must be a list in square brackets")
