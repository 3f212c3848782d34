"""Use case: give a new grant refresh tokens, if its client gets any."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from application.ports.clock import Clock
from application.ports.token_generator import TokenGenerator
from domain.client import Client
from domain.grant import Grant
from domain.lifetimes import TokenLifetimes
from domain.refresh_token import RefreshFamily, RefreshToken


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunGrant:
    """A grant that is about to be stored, for how long, and its first refresh token."""

    grant: Grant
    keep_for: timedelta
    refresh_token: str | None = field(repr=False)


class BeginFamily:
    """Make the first token of a family, of which the grant keeps digests."""

    def __init__(self, *, tokens: TokenGenerator, clock: Clock, lifetimes: TokenLifetimes) -> None:
        self._tokens = tokens
        self._clock = clock
        self._lifetimes = lifetimes

    async def __call__(self, grant_id: str, grant: Grant, client: Client) -> BegunGrant:
        """``grant_id`` is where the grant will lie."""
        now, refresh_token = self._clock.now(), None
        if client.gets_refresh_token(grant.scope):
            token = RefreshToken(
                grant_id=grant_id, handle=self._tokens.token(), secret=self._tokens.token()
            )
            family = RefreshFamily.begun(token, now, self._lifetimes)
            grant, refresh_token = replace(grant, refresh=family), token.text
        return BegunGrant(
            grant=grant,
            keep_for=grant.keep_for(now, self._lifetimes),
            refresh_token=refresh_token,
        )
