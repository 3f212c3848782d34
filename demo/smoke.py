"""``python -m demo.smoke``: the whole flow without a browser; 0 only if every step held."""

import asyncio
import sys
from collections.abc import Coroutine, Iterator

import httpx

from demo.dashboard.sign_in import SignInRefusedError
from demo.discord.members import CAPTAIN, DRIVER, NEWCOMER, OUTSIDER, UNVERIFIED, SampleMember
from demo.failures import DemoError
from demo.gate import meets_a_closed_gate
from demo.lasting import learns_of_new_roles, lets_go, turns_away_who_was_kicked
from demo.running import run
from demo.scenarios import (
    DifferenceError,
    Person,
    cancels,
    is_turned_away,
    replays,
    signs_in,
    signs_in_again,
    signs_out,
    uses_another_account,
)
from demo.servers import free_ports
from demo.stack import DemoStack, demo_stack

WITHIN = 30
INTERRUPTED = 130

FAILURES = (DifferenceError, SignInRefusedError, LookupError, ValueError, httpx.HTTPError)

Step = tuple[str, Coroutine[None, None, None]]


def _person(member: SampleMember, *subteams: str) -> Person:
    """Take what Discord knows of them, but not what Guildpass should make of it."""
    return Person(
        user_id=member.id,
        username=member.username,
        roles=member.roles,
        subteams=subteams,
        email_verified=member.verified,
    )


def _steps(stack: DemoStack) -> Iterator[Step]:
    plan = stack.plan
    captain = _person(CAPTAIN, "captains", "software")
    driver = _person(DRIVER, "software")
    newcomer = _person(NEWCOMER)
    outsider = _person(OUTSIDER)
    unverified = _person(UNVERIFIED, "software")
    yield "captain lands on the dashboard with captains, software", signs_in(plan, captain)
    yield "member with one role lands with software", signs_in(plan, driver)
    yield "member without a role lands with empty lists", signs_in(plan, newcomer)
    yield "member without a verified email lands unverified", signs_in(plan, unverified)
    yield "who is not in the guild is told so and goes back", is_turned_away(plan, outsider)
    yield "or takes another account", uses_another_account(plan, outsider, captain)
    yield "Cancel at Discord comes back as access_denied", cancels(plan, driver)
    yield "a replayed callback is refused", replays(plan, driver)
    yield "signing out ends the dashboard's session", signs_out(plan, driver)
    yield "signing in again takes no trip to Discord", signs_in_again(plan, driver)
    yield "a refresh brings new roles without a trip", learns_of_new_roles(stack)
    yield (
        "a refresh of who was kicked is refused and signs them out",
        turns_away_who_was_kicked(stack),
    )
    yield "a refresh token that was revoked is refused", lets_go(plan)
    yield "a gate that is closed in the file tells whom it refuses why", meets_a_closed_gate(stack)


async def _holds(sentence: str, step: Coroutine[None, None, None]) -> bool:
    """Take the step and print how it went."""
    try:
        await step
    except FAILURES as error:
        reason = str(error) if isinstance(error, DifferenceError) else repr(error)
        print(f"not ok  {sentence}: {reason}", flush=True)
        return False
    print(f"ok  {sentence}", flush=True)
    return True


async def main() -> int:
    """Take every step, whatever became of those before it."""
    try:
        async with asyncio.timeout(WITHIN), demo_stack(*free_ports(3), quiet=True) as stack:
            held = [await _holds(sentence, step) for sentence, step in _steps(stack)]
            if all(held):
                return 0
            raise DemoError(f"{held.count(False)} of {len(held)} steps failed.", stack.log())
    except TimeoutError as error:
        raise DemoError(f"not ok  the whole took longer than {WITHIN} seconds") from error


if __name__ == "__main__":
    sys.exit(run(main(), stopped=INTERRUPTED))
