"""Grant: what a person allowed a client, and the member data its answers are made from."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.access_token import AccessToken
from domain.claims_request import NO_CLAIMS, ClaimsRequest
from domain.client import Client
from domain.errors import InvalidGrant, InvalidScope
from domain.identity import Identity
from domain.lifetimes import TokenLifetimes
from domain.membership import Memberships
from domain.refresh_token import RefreshFamily, RefreshToken
from domain.scope import OFFLINE_ACCESS, parse_scope

# Whoever revokes more than these within the life of one has no use for the grant.
_MOST_ENDED = 100
_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Made when a code is redeemed; while it is there, the tokens of it are alive.

    ``read_at`` is when Discord told the oldest of what the memberships say. ``ended_tokens`` are
    access tokens that were revoked one by one, each until it would have expired.
    """

    client_id: str
    scope: frozenset[str]
    auth_time: datetime
    identity: Identity
    read_at: datetime
    sid: str
    claims: ClaimsRequest = NO_CLAIMS
    refresh: RefreshFamily | None = None
    ended_tokens: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """The ``sub`` of every token of this grant: the Discord user id, never reassigned."""
        return self.identity.discord_id

    @property
    def outlives_session(self) -> bool:
        """Whether it goes on after a sign-out (OpenID Connect Core section 11)."""
        return OFFLINE_ACCESS in self.scope

    def is_after(self, auth_time: datetime | None) -> bool:
        """Tell whether it is of a later sign-in; none is later than one of this moment."""
        return auth_time is not None and self.auth_time > auth_time

    def is_fresh(self, now: datetime, *, freshness: timedelta, guild_ids: tuple[str, ...]) -> bool:
        """Tell whether the roles, of all these guilds, are young enough to answer with."""
        if not self.identity.memberships.covers(guild_ids):
            return False
        return now < self.read_at + self.identity.memberships.fresh_for(freshness)

    def still_counts(self, now: datetime, *, staleness_limit: timedelta) -> bool:
        """Tell whether the roles are young enough for while Discord tells nothing new."""
        return now < self.read_at + staleness_limit

    def with_memberships(
        self, new: Memberships, now: datetime, staleness_limit: timedelta
    ) -> "Grant":
        """Give the grant with what Discord just said, filled from before where a guild is silent.

        What was read before counts no longer than ``staleness_limit``, and gets no younger.
        """
        counts = self.still_counts(now, staleness_limit=staleness_limit)
        filled = new.filled_from(self.identity.memberships) if counts else new
        identity = replace(self.identity, memberships=filled)
        looked = replace(self, identity=identity, read_at=now if filled is new else self.read_at)
        # What says nothing new is not worth a write.
        return self if looked == self else looked

    def with_newer_member_data(self, other: "Grant") -> "Grant":
        """Give the grant with the member data of another state of it, unless that is older."""
        if other.read_at < self.read_at:
            return self
        return replace(self, identity=other.identity, read_at=other.read_at)

    def narrowed(self, scope: AbstractSet[str]) -> "Grant":
        """Give what a token of fewer scopes may say: nothing that was asked for beside them."""
        whole = scope | {OFFLINE_ACCESS} >= self.scope
        claims = self.claims if whole else NO_CLAIMS
        return replace(self, scope=self.scope & scope, claims=claims)

    def allowed_to(self, client: Client) -> "Grant":
        """Narrow to what the client may have by now, or raise :class:`InvalidGrant` for nothing.

        For answers only: what is kept stays, should the operator give it back.
        """
        left = self.narrowed(client.allowed_scope)
        if not self.claims.scopes <= client.allowed_scope:
            left = replace(left, claims=NO_CLAIMS)
        if not left.scope - {OFFLINE_ACCESS}:
            reason = "the client may have no scope of the grant any more"
            raise InvalidGrant(reason=reason, sub=self.subject)
        return left

    def narrowed_to(self, text: str | None) -> "Grant":
        """Give what a refresh asked for, or raise :class:`InvalidScope`.

        Never wider than what was granted (RFC 6749 section 6).
        """
        self.check_covers(text)
        return self if text is None else self.narrowed(parse_scope(text))

    def check_covers(self, text: str | None) -> None:
        """Raise :class:`InvalidScope` for a scope that is malformed, or wider than the grant."""
        if text is not None and not parse_scope(text) <= self.scope:
            raise InvalidScope("The scope is wider than what was granted.", sub=self.subject)

    def without_token(self, token: AccessToken, now: datetime) -> "Grant | None":
        """Give the grant with one access token fewer; those that expired are forgotten.

        None where nothing is left: without refresh tokens, or after a hundred in one lifetime.
        """
        # Not at once: another worker's clock may be behind, and take the token still.
        ended = {n: until for n, until in self.ended_tokens.items() if until > now - _SKEW}
        if self.refresh is None or len(ended) >= _MOST_ENDED:
            return None
        return replace(self, ended_tokens={**ended, token.unique: token.expires_at})

    def family_of(self, client_id: str, token: RefreshToken) -> RefreshFamily | None:
        """Give the refresh tokens, if this client holds, or once held, this one of them."""
        family = self.refresh if client_id == self.client_id else None
        return family if family and family.knows(token) else None

    def is_anothers(self, client_id: str, token: RefreshToken) -> bool:
        """Tell whether this is a refresh token of the grant, and the grant not this client's."""
        return client_id != self.client_id and self.family_of(self.client_id, token) is not None

    def keep_for(self, now: datetime, lifetimes: TokenLifetimes) -> timedelta:
        """Give how long a token issued now, of either kind, may live."""
        if self.refresh is None:
            return lifetimes.access
        return max(lifetimes.access, self.refresh.ends_at(lifetimes) - now)
