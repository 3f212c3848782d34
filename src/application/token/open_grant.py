"""Use case: find the grant of an access token (RFC 9068 section 4)."""

from dataclasses import dataclass

from application.ports.grant_store import GrantStore, StoredGrant
from application.ports.tokens import AccessTokenVerifier
from application.token.foreign_token import ForeignToken
from application.token.note_members import NoteMembers
from application.token.review_grant import ReviewGrant
from domain.access_token import AccessToken
from domain.claims import Portrait
from domain.errors import InvalidGrant, InvalidToken
from domain.grant import Grant
from domain.tokens import TokenProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedGrant:
    """An access token that is alive, what it may say, and whose it is."""

    token: AccessToken
    grant: Grant
    portrait: Portrait


class OpenGrant:
    """Verify the token, then look whether it is alive: in one trip to the store while fresh."""

    def __init__(
        self,
        *,
        verifier: AccessTokenVerifier,
        grants: GrantStore,
        review_grant: ReviewGrant,
        note_members: NoteMembers,
        profile: TokenProfile,
    ) -> None:
        self._verifier = verifier
        self._grants = grants
        self._review_grant = review_grant
        self._note_members = note_members
        self._profile = profile

    async def __call__(self, access_token: str, *, of_client: str | None = None) -> OpenedGrant:
        """Give it, or raise an ``OAuthError`` or ``StoreUnavailable``.

        ``of_client``: whose token it has to be. Whoever asks about another's must not cause a
        look at its person, and learn from that that the token is alive.
        """
        token = await self._verifier.read(access_token)
        stored = await self._living(token)
        if of_client not in {None, stored.grant.client_id}:
            raise ForeignToken(stored.grant, kind="access_token")
        try:
            reviewed = await self._review_grant(token.grant_id, stored.grant)
            answer = reviewed.grant.allowed_to(reviewed.client)
        except InvalidGrant as fault:
            raise InvalidToken(reason=fault.reason, sub=stored.grant.subject) from fault
        self._profile.check_audience(token, reviewed.client)
        if not await self._note_members(token.grant_id, stored, reviewed.grant):
            # Somebody changed it while Discord was asked: they may have ended this very token.
            await self._living(token)
        narrowed = answer.narrowed(token.scope)
        return OpenedGrant(token=token, grant=narrowed, portrait=reviewed.portrait)

    async def _living(self, token: AccessToken) -> StoredGrant:
        stored = await self._grants.get(token.grant_id)
        if stored is None or token.unique in stored.grant.ended_tokens:
            raise InvalidToken(reason="the token, or the grant of it, was ended")
        return stored
