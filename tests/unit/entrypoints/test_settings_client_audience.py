"""``OAUTH_CLIENTS``: for whom the access tokens of a client are."""

import json

import pytest

from domain.client import Client
from tests.unit.entrypoints.settings_values import REQUIRED, clients_json, load, refusal

MARK = "vAlUe"
MEND = "must not be a client id, or an ID token would pass for an access token"


def _client(**given: object) -> Client:
    (only,) = load(OAUTH_CLIENTS=clients_json(**given)).clients
    return only


def test_a_client_has_no_services_of_its_own_unless_it_says_so() -> None:
    assert _client().audience is None


@pytest.mark.parametrize(
    "audience", ["wiki", "https://wiki.example.org/api", "urn:x", "a b", "x", REQUIRED["ISSUER"]]
)
def test_an_audience_is_a_text(audience: str) -> None:
    assert _client(audience=audience).audience == audience


def test_it_may_be_the_one_of_everybody() -> None:
    audience = REQUIRED["JWT_AUDIENCE"]
    assert _client(audience=audience).audience == audience


@pytest.mark.parametrize(
    "audience", ["", " ", f" {MARK}", f"{MARK} ", f"{MARK}\u00e9", f"{MARK}\n"]
)
def test_what_is_no_audience_is_told_and_not_shown(audience: str) -> None:
    said = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(audience=audience))
    assert said.endswith('client "app": audience must be ASCII, without spaces around it')
    assert MARK not in said


def test_there_is_one_audience_or_none() -> None:
    said = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(audience=[MARK]))
    assert said.endswith("audience must be a text in quotes")


@pytest.mark.parametrize("audience", ["app", "other"])
def test_it_is_the_id_of_no_client_whichever_comes_first(audience: str) -> None:
    entry = json.loads(clients_json())["app"]
    for names in (("app", "other"), ("other", "app")):
        entries = dict.fromkeys(names, entry) | {"app": {**entry, "audience": audience}}
        said = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=json.dumps(entries))
        assert said == f'OAUTH_CLIENTS: client "app": audience {MEND}'
