"""What is right but changes nothing, so that somebody may have meant something else."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from domain.client import Client
from domain.policy.claim_rules import BySubteam, ClaimRule, Form
from domain.policy.condition import Condition
from domain.scope import EMAIL, GROUPS, ROLES
from entrypoints.settings.rules.rulebook import ReadRules

# Of random characters; what clients add makes has more.
_SHORTEST_SECRET = 20
_NO_PORT = re.compile(r"http://localhost(?![:\w.-])")


def rule_warnings(read: ReadRules) -> list[str]:
    """Give a line for each."""
    return [
        *_unused_roles(read),
        *_unused_subteams(read),
        *_empty_scopes(read),
        *_claims_never_given(read),
        *_guessable_secrets(read),
        *_fixed_ports(read),
    ]


def _unused_roles(read: ReadRules) -> Iterator[str]:
    used = {role for condition in _conditions(read) for role in condition.roles}
    for name, role in read.names.roles.items():
        if role not in used:
            yield f"roles.{name}: no subteam and no gate names it"


def _unused_subteams(read: ReadRules) -> Iterator[str]:
    used = {slug for condition in _conditions(read) for slug in condition.subteams}
    subteams = read.rulebook.policy.subteams
    every = {subteam.slug for subteam in subteams}
    for client in read.rulebook.clients.values():
        used |= _told(client, every)
    for slug in sorted(every - used):
        yield f"subteams.{slug}: no gate and no other subteam names it, nor is anybody told of it"


def _empty_scopes(read: ReadRules) -> Iterator[str]:
    nobody = not list(read.rulebook.policy.subteams)
    for client_id, entry in read.entries.items():
        table = entry if isinstance(entry, dict) else {}
        scope = str(table.get("scope", "")).split()
        place = f"applications.{client_id}: the scope"
        if EMAIL in scope and table.get("email") == "none":
            yield f"{place} email gives nothing: its email is none"
        if GROUPS in scope and nobody and GROUPS not in table.get("claims", {}):
            yield f"{place} groups gives an empty list: there is no subteam"


def _claims_never_given(read: ReadRules) -> Iterator[str]:
    for client in read.rulebook.clients.values():
        for rule in client.disclosure.claim_rules:
            if rule.scopes is not None and not rule.scopes & client.allowed_scope:
                place = f"applications.{client.client_id}.claims.{rule.name}"
                yield f"{place}: the application may have none of its scopes: it is never given"


def _guessable_secrets(read: ReadRules) -> Iterator[str]:
    for client_id, entry in read.entries.items():
        given = entry.get("client_secret") if isinstance(entry, dict) else None
        texts = given if isinstance(given, list) else [given]
        if any(isinstance(text, str) and len(text) < _SHORTEST_SECRET for text in texts):
            mend = f"guildpass clients rotate-secret {client_id} makes another"
            yield f"applications.{client_id}.client_secret: is short enough to be guessed; {mend}"


def _fixed_ports(read: ReadRules) -> Iterator[str]:
    for client in read.rulebook.clients.values():
        if client.is_public and any(map(_NO_PORT.match, client.redirect_uris)):
            place = f"applications.{client.client_id}.redirect_uris"
            yield f"{place}: localhost is port 80 alone; 127.0.0.1 is any port of a public client"


def _conditions(read: ReadRules) -> Iterator[Condition]:
    policy = read.rulebook.policy
    yield from (subteam.condition for subteam in policy.subteams)
    yield policy.gate.condition
    yield from (client.gate.condition for client in read.rulebook.clients.values())


def _told(client: Client, every: AbstractSet[str]) -> AbstractSet[str]:
    """Give the subteams that an application is told of."""
    rules = client.disclosure.claim_rules
    standard = {"groups", "subteams"} if ROLES in client.allowed_scope else {"groups"}
    is_told = bool({ROLES, GROUPS} & client.allowed_scope)
    if is_told and standard - {rule.name for rule in rules}:
        return every
    return frozenset().union(*(_named(rule, every) for rule in rules))


def _named(rule: ClaimRule, every: AbstractSet[str]) -> AbstractSet[str]:
    source = rule.source
    if isinstance(source, BySubteam):
        return {slug for slug, _ in source.values}
    if source.only is None or source.form is Form.ROLE_ID:
        return every
    return source.only
