"""Each use gives a new refresh token; one that was replaced comes again only for a moment."""

import pytest

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.harness import CLIENT_ID, PUBLIC_ID, Provider
from tests.integration.http.program import Program, refreshing
from tests.integration.http.program_answers import assert_family_dead

pytestmark = pytest.mark.anyio

ROTATING = pytest.mark.parametrize("client_id", [CLIENT_ID, PUBLIC_ID])


@pytest.fixture
def program(offline: Provider, client_id: str) -> Program:
    return Program(provider=offline, client_id=client_id)


@pytest.mark.parametrize("client_id", [CLIENT_ID])
async def test_each_use_gives_another_token_and_only_the_newest_is_alive(program: Program) -> None:
    """N-RF-02."""
    first = await program.begin()
    second = await program.refreshed(first.refresh_token)
    third = await program.refreshed(second.refresh_token)
    alive = [
        (await program.told(one.refresh_token))["active"]
        if program.client_id == CLIENT_ID
        else None
        for one in (first, second, third)
    ]

    assert len({first.refresh_token, second.refresh_token, third.refresh_token}) == 3
    assert alive in ([False, False, True], [None] * 3)


@ROTATING
@pytest.mark.parametrize("seconds", [10, 11, 3_599, 86_400])
async def test_reuse_after_the_grace_ends_the_family_with_all_its_tokens(
    program: Program, offline: Provider, seconds: int
) -> None:
    """N-RF-02: access tokens of every generation too, at userinfo and at introspection."""
    first = await program.begin()
    second = await program.refreshed(first.refresh_token)
    offline.clock.advance(seconds)

    assert_oauth_error(await program.refresh(first.refresh_token), 400, "invalid_grant")

    await assert_family_dead(program, first, second)


@ROTATING
async def test_reuse_of_one_two_generations_old_ends_the_family_within_the_grace_too(
    program: Program,
) -> None:
    """N-RF-02: its successor was used, so that no reply can have been lost."""
    first = await program.begin()
    second = await program.refreshed(first.refresh_token)
    third = await program.refreshed(second.refresh_token)

    assert_oauth_error(await program.refresh(first.refresh_token), 400, "invalid_grant")

    await assert_family_dead(program, first, second, third)


@ROTATING
@pytest.mark.parametrize("seconds", [0, 9.999])
async def test_a_lost_reply_is_made_good_within_the_grace(
    program: Program, offline: Provider, seconds: float
) -> None:
    """N-RF-03: the predecessor replaces the successor that nobody used."""
    first = await program.begin()
    lost = await program.refreshed(first.refresh_token)
    offline.clock.advance(seconds)
    again = await program.refreshed(first.refresh_token)

    assert again.refresh_token != lost.refresh_token
    assert (await program.refresh(again.refresh_token)).status_code == 200


@ROTATING
async def test_of_two_successors_one_lives_and_the_other_ends_the_family(program: Program) -> None:
    """N-RF-03: never two living ones."""
    first = await program.begin()
    replaced = await program.refreshed(first.refresh_token)
    alive = await program.refreshed(first.refresh_token)

    assert_oauth_error(await program.refresh(replaced.refresh_token), 400, "invalid_grant")

    await assert_family_dead(program, first, replaced, alive)


@ROTATING
async def test_the_grace_does_not_begin_anew_at_each_repeat(
    program: Program, offline: Provider
) -> None:
    """N-RF-03."""
    first = await program.begin()
    held = [await program.refreshed(first.refresh_token)]
    for _ in range(3):
        offline.clock.advance(3)
        held.append(await program.refreshed(first.refresh_token))
    offline.clock.advance(1)

    assert_oauth_error(await program.refresh(first.refresh_token), 400, "invalid_grant")
    await assert_family_dead(program, first, *held)


@ROTATING
async def test_each_rotation_has_a_grace_of_its_own(program: Program, offline: Provider) -> None:
    """N-RF-03."""
    held = await program.begin()
    for _ in range(3):
        offline.clock.advance(20)
        await program.refreshed(held.refresh_token)
        offline.clock.advance(9)
        held = await program.refreshed(held.refresh_token)

    assert (await program.refresh(held.refresh_token)).status_code == 200


@ROTATING
@pytest.mark.parametrize(("grace", "inside"), [("1", 0.5), ("300", 299)])
async def test_the_grace_is_a_setting(
    key_file: str, client_id: str, grace: str, inside: float
) -> None:
    """N-RF-03: REFRESH_GRACE."""
    provider = refreshing(key_file, REFRESH_GRACE=grace)
    program = Program(provider=provider, client_id=client_id)
    first = await program.begin()
    await program.refreshed(first.refresh_token)
    provider.clock.advance(inside)
    await program.refreshed(first.refresh_token)
    provider.clock.advance(int(grace) - inside)

    assert_oauth_error(await program.refresh(first.refresh_token), 400, "invalid_grant")


@ROTATING
async def test_without_a_grace_a_second_use_ends_the_family_at_once(
    key_file: str, client_id: str
) -> None:
    """N-RF-02: REFRESH_GRACE=0."""
    program = Program(provider=refreshing(key_file, REFRESH_GRACE="0"), client_id=client_id)
    first = await program.begin()
    second = await program.refreshed(first.refresh_token)

    assert_oauth_error(await program.refresh(first.refresh_token), 400, "invalid_grant")
    await assert_family_dead(program, first, second)


@ROTATING
async def test_another_family_of_the_person_goes_on(program: Program, offline: Provider) -> None:
    """N-RF-02: a family dies, and no other with it."""
    first, bystander = await program.begin(), await program.begin()
    await program.refreshed(first.refresh_token)
    offline.clock.advance(10)
    await program.refresh(first.refresh_token)

    assert (await program.refresh(bystander.refresh_token)).status_code == 200
