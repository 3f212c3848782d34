"""``claims``, ``email`` and ``preferred_username``: what an application is told."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

import msgspec

from domain.policy import claim_rules
from domain.policy.claim_rules import (
    EVERYWHERE,
    BySubteam,
    ClaimRule,
    Form,
    Groups,
    Place,
)
from domain.policy.subteams import Subteams
from domain.role import Role
from domain.scope import KNOWN_SCOPES
from entrypoints.settings.rules.entries import ClaimEntry, Value
from entrypoints.settings.rules.faults import at, check_names, check_not_empty, quoted
from entrypoints.settings.rules.roles import RoleNames

_CLAIM = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]{1,128}")
_LARGEST = 2**53
VERIFIED_EMAIL = "verified"
_EMAIL_DOMAIN = re.compile(
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?"
)
_MINIMAL = EVERYWHERE - {Place.ID_TOKEN}
_ENTRY_NAMES = frozenset(field.encode_name for field in msgspec.structs.fields(ClaimEntry))


def read_claims(
    table: Mapping[str, object], names: RoleNames, subteams: Subteams, *, minimal: bool
) -> tuple[ClaimRule, ...]:
    """Read each; ``minimal`` keeps them out of ID tokens, unless they say otherwise."""
    rules = []
    for name, value in table.items():
        with at(name):
            _check_name(name)
            check_names(value, _ENTRY_NAMES)
            check_not_empty(value, ("only",))
            entry = msgspec.convert(value, ClaimEntry)
            rules.append(
                ClaimRule(
                    name=name,
                    source=_source(entry, names, subteams),
                    places=_places(entry.places, minimal=minimal),
                    scopes=_scopes(entry.scopes),
                    places_if_asked=EVERYWHERE if entry.places is None else frozenset(),
                )
            )
    return tuple(rules)


def read_email(text: str | None) -> str | None:
    """Give the domain of made-up addresses; None for Discord's own, or for none at all."""
    if text in {None, "discord", VERIFIED_EMAIL, "none"}:
        return None
    if not _EMAIL_DOMAIN.fullmatch(str(text)):
        raise ValueError(
            'must be "discord", "verified", "none", or "@" and a domain of yours in small letters'
        )
    return str(text)[1:]


def _check_name(name: str) -> None:
    if not _CLAIM.fullmatch(name):
        raise ValueError("a claim is called by 1 to 128 ASCII characters without spaces")


def _source(entry: ClaimEntry, names: RoleNames, subteams: Subteams) -> Groups | BySubteam:
    is_value = entry.values is not None or entry.default is not None
    is_list = not (entry.form is None and entry.prefix is None and entry.only is None)
    if is_value and is_list:
        raise ValueError("form, prefix and only do not go with values or default")
    return _value(entry, subteams) if is_value else _groups(entry, names, subteams)


def _groups(entry: ClaimEntry, names: RoleNames, subteams: Subteams) -> Groups:
    with at("form"):
        if entry.form not in {None, *Form}:
            raise ValueError("must be slug, name or role_id")
    form = Form(entry.form or Form.SLUG)
    with at("only"):
        only = None if entry.only is None else _only(entry.only, form, names, subteams)
    prefix = entry.prefix or ""
    with at("prefix"):
        if not prefix.isprintable() or len(prefix) > 64:  # noqa: PLR2004 - as the longest slug
            raise ValueError("must be a printable text of at most 64 characters")
    return Groups(form=form, prefix=prefix, only=only)


def _only(texts: list[str], form: Form, names: RoleNames, subteams: Subteams) -> AbstractSet[str]:
    if form is Form.ROLE_ID:
        if not all(text.startswith("@") for text in texts):
            raise ValueError('must list roles, since form is role_id: "@board"')
        return frozenset(role.role_id for role in _roles(texts, names, subteams))
    _check_subteams(texts, subteams)
    return frozenset(texts)


def _roles(texts: list[str], names: RoleNames, subteams: Subteams) -> Iterator[Role]:
    granting = {role for subteam in subteams for role in subteam.condition.granting_roles}
    for text in texts:
        role = names.role(text[1:])
        if role.is_everyone or role not in granting:
            raise ValueError("lists a role that makes nobody a member of any subteam")
        yield role


def _check_subteams(slugs: list[str], subteams: Subteams) -> None:
    unknown = sorted(slug for slug in slugs if slug not in subteams)
    if unknown:
        raise ValueError(f"there is no subteam {quoted(unknown[0])}")


def _value(entry: ClaimEntry, subteams: Subteams) -> BySubteam:
    values = entry.values or {}
    with at("values"):
        if entry.values == {} and entry.default is None:
            raise ValueError("is empty: nobody would ever have this claim")
        _check_subteams(list(values), subteams)
    by_subteam = []
    for slug, value in values.items():
        with at("values", slug):
            by_subteam.append((slug, _fit(value)))
    with at("default"):
        default = None if entry.default is None else _fit(entry.default)
    return BySubteam(values=tuple(by_subteam), default=default)


def _fit(value: Value) -> claim_rules.Value:
    if isinstance(value, int | float) and not abs(value) <= _LARGEST:
        raise ValueError("must be a number that JSON can say exactly")
    return tuple(value) if isinstance(value, list) else value


def _places(names: list[str] | None, *, minimal: bool) -> AbstractSet[Place]:
    if names is None:
        return _MINIMAL if minimal else EVERYWHERE
    with at("in"):
        if not names or not set(names) <= set(Place):
            raise ValueError("must list one or more of id_token, userinfo, access_token")
    return frozenset(map(Place, names))


def _scopes(names: list[str] | None) -> AbstractSet[str] | None:
    if names is None:
        return None
    with at("scopes"):
        if not names or not set(names) <= set(KNOWN_SCOPES):
            raise ValueError(f"must list one or more of {', '.join(KNOWN_SCOPES)}")
    return frozenset(names)
