"""Claims about a person, by scope (OpenID Connect Core sections 5.1 and 5.4)."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from domain.claims_request import SCOPES_OF_CLAIM
from domain.client import Client, IdTokenClaims
from domain.identity import Identity
from domain.policy.claim_rules import Place
from domain.policy.disclosure import Disclosure
from domain.policy.subteams import Standing, Subteams
from domain.scope import EMAIL, GROUPS, PROFILE, ROLES

Claims = dict[str, object]
_NONE = frozenset[str]()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """All that may be told of a person: who they are, what they are, and to whom it is told."""

    identity: Identity
    standing: Standing
    subteams: Subteams
    client: Client

    def claims(
        self, scope: AbstractSet[str], place: Place, *, asked: AbstractSet[str] = _NONE
    ) -> Claims:
        """Give what the scope allows, and what was ``asked`` for by name; never a null.

        OpenID Connect Core section 5.5.
        """
        return {
            **self._standard(self._standard_scope(scope, place), place),
            **(self._by_name(asked, place) if asked else {}),
            **self._by_rule(scope, place, asked),
        }

    def _by_name(self, asked: AbstractSet[str], place: Place) -> Claims:
        wanted = {scope for name in asked for scope in SCOPES_OF_CLAIM[name]}
        candidates = self._standard(wanted, place).items()
        return {name: value for name, value in candidates if name in asked}

    @property
    def _disclosure(self) -> Disclosure:
        return self.client.disclosure

    def _standard_scope(self, scope: AbstractSet[str], place: Place) -> AbstractSet[str]:
        is_minimal = self.client.id_token_claims is IdTokenClaims.MINIMAL
        return _NONE if is_minimal and place is Place.ID_TOKEN else scope

    def _standard(self, scope: AbstractSet[str], place: Place) -> Claims:
        # Access tokens hold no email, name or picture: services read them (RFC 9068 section 6).
        about = self._account(scope) if place is Place.ACCESS_TOKEN else self._person(scope)
        return about | self._groups(scope)

    def _account(self, scope: AbstractSet[str]) -> Claims:
        if PROFILE not in scope:
            return {}
        identity = self.identity
        return _present(
            {"discord_id": identity.discord_id, "discord_username": identity.discord_username}
        )

    def _person(self, scope: AbstractSet[str]) -> Claims:
        identity = self.identity
        claims = self._account(scope)
        if PROFILE in scope:
            claims |= _present(
                {
                    "name": identity.name,
                    "preferred_username": self._disclosure.preferred_username(identity),
                    "nickname": identity.nickname,
                    "picture": identity.picture,
                    "locale": identity.locale,
                }
            )
        email, verified = self._disclosure.email(identity)
        if EMAIL in scope and email:
            claims |= {"email": email, "email_verified": verified}
        return claims

    def _groups(self, scope: AbstractSet[str]) -> Claims:
        subteams = list(self.standing.subteams)
        claims: Claims = {}
        if ROLES in scope:
            roles = [role.role_id for role in self.identity.roles]
            claims = {"roles": roles, "subteams": subteams, "groups": subteams}
        elif GROUPS in scope:
            claims = {"groups": subteams}
        ruled = {rule.name for rule in self._disclosure.claim_rules}
        return {name: value for name, value in claims.items() if name not in ruled}

    def _by_rule(self, scope: AbstractSet[str], place: Place, asked: AbstractSet[str]) -> Claims:
        given = [
            rule for rule in self._disclosure.claim_rules if rule.is_given(place, scope, asked)
        ]
        return _present({one.name: one.source.value(self.standing, self.subteams) for one in given})


def _present(candidates: Mapping[str, object]) -> Claims:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in candidates.items()
        if value is not None
    }
