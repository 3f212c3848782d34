"""A refresh and an end at the same moment: the end counts."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.integration.http.browser import SCOPE, Browser
from tests.integration.http.harness import Provider
from tests.integration.http.hesitant import HesitantGrants, hesitating
from tests.integration.http.program import Held, Program, refreshing
from tests.integration.http.refreshing_clients import ALWAYS_ID, STEADY_ID, clients

pytestmark = pytest.mark.anyio


@pytest.fixture
def grants(offline: Provider) -> HesitantGrants:
    return hesitating(offline)


@pytest.mark.usefixtures("grants")
async def test_access_tokens_that_are_revoked_at_once_are_all_dead(offline: Provider) -> None:
    """N-RV-02 (C-22): whoever finds the grant changed looks again."""
    program = Program(provider=offline)
    held = [await program.begin()]
    for _ in range(4):
        held.append(await program.refreshed(held[-1].refresh_token))
    answers = await asyncio.gather(
        *(program.revoke(one.access_token) for one in held[:-1]),
        program.refresh(held[-1].refresh_token),
    )

    assert [answer.status_code for answer in answers] == [200] * 5
    for one in held[:-1]:
        assert not any((await program.access_is_alive(one)).values())
    assert all((await program.is_alive(Held.of(answers[-1].json()))).values())


async def revoke(program: Program, held: Held, _: Browser) -> None:
    assert (await program.revoke(held.refresh_token)).status_code == 200


async def leave_the_guild(program: Program, held: Held, _: Browser) -> None:
    program.provider.members.answer = None
    program.provider.clock.advance(300)
    assert (await Browser(program.provider).userinfo(held.access_token)).status_code == 401


async def sign_out(_: Program, held: Held, browser: Browser) -> None:
    assert (await browser.sign_out(id_token_hint=held.id_token)).status_code == 303


ENDS = {"revoke": revoke, "leave": leave_the_guild, "sign out": sign_out}
UNASKED = {"offline_access": "always"}
Ending = Callable[[Program, Held, Browser], Awaitable[None]]


@pytest.mark.parametrize("client_id", [ALWAYS_ID, STEADY_ID])
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
async def test_no_refresh_that_was_under_way_outlives_the_end(
    key_file: str, client_id: str, end: Ending
) -> None:
    """N-RF-04, N-RV-02 (C-22, C-24): a grant that was ended is not written again."""
    provider = refreshing(key_file, OAUTH_CLIENTS=clients(**{STEADY_ID: UNASKED}))
    hesitating(provider)
    program, browser = Program(provider=provider, client_id=client_id), Browser(provider)
    held = await program.begin(browser, scope=SCOPE)
    under_way = [asyncio.create_task(program.refresh(held.refresh_token)) for _ in range(20)]
    await asyncio.sleep(0)
    await end(program, held, browser)
    answers = await asyncio.gather(*under_way)

    assert {answer.status_code for answer in answers} <= {200, 400}
    for answer in answers:
        if answer.status_code == 200:
            got = Held.of(answer.json())
            assert not any((await program.is_alive(got)).values())
            assert (await program.refresh(got.refresh_token)).status_code == 400
    assert not any((await program.is_alive(held)).values())
