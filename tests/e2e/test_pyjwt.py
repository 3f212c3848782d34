"""A service that trusts our access tokens, with PyJWT exactly as the README shows it."""

import jwt
import pytest
from jwt import PyJWKClient

from demo.discord.members import CAPTAIN, LEGACY, NEWCOMER, SampleMember
from tests.e2e.browser import Browser
from tests.e2e.provider import Provider
from tests.e2e.relying_party import relying_party
from tests.e2e.world import AUDIENCE, DASHBOARD

pytestmark = pytest.mark.anyio

SUBTEAMS = {CAPTAIN: ["board", "captains", "software"], NEWCOMER: [], LEGACY: []}
USERNAMES = {CAPTAIN: "mira.captain", NEWCOMER: "new_here", LEGACY: "OldTimer#1234"}


async def access_token_of(
    member: SampleMember, provider: Provider, browser: Browser, scope: str
) -> str:
    async with relying_party(provider.issuer) as application:
        token = await application.sign_in(browser, member, scope)
    return str(token["access_token"])


@pytest.mark.parametrize("member", SUBTEAMS, ids=lambda member: member.username)
async def test_a_service_reads_username_and_subteams_from_the_access_token(
    provider: Provider, browser: Browser, member: SampleMember
) -> None:
    issuer = provider.issuer
    token = await access_token_of(member, provider, browser, "openid profile roles")

    jwks = PyJWKClient(f"{issuer}/jwks.json")
    key = jwks.get_signing_key_from_jwt(token)
    claims = jwt.decode(token, key, algorithms=["RS256"], audience=AUDIENCE, issuer=issuer)

    assert claims["discord_username"] == USERNAMES[member]
    assert claims["subteams"] == claims["groups"] == SUBTEAMS[member]
    assert sorted(claims["roles"]) == sorted(member.roles)
    assert claims["sub"] == claims["discord_id"] == member.id
    assert claims["client_id"] == DASHBOARD
    assert claims["exp"] - claims["iat"] == 3600
    assert jwt.get_unverified_header(token)["typ"] == "at+jwt"


async def test_a_service_never_learns_email_name_or_picture_from_the_access_token(
    provider: Provider, browser: Browser
) -> None:
    token = await access_token_of(CAPTAIN, provider, browser, "openid profile email roles")

    claims = jwt.decode(token, options={"verify_signature": False})

    protocol = {"iss", "aud", "sub", "client_id", "scope", "jti", "iat", "exp"}
    personal = {"discord_id", "discord_username", "roles", "subteams", "groups"}
    assert claims.keys() == protocol | personal


async def test_a_service_refuses_a_token_meant_for_another(
    provider: Provider, browser: Browser
) -> None:
    token = await access_token_of(CAPTAIN, provider, browser, "openid")

    key = PyJWKClient(f"{provider.issuer}/jwks.json").get_signing_key_from_jwt(token)
    with pytest.raises(jwt.InvalidAudienceError):
        jwt.decode(token, key, algorithms=["RS256"], audience="others", issuer=provider.issuer)


async def test_an_id_token_does_not_pass_for_an_access_token(
    provider: Provider, browser: Browser
) -> None:
    async with relying_party(provider.issuer) as application:
        id_token = (await application.sign_in(browser))["id_token"]

    key = PyJWKClient(f"{provider.issuer}/jwks.json").get_signing_key_from_jwt(id_token)
    with pytest.raises(jwt.InvalidAudienceError):
        jwt.decode(id_token, key, algorithms=["RS256"], audience=AUDIENCE, issuer=provider.issuer)
