"""Claims about a person, by scope (OpenID Connect Core sections 5.1 and 5.4)."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from domain.claims_request import SCOPES_OF_CLAIM
from domain.identity import Identity
from domain.scope import EMAIL, GROUPS, PROFILE, ROLES
from domain.subteam_policy import SubteamPolicy

Claims = dict[str, object]


def identity_claims(identity: Identity, scope: AbstractSet[str], policy: SubteamPolicy) -> Claims:
    """Give all that the scope allows, as ID tokens and userinfo carry it; never a null."""
    claims: Claims = {}
    if PROFILE in scope:
        claims |= _present(
            {
                **_account(identity),
                "name": identity.name,
                "preferred_username": identity.preferred_username,
                "nickname": identity.nickname,
                "picture": identity.picture,
                "locale": identity.locale,
            }
        )
    if EMAIL in scope and identity.email:
        claims |= {"email": identity.email, "email_verified": identity.email_verified}
    return claims | _group_claims(identity, scope, policy)


def single_claims(identity: Identity, names: AbstractSet[str], policy: SubteamPolicy) -> Claims:
    """Give those asked for by name, where there is a value (OpenID Connect Core section 5.5)."""
    scope = {scope for name in names for scope in SCOPES_OF_CLAIM[name]}
    candidates = identity_claims(identity, scope, policy)
    return {name: value for name, value in candidates.items() if name in names}


def access_claims(identity: Identity, scope: AbstractSet[str], policy: SubteamPolicy) -> Claims:
    """Give the fewer claims of an access token: no email, name or picture (RFC 9068 section 6)."""
    account = _present(_account(identity)) if PROFILE in scope else {}
    return account | _group_claims(identity, scope, policy)


def _account(identity: Identity) -> dict[str, object]:
    return {"discord_id": identity.discord_id, "discord_username": identity.discord_username}


def _group_claims(identity: Identity, scope: AbstractSet[str], policy: SubteamPolicy) -> Claims:
    subteams = policy.subteams(identity.roles)
    if ROLES in scope:
        roles = [role.role_id for role in identity.roles]
        return {"roles": roles, "subteams": subteams, "groups": subteams}
    return {"groups": subteams} if GROUPS in scope else {}


def _present(candidates: Mapping[str, object]) -> Claims:
    return {name: value for name, value in candidates.items() if value is not None}
