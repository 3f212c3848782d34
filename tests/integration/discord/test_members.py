"""Both ways to read a membership: what is "yes", what is "no", and what is "not known"."""

import pytest

from application.ports.upstream import UpstreamUnavailable
from demo.discord import members as sample
from demo.discord.members import GUILD_ID, SampleMember
from demo.discord.objects import member_object
from demo.discord.simulator import Answer
from domain.membership import Membership, Memberships
from tests.integration.discord.harness import BOT, MEMBER_CALL, USER, Discord

_ASKED = frozenset({GUILD_ID})
pytestmark = pytest.mark.anyio
both_routes = pytest.mark.parametrize("route", [BOT, USER])


def error(status: int, code: object) -> Answer:
    return Answer(status=status, json={"message": "no", "code": code})


@both_routes
@pytest.mark.parametrize("email", [True, False])
@pytest.mark.parametrize("member", sample.SAMPLE_MEMBERS, ids=lambda member: member.username)
async def test_everybody_is_who_discord_says(
    discord: Discord, route: str, member: SampleMember, *, email: bool
) -> None:
    identity = await discord.sign_in(discord.upstream(route), member, email=email)
    assert (identity.discord_id, identity.username) == (member.id, member.username)
    assert identity.discriminator == member.discriminator
    assert (identity.global_name, identity.avatar) == (member.global_name, member.avatar)
    assert identity.locale == member.locale
    assert identity.email == (member.email if email else None)
    assert identity.email_verified is (email and member.verified)
    expected = Membership(
        guild_id=GUILD_ID,
        roles=member.roles,
        nick=member.nick,
        avatar=member.guild_avatar,
        pending=member.pending,
        guest=member is sample.GUEST,
    )
    assert identity.memberships == Memberships(
        found=(expected,) if member.in_guild else (), asked=_ASKED
    )
    assert identity.two_factor is member.mfa_enabled
    assert discord.simulator.calls == {"token": 1, "user": 1, MEMBER_CALL[route]: 1}


@both_routes
@pytest.mark.parametrize("member", [sample.PENDING, sample.GUEST, sample.OUTSIDER])
async def test_who_is_pending_a_guest_or_outside_counts_as_no_member(
    discord: Discord, route: str, member: SampleMember
) -> None:
    identity = await discord.sign_in(discord.upstream(route), member)
    assert not identity.is_member
    assert identity.roles == ()


@pytest.mark.parametrize("code", [10007, 10013])
async def test_the_bot_route_knows_two_codes_for_no(discord: Discord, code: int) -> None:
    discord.simulator.script("bot_member", error(404, code))
    assert (await discord.sign_in(discord.upstream(BOT))).memberships == Memberships(asked=_ASKED)


@pytest.mark.parametrize(
    "answer",
    [
        error(404, 10004),
        error(404, 0),
        error(404, "10007"),
        error(404, 10007.5),
        error(404, [10007]),
        error(404, {"code": 10007}),
        error(404, None),
        error(404, -(10**30)),
        Answer(status=404, json=[10007]),
        Answer(status=404, body=b""),
        Answer(status=404, body=b"<html>404</html>", content_type="text/html"),
        Answer(status=404, body=b'{"code": 10007'),
        Answer(status=404, body=b'\xff{"code": 10007}'),
        error(403, 50001),
        error(403, 10007),
        error(400, 10007),
        error(410, 10013),
        error(200, 10007),
        Answer(status=204),
        Answer(status=403, body=b"error code: 1010", content_type="text/plain"),
    ],
)
async def test_anything_else_by_the_bot_route_is_not_known_now(
    discord: Discord, answer: Answer
) -> None:
    discord.simulator.script("bot_member", answer)
    with pytest.raises(UpstreamUnavailable):
        await discord.sign_in(discord.upstream(BOT))
    assert discord.simulator.calls["bot_member"] == 1


@pytest.mark.parametrize(
    "answer",
    [error(404, 10004), error(404, 10007), Answer(status=404, body=b"<html>"), Answer(status=404)],
)
async def test_by_the_user_route_every_404_is_no(discord: Discord, answer: Answer) -> None:
    discord.simulator.script("user_member", answer)
    assert (await discord.sign_in(discord.upstream(USER))).memberships == Memberships(asked=_ASKED)


@pytest.mark.parametrize(
    "answer", [error(400, 10007), error(401, 0), error(403, 50001), error(410, 10007), Answer()]
)
async def test_anything_else_by_the_user_route_is_not_known_now(
    discord: Discord, answer: Answer
) -> None:
    discord.simulator.script("user_member", answer)
    with pytest.raises(UpstreamUnavailable):
        await discord.sign_in(discord.upstream(USER))
    assert discord.simulator.calls["user_member"] == 1


async def test_with_a_bot_token_discord_does_not_know_it_is_not_known_and_the_operator_told(
    discord: Discord,
) -> None:
    with pytest.raises(UpstreamUnavailable, match="does not accept DISCORD_BOT_TOKEN"):
        await discord.sign_in(discord.upstream(BOT, bot_token="wrong"))


@both_routes
async def test_a_role_that_is_listed_twice_counts_once(discord: Discord, route: str) -> None:
    body = member_object(sample.CAPTAIN) | {"roles": ["7", "5", "7", "6", "5"]}
    discord.simulator.script(MEMBER_CALL[route], Answer(json=body))
    assert (await discord.sign_in(discord.upstream(route))).memberships.found[0].roles == (
        "7",
        "5",
        "6",
    )


@both_routes
async def test_the_member_object_of_somebody_else_is_refused(discord: Discord, route: str) -> None:
    discord.simulator.script(MEMBER_CALL[route], Answer(json=member_object(sample.DRIVER)))
    with pytest.raises(UpstreamUnavailable):
        await discord.sign_in(discord.upstream(route), sample.CAPTAIN)


@both_routes
@pytest.mark.parametrize(
    "changes",
    [
        {"roles": None},
        {"roles": "1"},
        {"roles": [1034829571643801601]},
        {"roles": ["admin"]},
        {"roles": ["1\n"]},
        {"roles": [["1"]]},
        {"roles": {"1": True}},
        {"pending": "true"},
        {"pending": 1},
        {"flags": "16"},
        {"flags": 16.5},
        {"flags": True},
        {"nick": 5},
        {"nick": "\ud800"},
        {"user": {}},
        {"user": {"id": int(sample.CAPTAIN.id)}},
        {"user": "x"},
    ],
    ids=repr,
)
async def test_a_member_object_of_odd_types_is_not_known_now(
    discord: Discord, route: str, changes: dict[str, object]
) -> None:
    body = member_object(sample.CAPTAIN) | changes
    discord.simulator.script(MEMBER_CALL[route], Answer(json=body))
    with pytest.raises(UpstreamUnavailable):
        await discord.sign_in(discord.upstream(route))


@pytest.mark.parametrize(
    ("changes", "full"),
    [
        ({"avatar": 5}, True),
        ({"avatar": "../../x"}, True),
        ({"avatar": "x" * 65}, True),
        ({"pending": None}, True),
        ({"flags": None}, True),
        ({"flags": 15}, True),
        ({"flags": 16 | 2}, False),
        ({"flags": 2**70 + 16}, False),
        ({"user": None}, True),
        ({"joined_at": 5, "unknown": {"deep": [1]}}, True),
        ({"nick": "a\x00\u202eb"}, True),
    ],
    ids=repr,
)
async def test_what_costs_no_membership_does_no_harm(
    discord: Discord, changes: dict[str, object], *, full: bool
) -> None:
    body = member_object(sample.CAPTAIN) | changes
    discord.simulator.script("bot_member", Answer(json=body))
    identity = await discord.sign_in(discord.upstream(BOT))
    assert identity.is_member is full
    (membership,) = identity.memberships.found
    assert membership.avatar is None
    assert identity.name in {"Mira", "ab"}
