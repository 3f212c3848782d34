"""The exchange of Discord's code: sent once, bound, and read for what it grants."""

from base64 import b64encode
from urllib.parse import parse_qsl

import pytest
from litestar.types import HTTPReceiveMessage, Receive, Scope, Send

from application.ports.upstream import (
    UpstreamMisconfigured,
    UpstreamRefused,
    UpstreamUnavailable,
)
from demo.discord.members import CAPTAIN
from demo.discord.simulator import Answer, create_app
from tests.integration.discord.harness import (
    BOT,
    CLIENT_ID,
    CLIENT_SECRET,
    REDIRECT_URI,
    USER,
    VERIFIER,
    Discord,
)

pytestmark = pytest.mark.anyio


def token(**changes: object) -> Answer:
    return Answer(
        json={"access_token": "t", "token_type": "Bearer", "scope": "identify", **changes}
    )


async def test_code_redirect_verifier_and_credentials_go_as_the_protocol_says(
    discord: Discord,
) -> None:
    bodies: list[bytes] = []
    app = create_app(discord.simulator)

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != "/api/v10/oauth2/token":
            await app(scope, receive, send)
            return
        message = await receive()
        assert message["type"] == "http.request"
        bodies.append(message["body"])

        async def again() -> HTTPReceiveMessage:
            return message

        await app(scope, again, send)

    discord.server.app = noting
    upstream = discord.upstream()
    code = discord.code(upstream)
    await upstream.identify(code, code_verifier=VERIFIER, email=False)
    assert dict(parse_qsl(bodies[0].decode(), strict_parsing=True)) == {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT_URI,
        "code_verifier": VERIFIER,
    }
    headers = discord.server.seen[0]
    credentials = b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    assert headers["authorization"] == f"Basic {credentials}"
    assert headers["content-type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("route", "email", "scope"),
    [
        (USER, False, "identify"),
        (USER, False, "guilds.members.read"),
        (USER, True, "identify guilds.members.read"),
        (BOT, True, "identify"),
        (BOT, True, "email"),
        (BOT, False, "guilds"),
    ],
)
async def test_a_scope_the_person_took_away_is_a_refusal(
    discord: Discord, route: str, scope: str, *, email: bool
) -> None:
    with pytest.raises(UpstreamRefused):
        await discord.sign_in(discord.upstream(route), email=email, scope=scope)
    assert discord.simulator.calls == {"token": 1}


async def test_scopes_granted_earlier_do_no_harm(discord: Discord) -> None:
    scope = "guilds email identify guilds.members.read"
    identity = await discord.sign_in(discord.upstream(BOT), scope=scope)
    assert (identity.discord_id, identity.email) == (CAPTAIN.id, None)


@pytest.mark.parametrize("scope", ["", " ", "IDENTIFY", "identify,email", "identify.premium"])
async def test_a_scope_that_only_resembles_the_one_asked_for_is_a_refusal(
    discord: Discord, scope: str
) -> None:
    discord.simulator.script("token", token(scope=scope))
    with pytest.raises(UpstreamRefused):
        await discord.sign_in(discord.upstream())


async def test_an_absent_scope_is_the_one_asked_for(discord: Discord) -> None:
    upstream = discord.upstream()
    first = discord.code(upstream)
    issued = discord.simulator.issue_token(discord.simulator.codes[first])
    discord.simulator.script("token", Answer(json={"access_token": issued}))
    identity = await upstream.identify(first, code_verifier=VERIFIER, email=False)
    assert identity.discord_id == CAPTAIN.id


async def test_a_code_counts_once_and_only_with_its_verifier(discord: Discord) -> None:
    upstream = discord.upstream()
    code = discord.code(upstream)
    with pytest.raises(UpstreamRefused):
        await upstream.identify(code, code_verifier="w" * 43, email=False)
    await upstream.identify(code, code_verifier=VERIFIER, email=False)
    with pytest.raises(UpstreamRefused):
        await upstream.identify(code, code_verifier=VERIFIER, email=False)


@pytest.mark.parametrize("code", ["never-issued", "x" * 2048, "a&b=c+d%00", "\u00e4\n\x00"])
async def test_a_code_discord_never_issued_is_a_refusal(discord: Discord, code: str) -> None:
    with pytest.raises(UpstreamRefused):
        await discord.upstream().identify(code, code_verifier=VERIFIER, email=False)
    assert discord.simulator.calls == {"token": 1}


async def test_credentials_discord_does_not_know_are_the_operators_to_mend(
    discord: Discord,
) -> None:
    with pytest.raises(UpstreamMisconfigured, match="DISCORD_CLIENT_SECRET"):
        await discord.sign_in(discord.upstream(client_secret="w\u00f6rong"))
    discord.simulator.script("token", Answer(status=400, json={"error": "invalid_client"}))
    with pytest.raises(UpstreamMisconfigured):
        await discord.sign_in(discord.upstream())


@pytest.mark.parametrize(
    "body",
    [
        {"error": "invalid_request"},
        {"error": "unsupported_grant_type"},
        {"error": "INVALID_GRANT"},
        {"error": ["invalid_client"]},
        {"error": None},
        {"message": "400: Bad Request", "code": 0},
    ],
)
async def test_other_errors_of_the_token_endpoint_are_not_known_now(
    discord: Discord, body: dict[str, object]
) -> None:
    discord.simulator.script("token", Answer(status=400, json=body))
    with pytest.raises(UpstreamUnavailable):
        await discord.sign_in(discord.upstream())


@pytest.mark.parametrize(
    "changes",
    [
        {"access_token": None},
        {"access_token": ""},
        {"access_token": 5},
        {"access_token": ["t"]},
        {"access_token": "canary-token\r\nX-Injected: 1"},
        {"access_token": "canary-token\n"},
        {"access_token": "canary token"},
        {"access_token": "canary-token-\u00e4"},
        {"access_token": "\ud800"},
        {"scope": 5},
        {"scope": ["identify"]},
    ],
    ids=repr,
)
async def test_a_token_answer_that_cannot_be_used_is_not_known_now(
    discord: Discord, changes: dict[str, object]
) -> None:
    discord.simulator.script("token", token(**changes))
    with pytest.raises(UpstreamUnavailable) as caught:
        await discord.sign_in(discord.upstream())
    assert "canary" not in str(caught.value)
    assert caught.value.__context__ is None, "a fault of the header would repeat the token"
    assert discord.simulator.calls == {"token": 1}
