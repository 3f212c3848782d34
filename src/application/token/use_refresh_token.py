"""Use case: use a refresh token, so that of its family one lives (RFC 9700 section 4.14.2)."""

from dataclasses import replace

from application.ports.clock import Clock
from application.ports.grant_store import GrantStore
from application.ports.token_generator import TokenGenerator
from application.token.find_family import FindFamily
from domain.client import Client
from domain.errors import TemporarilyUnavailable
from domain.grant import Grant
from domain.lifetimes import TokenLifetimes
from domain.refresh_token import RefreshToken

# Of n that come at once each needs n tries at most, since one of them gets on each time.
_MOST_TRIES = 64


class UseRefreshToken:
    """Replace the state that was looked at, or look again and decide anew."""

    def __init__(
        self,
        *,
        find_family: FindFamily,
        grants: GrantStore,
        tokens: TokenGenerator,
        clock: Clock,
        lifetimes: TokenLifetimes,
    ) -> None:
        self._find_family = find_family
        self._grants = grants
        self._tokens = tokens
        self._clock = clock
        self._lifetimes = lifetimes

    async def __call__(self, client: Client, token: RefreshToken, reviewed: Grant) -> RefreshToken:
        """Give the token to hold from now on, or raise an ``OAuthError`` or ``StoreUnavailable``.

        ``reviewed`` has the member data that the new tokens were made from.
        """
        for _ in range(_MOST_TRIES):
            stored, family = await self._find_family(client, token)
            now, successor = self._clock.now(), token
            if client.rotates_refresh_tokens or not family.is_current(token):
                successor = replace(token, secret=self._tokens.token())
                family = family.rotated(token, successor, now)
            else:
                family = family.used(now)
            grant = replace(stored.grant.with_newer_member_data(reviewed), refresh=family)
            if await self._grants.replace(
                token.grant_id,
                stored,
                grant,
                revision=self._tokens.token(),
                keep_for=grant.keep_for(now, self._lifetimes),
            ):
                return successor
        raise TemporarilyUnavailable(reason="too many use one refresh token at once")
