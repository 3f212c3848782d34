"""What is explained is what a sign-in yields, for whatever policy and whoever comes."""

import asyncio
import json
from base64 import urlsafe_b64decode
from collections import Counter
from pathlib import Path

from hypothesis import given, settings

from adapters.jose.signing_key import SigningKey
from adapters.rulebook.held_rulebooks import HeldRulebooks
from application.policy.explain_person import ExplainPerson
from application.ports.upstream import UpstreamUndecided
from application.sign_in.outcomes import RefusedPerson
from domain.authorization_response import AuthorizationRefused
from domain.errors import InvalidScope
from domain.rulebook import Rulebook
from tests.builders import CLIENT_ID, a_token_profile
from tests.fakes.upstream import FakeUpstream
from tests.unit.application.house import House, code_of
from tests.unit.entrypoints.policies import Visitor, policy_texts, rulebook_of, visitors

Told = tuple[str, dict[str, dict[str, object]]]
_OF_ONE_TOKEN = ("iat", "exp", "jti", "sid", "at_hash", "auth_time", "nonce")
_EXAMPLES = 300


async def _explained(rulebook: Rulebook, visitor: Visitor, house: House) -> Told:
    explain_person = ExplainPerson(
        rulebooks=HeldRulebooks(rulebook=rulebook), profile=a_token_profile(), clock=house.clock
    )
    client, scope = rulebook.clients[CLIENT_ID], frozenset(visitor.scope)
    try:
        explanation = await explain_person(client, visitor.identity, scope=scope)
    except InvalidScope:
        return "invalid_scope", {}
    claims = {str(place): told for place, told in explanation.claims.items()}
    outcome = str(explanation.outcome)
    return outcome, claims if outcome == "open" else {}


async def _signed_in(visitor: Visitor, house: House) -> Told:
    try:
        trip = await house.set_out(scope=" ".join(visitor.scope))
        outcome = await house.come_back(trip)
    except AuthorizationRefused as refused:
        error = refused.error.error
        return "undecided" if error == "temporarily_unavailable" else error, {}
    if isinstance(outcome, RefusedPerson):
        return "closed", {}
    issued = await house.redeem(code_of(outcome))
    told = {"access_token": _payload(issued.access_token)}
    if issued.id_token:
        told["id_token"] = _payload(issued.id_token)
        told["userinfo"] = await house.userinfo(issued.access_token)
    return "open", told


def _payload(token: str) -> dict[str, object]:
    body = token.split(".")[1]
    claims: dict[str, object] = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return {name: value for name, value in claims.items() if name not in _OF_ONE_TOKEN}


def _house(signing_key: SigningKey, rulebook: Rulebook, visitor: Visitor) -> House:
    memberships = visitor.identity.memberships
    asked_in_vain = bool(memberships.silent_guilds) and not memberships.has_full
    # Who is blocked is told to try again, for as long as nobody knows them; they never get in.
    asked_in_vain = asked_in_vain and visitor.identity.discord_id not in rulebook.access.blocked
    # As the adapter of Discord does where nobody can tell whether they are a member.
    undecided = UpstreamUndecided("silent", memberships=memberships)
    return House(
        signing_key,
        upstream=FakeUpstream(undecided if asked_in_vain else visitor.identity),
        rules=rulebook.access,
        policy=rulebook.policy,
        registered=tuple(rulebook.clients.values()),
    )


def test_what_is_explained_is_what_a_sign_in_yields(
    signing_key: SigningKey, tmp_path: Path
) -> None:
    """Gate and claims, of both tokens and userinfo."""
    seen = Counter[str]()

    @settings(max_examples=_EXAMPLES)
    @given(policy_texts(), visitors())
    def agrees(text: str, visitor: Visitor) -> None:
        rulebook = rulebook_of(text, tmp_path / "guildpass.toml")
        house = _house(signing_key, rulebook, visitor)
        explained = asyncio.run(_explained(rulebook, visitor, house))
        assert explained == asyncio.run(_signed_in(visitor, house))
        seen[explained[0]] += 1

    agrees()
    # Each of them often enough to mean something.
    assert min(seen[outcome] for outcome in ("open", "closed", "undecided")) > 10, seen
