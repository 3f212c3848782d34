"""Use case: find the grant of an access token (RFC 9068 section 4)."""

from dataclasses import dataclass

from application.ports.grant_store import GrantStore, StoredGrant
from application.ports.token_generator import TokenGenerator
from application.ports.tokens import AccessTokenVerifier
from application.token.review_grant import ReviewGrant
from domain.access_token import AccessToken
from domain.errors import InvalidGrant, InvalidToken
from domain.grant import Grant


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedGrant:
    """An access token that is alive, and what it may say."""

    token: AccessToken
    grant: Grant


class OpenGrant:
    """Verify the token, then look whether it is alive: in one trip to the store while fresh."""

    def __init__(
        self,
        *,
        verifier: AccessTokenVerifier,
        grants: GrantStore,
        review_grant: ReviewGrant,
        tokens: TokenGenerator,
    ) -> None:
        self._verifier = verifier
        self._grants = grants
        self._review_grant = review_grant
        self._tokens = tokens

    async def __call__(self, access_token: str) -> OpenedGrant:
        """Give it, or raise an ``OAuthError`` or ``StoreUnavailable``."""
        token = await self._verifier.read(access_token)
        stored = await self._grants.get(token.grant_id)
        if stored is None or token.unique in stored.grant.ended_tokens:
            raise InvalidToken(reason="the token, or the grant of it, was ended")
        try:
            grant = await self._review_grant(token.grant_id, stored.grant)
        except InvalidGrant as fault:
            raise InvalidToken(reason=fault.reason) from fault
        if grant is not stored.grant:
            await self._note(token.grant_id, stored, grant)
        return OpenedGrant(token=token, grant=grant.narrowed(token.scope))

    async def _note(self, grant_id: str, stored: StoredGrant, grant: Grant) -> None:
        # Somebody else may have changed or ended it meanwhile: then theirs counts.
        await self._grants.replace(
            grant_id, stored, grant, revision=self._tokens.token(), keep_for=None
        )
