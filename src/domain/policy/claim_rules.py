"""Claim rules: what an application is told of a person's subteams, where, and under which name."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from domain.claims_request import SCOPES_OF_CLAIM
from domain.policy.subteams import Standing, Subteams

# What JSON can say, and what a claim of ours may be.
Value = str | int | float | bool | tuple[str, ...]

# Whose meaning is fixed: by the protocol (RFC 7519, RFC 7662, RFC 9068, OpenID Connect), or since
# they tell who somebody is, which no role may decide.
PROTOCOL_CLAIMS = frozenset(
    {
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "typ", "azp", "nonce", "auth_time", "acr",
        "amr", "at_hash", "c_hash", "s_hash", "sid", "sub_jwk", "sub_id", "events", "toe", "txn",
        "client_id", "scope", "active", "token_type", "username", "cnf", "act", "may_act",
        "authorization_details", "vot", "vtm", "scp", "upn",
        "oid", "uid", "verified_claims", "error",
        "_claim_names", "_claim_sources",
        "discord_id", "discord_username", "name", "given_name", "family_name", "middle_name",
        "nickname", "preferred_username", "profile", "picture", "website", "email",
        "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number",
        "phone_number_verified", "address", "updated_at",
    }
)  # fmt: skip


class Place(StrEnum):
    """Where a claim appears."""

    ID_TOKEN = "id_token"
    USERINFO = "userinfo"
    ACCESS_TOKEN = "access_token"


EVERYWHERE = frozenset(Place)


class Form(StrEnum):
    """How a group is written."""

    SLUG = "slug"
    NAME = "name"
    ROLE_ID = "role_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """A list of subteams, or of the roles behind them: of ``only`` these, if it is not None.

    ``only`` holds slugs, or role ids where the form is that.
    """

    form: Form = Form.SLUG
    prefix: str = ""
    only: AbstractSet[str] | None = None

    def value(self, standing: Standing, subteams: Subteams) -> tuple[str, ...]:
        """Give the list; a role is in it only if it counts for a subteam somebody is in."""
        if self.form is Form.ROLE_ID:
            roles = subteams.granting(standing)
            names = sorted(role.role_id for role in roles if not role.is_everyone)
        else:
            names = list(standing.subteams)
        wanted = [name for name in names if self.only is None or name in self.only]
        if self.form is Form.NAME:
            wanted = [subteams.name_of(slug) for slug in wanted]
        return tuple(self.prefix + name for name in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class BySubteam:
    """The value of the first subteam somebody is in, else the ``default``, if there is one.

    Where it is not known whether they are in an earlier one there is no value at all: a later one
    may be worth more.
    """

    values: tuple[tuple[str, Value], ...]
    default: Value | None = None

    def value(self, standing: Standing, _: Subteams) -> Value | None:
        """Give the value, or None for no claim at all."""
        for slug, value in self.values:
            truth = standing.truths[slug]
            if truth is not False:
                return value if truth else None
        return self.default


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRule:
    """One claim: with one of the ``scopes``, or always where they are None.

    ``places_if_asked`` are further ones, for a request that names the claim.
    """

    name: str
    source: Groups | BySubteam
    places: AbstractSet[Place] = EVERYWHERE
    scopes: AbstractSet[str] | None = None
    places_if_asked: AbstractSet[Place] = frozenset()

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a claim whose meaning is fixed: there can be no such rule."""
        # Some libraries match names without regard to case.
        if self.name.lower() in PROTOCOL_CLAIMS:
            raise ValueError("has a meaning of its own, which no rule can change")

    def is_given(self, place: Place, scope: AbstractSet[str], asked: AbstractSet[str]) -> bool:
        """Tell whether it is, by scope, or since it was asked for by name."""
        is_asked = self.name in asked
        if place not in self.places and not (is_asked and place in self.places_if_asked):
            return False
        # To ask by name is to ask for the least scope that would give it.
        wanted = scope | set(SCOPES_OF_CLAIM[self.name][:1]) if is_asked else scope
        return self.scopes is None or bool(self.scopes & wanted)
