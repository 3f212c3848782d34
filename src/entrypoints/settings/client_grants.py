"""What a client may exchange for tokens, and which scopes it may have."""

from collections.abc import Set as AbstractSet

from domain.errors import InvalidScope
from domain.grant_type import GrantType
from domain.scope import KNOWN_SCOPES, OFFLINE_ACCESS, parse_scope

_ALWAYS, _ON_REQUEST = "always", "on_request"


def grant_types(
    names: list[str] | None, response_types: list[str] | None, *, resource_server: bool
) -> frozenset[GrantType]:
    """``grant_types`` and ``response_types``; a resource server may do without either."""
    if response_types not in (None, ["code"]):
        raise ValueError('response_types must be ["code"]')
    if resource_server and names == []:
        return frozenset()
    chosen = frozenset(["authorization_code"] if names is None else names)
    if not chosen <= set(GrantType) or GrantType.AUTHORIZATION_CODE not in chosen:
        raise ValueError(
            'grant_types must be ["authorization_code"] or ["authorization_code", "refresh_token"]'
        )
    return frozenset(map(GrantType, chosen))


def always_offline(text: str | None, granted: AbstractSet[GrantType]) -> bool:
    """``offline_access``: whether refresh tokens come unasked."""
    if text not in {None, _ALWAYS, _ON_REQUEST}:
        raise ValueError("offline_access must be always or on_request")
    if text is not None and GrantType.REFRESH_TOKEN not in granted:
        raise ValueError("offline_access goes with refresh_token in grant_types")
    return text == _ALWAYS


def rotation(value: bool | None, granted: AbstractSet[GrantType], *, is_public: bool) -> bool:  # noqa: FBT001 - JSON has true, false and nothing here
    """``refresh_token_rotation``: whether each use gives a new refresh token."""
    if value is not None and GrantType.REFRESH_TOKEN not in granted:
        raise ValueError("refresh_token_rotation goes with refresh_token in grant_types")
    if value is False and is_public:
        # RFC 9700 section 2.2.2: nothing else would show that a token was stolen.
        raise ValueError("refresh_token_rotation false needs a client_secret")
    return value is not False


def allowed_scope(
    scope: str | None, granted: AbstractSet[GrantType], *, always: bool
) -> frozenset[str]:
    """``scope``: all there are, if it is not given; offline_access only with refresh tokens."""
    refreshes = GrantType.REFRESH_TOKEN in granted
    known = frozenset(KNOWN_SCOPES) - (frozenset() if refreshes else {OFFLINE_ACCESS})
    if scope is None:
        return known
    allowed = _parsed(scope)
    if OFFLINE_ACCESS in allowed - known:
        raise ValueError("the scope offline_access needs refresh_token in grant_types")
    if not allowed or not allowed <= known:
        raise ValueError(f"scope may hold, separated by spaces: {' '.join(KNOWN_SCOPES)}")
    if refreshes and not always and OFFLINE_ACCESS not in allowed:
        raise ValueError(
            'grant_types refresh_token needs the scope offline_access, or "offline_access": '
            '"always"'
        )
    return allowed


def _parsed(scope: str) -> frozenset[str]:
    try:
        return parse_scope(scope)
    except InvalidScope:
        return frozenset()
