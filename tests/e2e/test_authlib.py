"""Sign-ins with Authlib, which checks the ID token together with joserfc."""

import pytest
from authlib.oauth2.rfc6749.errors import MismatchingStateException

from demo.dashboard.authlib_client import OAuthError
from demo.discord.members import CAPTAIN, NEWCOMER, OUTSIDER, RENAMED, UNVERIFIED
from tests.e2e.browser import Browser, answer_in
from tests.e2e.provider import Provider
from tests.e2e.relying_party import Registration, relying_party
from tests.e2e.world import (
    MINIMAL,
    MINIMAL_SECRET,
    ODD_POST,
    ODD_POST_SECRET,
    PLAIN_BASIC,
    PLAIN_BASIC_SECRET,
    PUBLIC,
)

pytestmark = pytest.mark.anyio

REGISTRATIONS = {
    "either method, by Basic": Registration(),
    "either method, by post": Registration(auth_method="client_secret_post"),
    "Basic only": Registration(client_id=PLAIN_BASIC, client_secret=PLAIN_BASIC_SECRET),
    "post only, odd characters": Registration(
        client_id=ODD_POST, client_secret=ODD_POST_SECRET, auth_method="client_secret_post"
    ),
    "public": Registration(client_id=PUBLIC, client_secret=None, auth_method="none"),
}


@pytest.mark.parametrize("registration", REGISTRATIONS.values(), ids=REGISTRATIONS.keys())
async def test_a_captain_signs_in_with_every_way_to_register(
    provider: Provider, browser: Browser, registration: Registration
) -> None:
    async with relying_party(provider.issuer, registration) as application:
        attempt = application.begin()
        token = await application.redeem(attempt, await browser.sign_in(attempt.url, CAPTAIN))
        claims = await application.verified(token, attempt.nonce)
        userinfo = (await application.userinfo()).raise_for_status().json()

    assert token["scope"].split() == ["openid", "profile", "email", "roles"]
    assert claims["sub"] == userinfo["sub"] == CAPTAIN.id
    assert claims["nonce"] == attempt.nonce
    assert claims["subteams"] == userinfo["subteams"] == ["board", "captains", "software"]
    assert userinfo["email"] == CAPTAIN.email
    assert userinfo["email_verified"] is True


async def test_what_is_said_of_a_person_follows_their_account_and_nickname(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        await application.sign_in(browser, RENAMED)
        userinfo = (await application.userinfo()).json()

    assert userinfo["name"] == userinfo["nickname"] == RENAMED.nick
    assert userinfo["preferred_username"] == userinfo["discord_username"] == RENAMED.username
    assert str(RENAMED.guild_avatar) in userinfo["picture"]
    assert userinfo["roles"] == userinfo["subteams"] == userinfo["groups"] == []
    assert None not in userinfo.values()


async def test_an_unverified_email_is_said_to_be_unverified(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        await application.sign_in(browser, UNVERIFIED)
        userinfo = (await application.userinfo()).json()

    assert userinfo["email_verified"] is False


async def test_a_minimal_client_gets_an_id_token_of_protocol_claims_only(
    provider: Provider, browser: Browser
) -> None:
    registration = Registration(client_id=MINIMAL, client_secret=MINIMAL_SECRET)
    async with relying_party(provider.issuer, registration) as application:
        attempt = application.begin()
        token = await application.redeem(attempt, await browser.sign_in(attempt.url))
        claims = await application.verified(token, attempt.nonce)

    protocol = {"iss", "aud", "sub", "iat", "exp", "auth_time", "at_hash", "nonce", "acr", "sid"}
    assert claims.keys() == protocol


async def test_without_the_scope_openid_there_is_no_id_token(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        token = await application.sign_in(browser, NEWCOMER, scope="profile unheard-of")
        userinfo = await application.userinfo()

    assert "id_token" not in token
    assert token["scope"] == "profile"
    assert userinfo.status_code == 403


async def test_a_replayed_code_is_refused_and_ends_what_it_gave(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        attempt = application.begin()
        answer = await browser.sign_in(attempt.url)
        await application.redeem(attempt, answer)
        assert (await application.userinfo()).status_code == 200
        with pytest.raises(OAuthError, match="invalid_grant"):
            await application.redeem(attempt, answer)
        assert (await application.userinfo()).status_code == 401


async def test_a_wrong_secret_gets_nothing_and_spends_no_code(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        attempt = application.begin()
        answer = await browser.sign_in(attempt.url)
        async with relying_party(provider.issuer, Registration(client_secret="wrong")) as thief:
            with pytest.raises(OAuthError, match="invalid_client"):
                await thief.redeem(attempt, answer)
        assert (await application.redeem(attempt, answer))["token_type"] == "Bearer"


async def test_an_answer_to_another_attempt_is_noticed_by_its_state(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        answer = await browser.sign_in(application.begin().url)
        with pytest.raises(MismatchingStateException):
            await application.redeem(application.begin(), answer)


async def test_cancelling_at_discord_comes_back_as_access_denied(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        attempt = application.begin()
        response = await browser.cancel(await browser.open(attempt.url))

    answer = answer_in(response.headers["location"])
    assert answer["error"] == "access_denied"
    assert answer["state"] == attempt.state
    assert answer["iss"] == provider.issuer


async def test_somebody_outside_the_guild_is_told_so_and_can_go_back_or_change_accounts(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        attempt = application.begin()
        page = await browser.choose(await browser.open(attempt.url), OUTSIDER)
        assert page.status_code == 403
        assert OUTSIDER.username in page.text
        links = browser.links(page)
        back = answer_in(links["Back to dashboard"])
        another = await browser.sign_in(links["Use another account"])
        token = await application.redeem(attempt, another)

    assert (back["error"], back["state"]) == ("access_denied", attempt.state)
    assert token["token_type"] == "Bearer"
