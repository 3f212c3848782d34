"""ClaimsRequest: the ``claims`` parameter (OpenID Connect Core section 5.5)."""

import json
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from domain.errors import InvalidRequest, UnmetAuthenticationRequirements
from domain.scope import EMAIL, GROUPS, PROFILE, ROLES

ACR = "urn:guildpass:discord"

# Each claim that can be asked for by name, and the scopes that would give it, the least first.
SCOPES_OF_CLAIM: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("discord_id", "discord_username", "name", "preferred_username", "nickname", "picture",
         "locale"),
        (PROFILE,),
    ),
    **dict.fromkeys(("email", "email_verified"), (EMAIL,)),
    **dict.fromkeys(("roles", "subteams"), (ROLES,)),
    "groups": (GROUPS, ROLES),
}  # fmt: skip

_READ = frozenset({"sub", "acr", *SCOPES_OF_CLAIM})
# As a JSON text can hold them, a request would be kept with hundreds of them.
_MOST_SUBJECTS = 16
_SUBJECT = re.compile(r"[0-9]{1,20}")
_Member = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsRequest:
    """Claims asked for one by one: names, by where they shall appear.

    ``scopes`` are those that would have given the same; ``subjects`` are the values asked for
    ``sub``, None for anybody.
    """

    id_token: frozenset[str] = frozenset()
    userinfo: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    subjects: frozenset[str] | None = None

    @classmethod
    def parsed(cls, text: str | None, allowed_scope: AbstractSet[str]) -> "ClaimsRequest":
        """Read the parameter; leave out what is unknown or beyond the client's scopes.

        Raises :class:`InvalidRequest`, or :class:`UnmetAuthenticationRequirements` for an essential
        ``acr`` other than ours (section 5.5.1.1).
        """
        if text is None:
            return NO_CLAIMS
        members = _members(text)
        id_token, userinfo = members["id_token"], members["userinfo"]
        _check_acr(id_token.get("acr", {}))
        scopes = {
            name: scope
            for name in id_token.keys() | userinfo.keys()
            if (scope := _scope_of(name, allowed_scope))
        }
        return cls(
            id_token=frozenset(id_token.keys() & scopes.keys()),
            userinfo=frozenset(userinfo.keys() & scopes.keys()),
            scopes=frozenset(scopes.values()),
            subjects=_subjects(id_token, userinfo),
        )


NO_CLAIMS = ClaimsRequest()


def _members(text: str) -> dict[str, _Member]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidRequest("The claims parameter is not valid JSON.") from None
    members = _object(value)
    # Whatever else there is must be ignored (section 5.5).
    return {name: _entries(members.get(name)) for name in ("id_token", "userinfo")}


def _entries(member: object) -> _Member:
    wanted = _object(member)
    return {name: _object(wanted[name]) for name in _READ & wanted.keys()}


def _object(value: object) -> dict[str, object]:
    # null is how a claim is asked for without more to say about it.
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidRequest("The claims parameter is not an object of objects.")
    return value


def _scope_of(claim: str, allowed_scope: AbstractSet[str]) -> str | None:
    return next((s for s in SCOPES_OF_CLAIM.get(claim, ()) if s in allowed_scope), None)


def _values(wanted: Mapping[str, object]) -> list[object] | None:
    """Give the values one of which is asked for; None if any will do."""
    if "value" in wanted:
        return [wanted["value"]]
    values = wanted.get("values")
    return values if isinstance(values, list) else None


def _check_acr(wanted: Mapping[str, object]) -> None:
    values = _values(wanted)
    if wanted.get("essential") is True and values is not None and ACR not in values:
        raise UnmetAuthenticationRequirements


def _subjects(*members: _Member) -> frozenset[str] | None:
    subjects: frozenset[str] | None = None
    for member in members:
        values = _values(member.get("sub", {}))
        if values is not None:
            # Nobody's id is anything else, and JSON can hold texts that cannot be written.
            asked = frozenset(v for v in values if isinstance(v, str) and _SUBJECT.fullmatch(v))
            subjects = asked if subjects is None else subjects & asked
    if subjects is not None and len(subjects) > _MOST_SUBJECTS:
        raise InvalidRequest("The claims parameter names too many people.")
    return subjects
