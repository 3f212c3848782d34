"""Whatever Discord answers, only an identity or one of three faults comes out."""

import json
from collections.abc import Callable

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.ports.upstream import (
    UpstreamMisconfigured,
    UpstreamRefused,
    UpstreamUnavailable,
)
from demo.discord.members import CAPTAIN
from demo.discord.objects import member_object, own_user_object
from demo.discord.simulator import Answer
from tests.integration.discord.harness import BOT, MEMBER_CALL, USER, VERIFIER, Discord, Server

pytestmark = pytest.mark.anyio
many = settings(
    max_examples=100,
    deadline=None,
    # The fixtures are those of the session; each example makes its own Discord.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

VALUES = st.recursive(
    st.sampled_from([None, True, False, "", "\ud800", "a\x00", 10007, 1e300, 10**30, CAPTAIN.id])
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
STATUSES = st.sampled_from([200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 429, 500, 503])
HEADERS = st.dictionaries(
    st.sampled_from(
        ["retry-after", "x-ratelimit-global", "location", "set-cookie", "content-type"]
    ),
    st.text("0123456789.:/[]@?#%e-+ abxyz\u00e4", max_size=12).map(str.strip),
    max_size=2,
)
SOUND: dict[str, dict[str, object]] = {
    "token": {"access_token": "t", "scope": "identify guilds.members.read email"},
    "user": own_user_object(CAPTAIN, frozenset({"email"})),
    "user_member": member_object(CAPTAIN),
    "bot_member": member_object(CAPTAIN),
    "error": {"error": "invalid_grant", "code": 10007, "retry_after": 1.5, "global": False},
}


def nearly(sound: dict[str, object]) -> st.SearchStrategy[bytes]:
    """Give a sound body with some members replaced, or any JSON, or any bytes."""
    changes = st.dictionaries(st.sampled_from(sorted(sound)), VALUES, max_size=3)
    encode: Callable[[object], bytes] = lambda value: json.dumps(value).encode()  # noqa: E731 - used as a value
    return (
        changes.map(lambda some: encode(sound | some)) | VALUES.map(encode) | st.binary(max_size=20)
    )


@st.composite
def answers(draw: st.DrawFn, route: str) -> Answer:
    status = draw(STATUSES)
    body = draw(nearly(SOUND[route] if status < 300 else SOUND["error"]))
    return Answer(status=status, body=b"" if status == 204 else body, headers=draw(HEADERS))


def prepared(route: str) -> st.SearchStrategy[list[Answer]]:
    """Give none, or up to two odd answers: one odd route reaches further than all at once."""
    return st.just([]) | st.lists(answers(route), max_size=2)


@many
@given(
    token=prepared("token"),
    user=prepared("user"),
    member=prepared("bot_member"),
    member_route=st.sampled_from([BOT, USER]),
    email=st.booleans(),
)
async def test_no_answer_of_any_route_brings_out_another_fault(
    server: Server,
    http: httpx.AsyncClient,
    token: list[Answer],
    user: list[Answer],
    member: list[Answer],
    member_route: str,
    *,
    email: bool,
) -> None:
    discord = Discord(server=server, http=http)
    upstream = discord.upstream(member_route)
    discord.simulator.script("token", *token)
    discord.simulator.script("user", *user)
    discord.simulator.script(MEMBER_CALL[member_route], *member)
    code = discord.code(upstream, email=email)
    for _ in range(2):
        try:
            identity = await upstream.identify(code, code_verifier=VERIFIER, email=email)
        except (UpstreamUnavailable, UpstreamRefused, UpstreamMisconfigured):
            continue
        assert identity.discord_id.isdigit()
        assert email or not identity.email_verified
        # msgspec, which writes the answers, refuses what no encoding can hold.
        msgspec.json.encode([identity.name, identity.picture, identity.email])
