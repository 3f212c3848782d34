"""What Discord says of an account: taken where it is sound, never a fault of another kind."""

import pytest

from application.ports.upstream import UpstreamUnavailable
from demo.discord.members import CAPTAIN
from demo.discord.objects import own_user_object
from demo.discord.simulator import Answer
from domain.identity import Identity
from tests.integration.discord.harness import Discord

pytestmark = pytest.mark.anyio

WITH_EMAIL = frozenset({"identify", "email"})
LEFT_OUT = object()


async def with_user(
    discord: Discord, changes: dict[str, object], *, asked: bool = True
) -> Identity:
    body = own_user_object(CAPTAIN, WITH_EMAIL) | changes
    sound = {name: value for name, value in body.items() if value is not LEFT_OUT}
    discord.simulator.script("user", Answer(json=sound))
    return await discord.sign_in(discord.upstream(), email=asked)


@pytest.mark.parametrize("verified", [False, LEFT_OUT, "true", 1, 1.0, None, [True], {"a": True}])
async def test_only_the_boolean_true_is_a_verification(discord: Discord, verified: object) -> None:
    identity = await with_user(discord, {"verified": verified})
    assert (identity.email, identity.email_verified) == (CAPTAIN.email, False)
    assert (await with_user(discord, {"verified": True})).email_verified is True


@pytest.mark.parametrize("mfa", [False, LEFT_OUT, "true", 1, None, [True]])
async def test_only_the_boolean_true_is_a_second_factor(discord: Discord, mfa: object) -> None:
    assert (await with_user(discord, {"mfa_enabled": mfa})).two_factor is False
    assert (await with_user(discord, {"mfa_enabled": True})).two_factor is True


@pytest.mark.parametrize(
    "email",
    [None, LEFT_OUT, "", "no-at", 5, ["a@b"], "a@b\n", "a@b\x00", "\u202ea@b", "a@b" + "c" * 320],
)
async def test_an_address_that_is_none_is_left_out_and_not_verified(
    discord: Discord, email: object
) -> None:
    identity = await with_user(discord, {"email": email, "verified": True})
    assert (identity.email, identity.email_verified) == (None, False)


async def test_an_address_nobody_asked_for_is_not_taken(discord: Discord) -> None:
    identity = await with_user(discord, {}, asked=False)
    assert (identity.email, identity.email_verified) == (None, False)


@pytest.mark.parametrize(
    "value", [None, LEFT_OUT, "", 5, True, ["x"], {"a": 1}, "a/b", "\u00e4\n", "x" * 100]
)
@pytest.mark.parametrize("name", ["avatar", "locale", "discriminator"])
async def test_a_detail_that_is_not_sound_is_left_out(
    discord: Discord, name: str, value: object
) -> None:
    identity = await with_user(discord, {name: value})
    assert getattr(identity, name) is None
    assert (identity.discord_id, identity.discord_username) == (CAPTAIN.id, CAPTAIN.username)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("username", "a\x00b\u202e\u2028c", "abc"),
        ("username", " \u200e ", None),
        ("username", "", None),
        ("username", "\U0001f600" * 500, "\U0001f600" * 128),
    ],
)
async def test_names_are_fit_to_be_shown(
    discord: Discord, name: str, value: str, shown: str | None
) -> None:
    identity = await with_user(discord, {name: value})
    assert identity.preferred_username == shown
    assert identity.discord_id == CAPTAIN.id


@pytest.mark.parametrize(
    "changes",
    [
        {"id": int(CAPTAIN.id)},
        {"id": ""},
        {"id": "0123"},
        {"id": "1/../2"},
        {"id": "1\n"},
        {"id": "\u0661\u0662"},
        {"id": "9" * 21},
        {"id": None},
        {"id": LEFT_OUT},
        {"username": None},
        {"username": LEFT_OUT},
        {"username": 5},
        {"username": "\ud800"},
        {"global_name": ["x"]},
        {"global_name": "\udfff"},
        {"clan": "\ud800"},
    ],
    ids=repr,
)
async def test_an_account_without_a_sound_id_and_name_is_not_known_now(
    discord: Discord, changes: dict[str, object]
) -> None:
    with pytest.raises(UpstreamUnavailable):
        await with_user(discord, changes)
    assert discord.simulator.calls["bot_member"] == 0


DEEP = b'{"id":"1","username":"x","clan":' + b"[" * 50_000 + b"]" * 50_000 + b"}"


@pytest.mark.parametrize("route", ["token", "user", "bot_member"])
@pytest.mark.parametrize(
    "answer",
    [
        Answer(body=b""),
        Answer(body=b"{"),
        Answer(body=b"[]"),
        Answer(body=b"null"),
        Answer(body=b"NaN"),
        Answer(body=b"\xff\xfe"),
        Answer(body=b'{"id":"1","username":"\xff"}'),
        Answer(body=b'\xef\xbb\xbf{"id":"1","username":"x"}'),
        Answer(body=DEEP),
        Answer(body=b"<!DOCTYPE html><title>OK</title>", content_type="text/html"),
        Answer(status=204),
        Answer(status=201, json={"id": "1", "username": "x", "access_token": "x", "roles": []}),
        Answer(status=403, json={"message": "Missing Access", "code": 50001}),
        Answer(status=400, json={"error": ["invalid_grant"], "code": [10007]}),
        Answer(status=404, body=DEEP),
        Answer(status=418),
    ],
    ids=lambda value: repr(value)[:70],
)
async def test_no_answer_of_another_shape_is_an_identity(
    discord: Discord, route: str, answer: Answer
) -> None:
    discord.simulator.script(route, answer)
    with pytest.raises(UpstreamUnavailable):
        await discord.sign_in(discord.upstream())
    assert discord.simulator.calls[route] == 1


async def test_a_token_refused_right_after_it_was_given_is_not_known_now(discord: Discord) -> None:
    discord.simulator.script("user", Answer(status=401, json={"message": "401", "code": 0}))
    with pytest.raises(UpstreamUnavailable):
        await discord.sign_in(discord.upstream())
    assert discord.simulator.calls == {"token": 1, "user": 1}
