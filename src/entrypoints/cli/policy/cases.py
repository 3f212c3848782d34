"""Cases: what comes of each, beside what has to."""

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta

from application.policy.explanation import Explanation, Outcome
from domain.client import Client
from domain.policy.claim_rules import Place
from domain.scope import KNOWN_SCOPES
from domain.tokens import TokenProfile
from entrypoints.cli.environment import Values
from entrypoints.cli.policy.words import rules_that_said_no, verdict
from entrypoints.container import PolicyCommands
from entrypoints.settings import Case, ReadRules

# For cases about no application: open but for the general gate.
_ANY_CLIENT = Client(
    client_id="any application",
    client_secrets_sha256=frozenset(),
    redirect_uris=frozenset(),
    token_endpoint_auth_methods=frozenset(),
    allowed_scope=frozenset(KNOWN_SCOPES),
)
_NOT_SET = "-"


def profile_of(values: Values) -> TokenProfile:
    """Give what is the same in every token, as far as it is set: cases run where it is not."""
    issuer, audience = (values.get(name) or _NOT_SET for name in ("ISSUER", "JWT_AUDIENCE"))
    return TokenProfile(issuer=issuer, audience=audience, lifetime=timedelta(hours=1))


def differences(case: Case, commands: PolicyCommands, read: ReadRules) -> list[str]:
    """Give what came out otherwise than it has to, a line for each."""
    client = case.client or _ANY_CLIENT
    explanation = asyncio.run(commands.explain_person(client, case.person))
    return [*_of_gate(case, explanation, read), *_of_claims(case, explanation)]


def _of_gate(case: Case, explanation: Explanation, read: ReadRules) -> Iterator[str]:
    subteams = explanation.portrait.standing.subteams
    if case.subteams is not None and case.subteams != set(subteams):
        yield _line("subteams", sorted(case.subteams), list(subteams))
    if case.gate not in {None, explanation.outcome}:
        yield f"gate: expected {case.gate}, got {verdict(explanation, read.names)}"
    rules = rules_that_said_no(explanation)
    if case.rules is not None and case.rules != set(rules):
        yield _line("rules", sorted(case.rules), rules)


def _of_claims(case: Case, explanation: Explanation) -> Iterator[str]:
    if explanation.outcome is not Outcome.OPEN:
        yield from (f"claims.{name}: nobody is told anything" for name in case.claims)
        return
    place = case.place or Place.USERINFO
    claims = explanation.claims.get(place, {})
    for name, value in case.claims.items():
        if name not in claims:
            yield f"claims.{name}: expected {_written(value)}, got no such claim in {place}"
        elif not _alike(value, claims[name]):
            yield _line(f"claims.{name}", value, claims[name])
    yield from _of_absent(case, explanation)


def _of_absent(case: Case, explanation: Explanation) -> Iterator[str]:
    for place, claims in explanation.claims.items():
        looked_at = case.place in {None, place}
        for name in case.absent_claims if looked_at else ():
            if name in claims:
                yield f"absent_claims: {name} is in {place}: {_written(claims[name])}"


def _line(name: str, expected: object, got: object) -> str:
    return f"{name}: expected {_written(expected)}, got {_written(got)}"


def _alike(one: object, other: object) -> bool:
    """Compare as JSON does, where true is not 1; a list of groups has no order."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(_written, one)) == sorted(map(_written, other))
    return _written(one) == _written(other)


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
