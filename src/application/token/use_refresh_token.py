"""Use case: use a refresh token, so that of its family one lives (RFC 9700 section 4.14.2)."""

from dataclasses import replace
from datetime import datetime

from application.ports.clock import Clock
from application.ports.grant_store import GrantStore, StoredGrant
from application.ports.token_generator import TokenGenerator
from application.token.find_family import FindFamily
from domain.client import Client
from domain.errors import TemporarilyUnavailable
from domain.grant import Grant
from domain.lifetimes import TokenLifetimes
from domain.refresh_token import RefreshFamily, RefreshToken

# Each time somebody else has changed the grant: revoked a token of it, or read the roles again.
_MOST_TRIES = 16


class UseRefreshToken:
    """Use the token in the state it was looked at in; of several at once one gets on.

    The others are refused and end nothing: they came before it was replaced, so that this is no
    reuse. Nor may they replace what the first one got: its client has it, and would be taken for
    a thief with it.
    """

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

    async def __call__(
        self, client: Client, token: RefreshToken, looked_at: RefreshFamily, reviewed: Grant
    ) -> RefreshToken:
        """Give the token to hold from now on, or raise an ``OAuthError`` or ``StoreUnavailable``.

        ``looked_at`` is how the family was when the request came, ``reviewed`` has the member data
        that the new tokens were made from.
        """
        came_at = self._clock.now()
        for attempt in range(_MOST_TRIES):
            stored, family = await self._find_family(client, token, as_of=looked_at)
            stays = not client.rotates_refresh_tokens and family.is_current(token)
            if stays and attempt and family.used_at >= came_at:
                # Another use was noted meanwhile, which is as good as this one.
                return token
            now = self._clock.now()
            successor = token if stays else replace(token, secret=self._tokens.token())
            family = family.used(now) if stays else family.rotated(token, successor, now)
            grant = replace(stored.grant.with_newer_member_data(reviewed), refresh=family)
            if await self._replaced(token.grant_id, stored, grant, now):
                return successor
        raise TemporarilyUnavailable(reason="the grant is being changed by others all the time")

    async def _replaced(
        self, grant_id: str, stored: StoredGrant, grant: Grant, now: datetime
    ) -> bool:
        return await self._grants.replace(
            grant_id,
            stored,
            grant,
            revision=self._tokens.token(),
            keep_for=grant.keep_for(now, self._lifetimes),
        )
