"""An explanation, for programs."""

from collections.abc import Sequence

from application.policy.explanation import Explanation
from domain.identity import Identity
from domain.policy.condition import Finding
from domain.policy.gate import Check
from domain.scope import format_scope
from entrypoints.cli.policy.text import standing_in_words
from entrypoints.cli.policy.words import rules_that_said_no, verdict, why
from entrypoints.settings import RoleNames

Object = dict[str, object]


def as_object(explanation: Explanation, names: RoleNames, assumed: Sequence[str]) -> Object:
    """Give all of it, with true, false and null for yes, no and not known."""
    portrait = explanation.portrait
    return {
        "client_id": portrait.client.client_id,
        "outcome": str(explanation.outcome),
        "verdict": verdict(explanation, names),
        "rules": rules_that_said_no(explanation),
        "person": _person(portrait.identity, names),
        "assumed": list(assumed),
        "subteams": [
            {
                "slug": slug,
                "name": portrait.subteams.name_of(slug),
                "holds": decision.truth,
                "any": _findings(decision.any, names),
                "all": _findings(decision.all, names),
                "none": _findings(decision.none, names),
            }
            for slug, decision in sorted(portrait.standing.decisions.items())
        ],
        "gate": {
            "general": [_check(check, names) for check in explanation.verdict.general],
            "own": [_check(check, names) for check in explanation.verdict.own],
        },
        "scope": format_scope(explanation.scope),
        "claims": {str(place): claims for place, claims in explanation.claims.items()},
    }


def _person(identity: Identity, names: RoleNames) -> Object:
    found = {one.guild_id: one for one in identity.memberships.found}
    silent = identity.memberships.silent_guilds
    return {
        "id": identity.discord_id,
        "name": identity.name,
        "username": identity.discord_username,
        "two_factor": identity.two_factor,
        "guilds": [
            {
                "name": name,
                "id": guild_id,
                "answers": guild_id not in silent,
                "standing": standing_in_words(found[guild_id]) if guild_id in found else None,
                "roles": [names.label(r) for r in identity.roles if r.guild_id == guild_id],
            }
            for name, guild_id in names.guilds.items()
        ],
    }


def _findings(findings: Sequence[Finding], names: RoleNames) -> list[Object]:
    return [
        {"requirement": one.requirement.label, "holds": one.truth, "why": why(one, names)}
        for one in findings
    ]


def _check(check: Check, names: RoleNames) -> Object:
    return {
        "rule": str(check.rule),
        "holds": check.truth,
        "requirements": _findings(check.findings, names),
        "opens_at": check.opens_at.isoformat() if check.opens_at else None,
    }
