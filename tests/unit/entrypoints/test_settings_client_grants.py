"""``OAUTH_CLIENTS``: which tokens a client gets, and which it may ask about."""

import pytest

from domain.client import Client
from domain.grant_type import GrantType
from domain.scope import KNOWN_SCOPES, OFFLINE_ACCESS
from tests.unit.entrypoints.settings_values import clients_json, load, refusal

MARK = "vAlUe"
CODE, REFRESH = "authorization_code", "refresh_token"
REFRESHES = {"grant_types": [CODE, REFRESH]}
PUBLIC = {"client_secret": None, "token_endpoint_auth_method": "none"}
API = {"resource_server": True, "grant_types": [], "redirect_uris": None}


def _client(**changes: object) -> Client:
    (client,) = load(OAUTH_CLIENTS=clients_json(**changes), DISCORD_BOT_TOKEN="bot-token").clients
    return client


def _refused(**changes: object) -> str:
    text = clients_json(**changes)
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=text, DISCORD_BOT_TOKEN="bot-token")
    assert message.startswith('OAUTH_CLIENTS: client "app": ')
    assert MARK not in message
    assert "s3cret" not in message
    return message.removeprefix('OAUTH_CLIENTS: client "app": ')


def test_a_client_without_further_names_gets_codes_alone() -> None:
    client = _client()
    assert client.grant_types == {GrantType.AUTHORIZATION_CODE}
    assert client.allowed_scope == set(KNOWN_SCOPES) - {OFFLINE_ACCESS}
    assert (client.always_offline, client.resource_server, client.enabled) == (False, False, True)


def test_a_client_that_may_refresh_has_to_ask_and_rotates() -> None:
    client = _client(**REFRESHES)
    assert client.grant_types == set(GrantType)
    assert client.allowed_scope == set(KNOWN_SCOPES)
    assert (client.always_offline, client.rotates_refresh_tokens) == (False, True)


@pytest.mark.parametrize(
    ("text", "always"), [("always", True), ("on_request", False), (None, False)]
)
def test_one_that_cannot_ask_may_get_refresh_tokens_always(
    text: str | None, *, always: bool
) -> None:
    assert _client(**REFRESHES, offline_access=text).always_offline is always


def test_one_that_gets_them_always_needs_no_scope_for_it() -> None:
    client = _client(**REFRESHES, offline_access="always", scope="openid roles")
    assert client.allowed_scope == {"openid", "roles"}


@pytest.mark.parametrize("rotates", [True, False])
def test_a_client_with_a_secret_may_say_whether_its_tokens_rotate(*, rotates: bool) -> None:
    """N-RF-05."""
    client = _client(**REFRESHES, refresh_token_rotation=rotates)
    assert client.rotates_refresh_tokens is rotates


def test_a_public_client_always_rotates() -> None:
    """N-RF-02."""
    assert _client(**PUBLIC, **REFRESHES).rotates_refresh_tokens
    assert _client(**PUBLIC, **REFRESHES, refresh_token_rotation=True).rotates_refresh_tokens
    said = _refused(**PUBLIC, **REFRESHES, refresh_token_rotation=False)
    assert said == "refresh_token_rotation false needs a client_secret"


def test_a_client_may_be_switched_off() -> None:
    assert not _client(enabled=False).enabled


def test_a_resource_server_needs_neither_address_nor_grant_types() -> None:
    client = _client(**API)
    assert (client.grant_types, client.redirect_uris) == (frozenset(), frozenset())
    assert client.resource_server


def test_one_that_signs_people_in_too_needs_both() -> None:
    both = _client(resource_server=True)
    assert both.resource_server
    assert both.grant_types == {GrantType.AUTHORIZATION_CODE}
    assert "redirect_uris" in _refused(resource_server=True, redirect_uris=None)


def test_a_resource_server_without_grant_types_may_still_have_addresses_that_are_right() -> None:
    address = "https://app.example.org/cb"
    assert _client(**API | {"redirect_uris": [address]}).redirect_uris == {address}
    assert "must be https" in _refused(**API | {"redirect_uris": [f"http://{MARK}.example/cb"]})


def test_a_resource_server_needs_a_secret() -> None:
    """N-IN-01."""
    said = _refused(**PUBLIC, resource_server=True)
    assert said == "resource_server needs a client_secret: anybody could pose as it"


_GRANT_TYPES = (
    'grant_types must be ["authorization_code"] or ["authorization_code", "refresh_token"]'
)
_MUST_ASK = (
    'grant_types refresh_token needs the scope offline_access, or "offline_access": "always"'
)
_OFFLINE = "offline_access must be always or on_request"
_SCOPE = f"scope may hold, separated by spaces: {' '.join(KNOWN_SCOPES)}"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"grant_types": []}, _GRANT_TYPES),
        ({"grant_types": [REFRESH]}, _GRANT_TYPES),
        ({"grant_types": [CODE, MARK]}, _GRANT_TYPES),
        ({"grant_types": [CODE, "client_credentials"]}, _GRANT_TYPES),
        ({"grant_types": ["Authorization_Code"]}, _GRANT_TYPES),
        (API | {"grant_types": [REFRESH]}, _GRANT_TYPES),
        ({"response_types": [MARK]}, 'response_types must be ["code"]'),
        ({"response_types": []}, 'response_types must be ["code"]'),
        (REFRESHES | {"offline_access": MARK}, _OFFLINE),
        (REFRESHES | {"offline_access": ""}, _OFFLINE),
        (REFRESHES | {"offline_access": "Always"}, _OFFLINE),
        ({"offline_access": "always"}, "offline_access goes with refresh_token in grant_types"),
        (
            {"offline_access": "on_request"},
            "offline_access goes with refresh_token in grant_types",
        ),
        (
            {"refresh_token_rotation": True},
            "refresh_token_rotation goes with refresh_token in grant_types",
        ),
        (
            {"scope": "openid offline_access"},
            "the scope offline_access needs refresh_token in grant_types",
        ),
        (
            REFRESHES | {"scope": "openid"},
            _MUST_ASK,
        ),
        ({"scope": f"openid {MARK}"}, _SCOPE),
        ({"scope": "openid\troles"}, _SCOPE),
        ({"scope": ""}, _SCOPE),
        (
            REFRESHES | {"refresh_token_rotation": "false"},
            "refresh_token_rotation must be true or false, without quotes",
        ),
        ({"enabled": MARK}, "enabled must be true or false, without quotes"),
        ({"enabled": 0}, "enabled must be true or false, without quotes"),
        ({"resource_server": "yes"}, "resource_server must be true or false, without quotes"),
        ({"grant_types": CODE}, "grant_types must be a list in square brackets"),
        (
            REFRESHES | {"offline_access": True},
            "offline_access must be a text in quotes",
        ),
    ],
)
def test_what_cannot_be_right_is_told_with_the_mend(changes: dict[str, object], said: str) -> None:
    assert _refused(**changes) == said


def test_refresh_tokens_need_a_bot_to_look_at_people_again() -> None:
    text = clients_json(**REFRESHES)
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=text)
    assert message == (
        'OAUTH_CLIENTS: client "app": grant_types refresh_token needs DISCORD_BOT_TOKEN'
    )
    assert not load().offline_access
    assert load(OAUTH_CLIENTS=text, DISCORD_BOT_TOKEN="bot-token").offline_access
