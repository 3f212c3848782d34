"""Use case: decide whether a person may use an application, by the rules in force."""

from dataclasses import dataclass

from application.ports.clock import Clock
from application.ports.rulebooks import Rulebooks
from domain.access_rules import Refusal
from domain.claims import Portrait
from domain.client import Client
from domain.errors import TemporarilyUnavailable
from domain.identity import Identity
from domain.policy.broken_rule import BrokenRule
from domain.policy.gate import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person is, and why they may not go on, if they may not.

    ``broken`` are the rules of a gate that said no, where it is one that refuses.
    """

    portrait: Portrait
    refusal: Refusal | None = None
    broken: tuple[BrokenRule, ...] = ()


class JudgePerson:
    """The same for a page, a code, a refresh token and every use of an access token.

    A rule that cannot be decided, since a guild does not answer, opens nothing and ends nothing.
    """

    def __init__(self, *, rulebooks: Rulebooks, clock: Clock) -> None:
        self._rulebooks = rulebooks
        self._clock = clock

    async def __call__(self, client: Client, identity: Identity) -> Judgement:
        """Give the judgement, or raise ``TemporarilyUnavailable`` where there can be none now."""
        rulebook = self._rulebooks.current()
        policy = rulebook.policy
        portrait = rulebook.portrait(client, identity)
        refusal = rulebook.access.refusal(portrait.identity)
        if refusal is not None:
            _check_told(refusal, portrait.identity)
            return Judgement(portrait=portrait, refusal=refusal)
        verdict = policy.verdict(portrait.standing, client.gate, self._clock.now())
        if verdict.refused:
            broken = tuple(BrokenRule.of(check, policy.subteams) for check in verdict.refused)
            return Judgement(portrait=portrait, refusal=Refusal.GATE, broken=broken)
        _check_decided(verdict, portrait.identity)
        return Judgement(portrait=portrait)


def _check_told(refusal: Refusal, identity: Identity) -> None:
    # Where they are a member may be just the guild that does not answer.
    if refusal is not Refusal.BLOCKED and identity.memberships.silent_guilds:
        reason = "a guild does not answer that may know the person"
        raise TemporarilyUnavailable(reason=reason, sub=identity.discord_id)


def _check_decided(verdict: Verdict, identity: Identity) -> None:
    if not verdict.is_open:
        rules = " ".join(check.rule for check in verdict.undecided)
        reason = f"what the gate needs is not known, of a guild that does not answer say: {rules}"
        raise TemporarilyUnavailable(reason=reason, sub=identity.discord_id)
