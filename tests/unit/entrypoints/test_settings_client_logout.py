"""``OAUTH_CLIENTS``: what a client registers for logout."""

import pytest

from domain.client import Client
from tests.unit.entrypoints.settings_values import clients_json, load, refusal

MARK = "vAlUe"
URI = "https://app.example.org/signed-out"


def _client(**changes: object) -> Client:
    (client,) = load(OAUTH_CLIENTS=clients_json(**changes)).clients
    return client


def test_without_any_of_it_there_is_none() -> None:
    client = _client()
    assert client.post_logout_redirect_uris == frozenset()
    assert client.backchannel_logout_uri is None
    assert client.backchannel_logout_session_required is False


def test_all_of_it_is_taken() -> None:
    client = _client(
        post_logout_redirect_uris=[URI, f"{URI}?code=1"],
        backchannel_logout_uri=f"{URI}?tenant=1",
        backchannel_logout_session_required=True,
    )
    assert client.post_logout_redirect_uris == {URI, f"{URI}?code=1"}
    assert client.backchannel_logout_uri == f"{URI}?tenant=1"
    assert client.backchannel_logout_session_required is True


@pytest.mark.parametrize(
    "changes",
    [
        {"post_logout_redirect_uris": URI},
        {"post_logout_redirect_uris": [URI, 5]},
        {"post_logout_redirect_uris": [URI, f"http://{MARK}.example/"]},
        {"post_logout_redirect_uris": [f"{URI}?state={MARK}"]},
        {"post_logout_redirect_uris": [f"{URI}#{MARK}"]},
        {"backchannel_logout_uri": ""},
        {"backchannel_logout_uri": [URI]},
        {"backchannel_logout_uri": f"http://{MARK}.example/"},
        {"backchannel_logout_uri": f"com.example.{MARK}:/"},
        {"backchannel_logout_uri": f"{URI}#{MARK}"},
        {"backchannel_logout_uri": f"https://{MARK}@app.example.org/"},
        {"backchannel_logout_session_required": "true"},
        {"backchannel_logout_session_required": 1},
    ],
)
def test_anything_else_is_refused_and_not_repeated(changes: dict[str, object]) -> None:
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(**changes))
    assert 'client "app"' in message
    assert MARK.lower() not in message.lower()


def test_which_of_several_is_wrong_is_told() -> None:
    uris = [URI, "http://app.example.org/"]
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(post_logout_redirect_uris=uris))
    assert "post-logout redirect URI number 2 must be https" in message
