"""A client whose access tokens are for services of its own."""

from typing import Any

import pytest

from entrypoints.settings import SettingsError
from tests.integration.http.answers import assert_challenge
from tests.integration.http.browser import Browser
from tests.integration.http.claims import claims_of, header_of, verified
from tests.integration.http.forging import signed
from tests.integration.http.harness import (
    AUDIENCE,
    CLIENT_ID,
    OTHER_ID,
    Provider,
    settings_for,
)
from tests.integration.http.program import INACTIVE, Program, refreshing, restarted
from tests.integration.http.refreshing_clients import SERVER_ID, clients

pytestmark = pytest.mark.anyio

OWN, OTHER_OWN = "wiki-services", "forum-services"


def registered(audience: str | None) -> str:
    own: dict[str, dict[str, Any] | None] = {
        CLIENT_ID: {"audience": audience},
        OTHER_ID: {"audience": OTHER_OWN},
    }
    return clients(**own)


@pytest.fixture
def before(key_file: str) -> Provider:
    """Give a provider where the dashboard has services of its own."""
    return refreshing(key_file, OAUTH_CLIENTS=registered(OWN))


async def test_its_access_tokens_name_its_services_and_nobody_elses_do(before: Provider) -> None:
    """N-TK-15: at the exchange of the code and at a refresh."""
    program = Program(provider=before)
    held = await program.begin()
    refreshed = await program.refreshed(held.refresh_token)
    other = await Program(provider=before, client_id=OTHER_ID).begin()
    async with Browser(before).program() as http:
        for token in (held.access_token, refreshed.access_token):
            await verified(http, token, audience=OWN)
        await verified(http, other.access_token, audience=OTHER_OWN)
        await verified(http, refreshed.id_token, audience=CLIENT_ID)


async def test_userinfo_and_introspection_take_them(before: Provider) -> None:
    """N-UI-04, N-IN-01."""
    program = Program(provider=before)
    held = await program.begin()

    assert all((await program.is_alive(held)).values())
    for asking in (program, Program(provider=before, client_id=SERVER_ID)):
        assert (await asking.told(held.access_token))["aud"] == OWN


async def test_tokens_of_before_stay_good_when_a_client_gets_services_of_its_own(
    program: Program, offline: Provider
) -> None:
    """N-IN-01: and are told as they are."""
    held = await program.begin()
    after = Program(provider=restarted(offline, OAUTH_CLIENTS=registered(OWN)))

    assert all((await after.is_alive(held)).values())
    assert (await after.told(held.access_token))["aud"] == AUDIENCE


@pytest.mark.parametrize("now", [None, "other-services"])
async def test_tokens_for_services_that_are_its_own_no_more_are_refused(
    before: Provider, now: str | None
) -> None:
    """N-UI-04, N-IN-01."""
    held = await Program(provider=before).begin()
    after = Program(provider=restarted(before, OAUTH_CLIENTS=registered(now)))

    assert not any((await after.access_is_alive(held)).values())
    assert_challenge(
        await Browser(after.provider).userinfo(held.access_token), 401, "invalid_token"
    )


FORGED: list[object] = [
    "",
    OTHER_OWN,
    CLIENT_ID,
    OTHER_ID,
    [OWN],
    [OWN, "x"],
    [AUDIENCE],
    {},
    None,
    5,
    True,
]


@pytest.mark.parametrize("aud", FORGED, ids=repr)
async def test_our_own_signature_over_any_other_audience_is_refused(
    before: Provider, key_file: str, aud: object
) -> None:
    """N-UI-04, N-IN-01: another client's too."""
    held = await Program(provider=before).begin()
    claims = {**claims_of(held.access_token), "aud": aud}
    forged = signed(key_file, header_of(held.access_token), claims)

    assert_challenge(await Browser(before).userinfo(forged), 401, "invalid_token")
    for client_id in (CLIENT_ID, SERVER_ID):
        assert await Program(provider=before, client_id=client_id).told(forged) == INACTIVE


@pytest.mark.parametrize("client_id", [CLIENT_ID, OTHER_ID])
def test_the_services_of_a_client_are_no_client(key_file: str, client_id: str) -> None:
    """N-TK-15: an ID token would pass for an access token."""
    with pytest.raises(SettingsError, match=f'"{CLIENT_ID}": audience must not be a client id'):
        refreshing(key_file, OAUTH_CLIENTS=clients(**{CLIENT_ID: {"audience": client_id}}))
    assert settings_for(key_file, OAUTH_CLIENTS=clients(), DISCORD_BOT_TOKEN="t").clients
