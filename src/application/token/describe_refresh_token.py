"""Use case: tell a client about its own refresh token (RFC 7662 section 2.2)."""

from application.ports.clock import Clock
from application.ports.grant_store import GrantStore
from application.token.foreign_token import ForeignToken
from application.token.note_members import NoteMembers
from application.token.review_grant import ReviewGrant
from domain.claims import Claims
from domain.client import Client
from domain.errors import InvalidGrant
from domain.lifetimes import TokenLifetimes
from domain.refresh_token import RefreshToken
from domain.tokens import TokenProfile


class DescribeRefreshToken:
    """Look at the token without using it: asking about one that was replaced ends nothing."""

    def __init__(
        self,
        *,
        grants: GrantStore,
        review_grant: ReviewGrant,
        note_members: NoteMembers,
        profile: TokenProfile,
        clock: Clock,
        lifetimes: TokenLifetimes,
    ) -> None:
        self._grants = grants
        self._review_grant = review_grant
        self._note_members = note_members
        self._profile = profile
        self._clock = clock
        self._lifetimes = lifetimes

    async def __call__(self, client: Client, token: RefreshToken) -> Claims | None:
        """Give the claims, None for a token that is not alive.

        Raise :class:`ForeignToken` for one that is another client's.
        """
        stored = await self._grants.get(token.grant_id)
        if stored and stored.grant.is_anothers(client.client_id, token):
            raise ForeignToken(stored.grant, kind="refresh_token")
        family = stored.grant.family_of(client.client_id, token) if stored else None
        if (
            stored is None
            or family is None
            or not family.is_alive(token, self._clock.now(), self._lifetimes)
        ):
            return None
        try:
            reviewed = await self._review_grant(token.grant_id, stored.grant)
            answer = reviewed.grant.allowed_to(client)
        except InvalidGrant:
            return None
        kept = await self._note_members(token.grant_id, stored, reviewed.grant)
        # Somebody changed it while Discord was asked: they may have ended it.
        if not kept and await self._grants.get(token.grant_id) is None:
            return None
        return self._profile.refresh_introspection(answer, family.ends_at(self._lifetimes))
