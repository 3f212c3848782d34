"""Somebody judged, for tests of what comes of it."""

from application.judge_person import Judgement, JudgePerson
from domain.access_rules import Refusal
from domain.client import Client
from domain.errors import TemporarilyUnavailable
from domain.identity import Identity
from domain.rulebook import Rulebook
from tests.builders import a_client
from tests.fakes.clock import FakeClock
from tests.fakes.rulebooks import FakeRulebooks

UNDECIDED = "undecided"
OPEN = "open"


async def judged(rulebook: Rulebook, identity: Identity, client: Client | None = None) -> Judgement:
    """Give the judgement."""
    use_case = JudgePerson(rulebooks=FakeRulebooks(rulebook), clock=FakeClock())
    return await use_case(client or a_client(), identity)


async def word_for(
    rulebook: Rulebook, identity: Identity, client: Client | None = None
) -> Refusal | str:
    """Name what came of it: a refusal, or one of the words above."""
    try:
        judgement = await judged(rulebook, identity, client)
    except TemporarilyUnavailable:
        return UNDECIDED
    return judgement.refusal or OPEN
