"""An explanation, for people."""

import json
from collections.abc import Iterator, Sequence

from application.policy.explanation import Explanation, Outcome
from domain.identity import Identity
from domain.membership import Membership
from domain.policy.claim_rules import Place
from domain.policy.condition import Decision, Finding
from domain.policy.gate import Check
from entrypoints.cli.policy.words import NO_TWO_FACTOR, mark, of_account, verdict, why
from entrypoints.settings import RoleNames

_WIDTH = 14
_PLACES = {
    Place.ID_TOKEN: "ID token",
    Place.USERINFO: "userinfo",
    Place.ACCESS_TOKEN: "access token",
}


def lines_of(explanation: Explanation, names: RoleNames, assumed: Sequence[str]) -> Iterator[str]:
    """Give what is printed, line by line."""
    yield from _person(explanation, names)
    yield from (f"  assumed: {one}" for one in assumed)
    yield from _subteams(explanation, names)
    found = explanation.verdict
    yield from _gate("Gate of every application", found.general, names)
    yield from _gate(f"Gate of {explanation.portrait.client.client_id}", found.own, names)
    yield ""
    yield verdict(explanation, names)
    yield from _claims(explanation)


def _person(explanation: Explanation, names: RoleNames) -> Iterator[str]:
    identity, facts = explanation.portrait.identity, explanation.portrait.standing.facts
    username = identity.discord_username or "-"
    name = f"{identity.name} ({username})" if identity.name != username else username
    yield f"{name}, {identity.discord_id}"
    yield f"  account since {facts.created_at:%Y-%m-%d}"
    said = {True: "on", False: "off", None: NO_TWO_FACTOR}[identity.two_factor]
    yield f"  two-factor authentication: {said}"
    yield from (f"  {name}: {_place(identity, one, names)}" for name, one in names.guilds.items())


def _place(identity: Identity, guild_id: str, names: RoleNames) -> str:
    if guild_id in identity.memberships.silent_guilds:
        return "? does not answer"
    found = next((one for one in identity.memberships.found if one.guild_id == guild_id), None)
    if found is None:
        return "not a member"
    roles = [names.label(role) for role in identity.roles if role.guild_id == guild_id]
    return ", ".join([standing_in_words(found), *roles])


def standing_in_words(membership: Membership) -> str:
    """Say what somebody is in a guild they are in."""
    if membership.is_full:
        return "member"
    return "waits behind membership screening" if membership.pending else "guest"


def _subteams(explanation: Explanation, names: RoleNames) -> Iterator[str]:
    portrait = explanation.portrait
    yield ""
    yield "Subteams" if portrait.standing.decisions else "No subteams"
    for slug, decision in sorted(portrait.standing.decisions.items()):
        name = portrait.subteams.name_of(slug)
        yield f"{mark(decision.truth)} {slug}" + (f" ({name})" if name != slug else "")
        yield from _decision(decision, names)


def _decision(decision: Decision, names: RoleNames) -> Iterator[str]:
    parts = {"any": decision.any, "all": decision.all, "none": decision.none}
    for part, findings in parts.items():
        yield from _findings(f"    {part}", findings, names)


def _findings(head: str, findings: Sequence[Finding], names: RoleNames) -> Iterator[str]:
    for number, finding in enumerate(findings):
        begins = (head if number == 0 else "").ljust(_WIDTH)
        label = finding.requirement.label
        yield f"{begins} {mark(finding.truth)} {label}: {why(finding, names)}"


def _gate(title: str, checks: Sequence[Check], names: RoleNames) -> Iterator[str]:
    yield ""
    yield title if checks else f"{title}: no rules"
    for check in checks:
        head, said = f"{mark(check.truth)} {check.rule}", of_account(check)
        if said:
            yield f"{head.ljust(_WIDTH)} {said}"
        yield from _findings("" if said else head, check.findings, names)


def _claims(explanation: Explanation) -> Iterator[str]:
    would = "" if explanation.outcome is Outcome.OPEN else ", if it were open"
    for place, title in _PLACES.items():
        claims = explanation.claims.get(place)
        yield ""
        if claims is None:
            yield f"{title}: none without the scope openid"
            continue
        yield f"{title}{would}"
        for name, value in claims.items():
            yield f"    {name} = {json.dumps(value, ensure_ascii=False)}"
