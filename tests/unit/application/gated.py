"""A house of two applications, of which the first is for captains only."""

from dataclasses import dataclass

from application.token.issue_tokens import IssuedTokens
from domain.client import Client
from domain.policy.condition import Condition, InSubteam
from domain.policy.gate import OPEN, Gate
from tests.builders import CLIENT_ID, SOFTWARE_ROLE, a_client, a_membership
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import CODE_LIFETIME, ROLE_FRESHNESS, House, Signed, code_of
from tests.unit.application.leaving import TELL_AT
from tests.unit.application.refreshing import OFFLINE, an_api, redeem_as
from tests.unit.application.steps import return_with

FOR_CAPTAINS = Gate(condition=Condition(any=(InSubteam("mechanics"),)))
# The code is younger than the roles, so that it still counts when those are old.
_CODE_AGE = CODE_LIFETIME.total_seconds() / 2
_BEFORE = ROLE_FRESHNESS.total_seconds() - _CODE_AGE


def teller(client_id: str = CLIENT_ID, gate: Gate = OPEN) -> Client:
    """Give an application that wants to be told when a session ends."""
    return a_client(client_id=client_id, gate=gate, backchannel_logout_uri=TELL_AT)


def open_up(house: House, gate: Gate = FOR_CAPTAINS) -> None:
    """Have the two applications, and a resource server."""
    house.register(teller(gate=gate), teller("forum"), an_api())


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a captain has: a session, and at both applications tokens; at the first a code too."""

    who: Signed
    code: str
    issued: IssuedTokens
    elsewhere: IssuedTokens


async def held_by_a_captain(house: House) -> Held:
    """Sign a captain in, and let the roles grow old."""
    open_up(house)
    who = await house.begin_session()
    house.clock.advance(_BEFORE)
    issued = await house.redeem(code_of(await return_with(house, who, scope=OFFLINE)))
    at_forum = code_of(await return_with(house, who, client_id="forum", scope=OFFLINE))
    elsewhere = await redeem_as(house, "forum", at_forum)
    code = code_of(await return_with(house, who, scope=OFFLINE))
    house.clock.advance(_CODE_AGE)
    house.audit.events.clear()
    return Held(who=who, code=code, issued=issued, elsewhere=elsewhere)


def lose_the_role(house: House) -> None:
    """Let the captain be a captain no more."""
    house.members = FakeGuildMembers(a_membership(roles=(SOFTWARE_ROLE,)))
