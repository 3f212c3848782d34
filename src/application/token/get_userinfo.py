"""Use case: answer a userinfo request (OpenID Connect Core section 5.3)."""

from application.ports.client_registry import ClientRegistry
from application.ports.grant_store import GrantStore
from application.ports.sign_ons import SignOns
from application.ports.tokens import AccessTokenVerifier
from domain.claims import Claims
from domain.errors import InsufficientScope, InvalidToken
from domain.scope import OPENID
from domain.tokens import TokenProfile, grant_id_of


class GetUserinfo:
    """Verify the access token, then answer from its grant, so that an ended one is refused."""

    def __init__(
        self,
        *,
        verifier: AccessTokenVerifier,
        grants: GrantStore,
        sign_ons: SignOns,
        clients: ClientRegistry,
        profile: TokenProfile,
    ) -> None:
        self._verifier = verifier
        self._grants = grants
        self._sign_ons = sign_ons
        self._clients = clients
        self._profile = profile

    async def __call__(self, access_token: str) -> Claims:
        """Give the claims, or raise an ``OAuthError`` or ``StoreUnavailable``."""
        jti = await self._verifier.jti(access_token)
        grant = await self._grants.get(grant_id_of(jti))
        if grant is None:
            raise InvalidToken(reason="the grant of this token has ended")
        if await self._sign_ons.has_ended(grant.sid):
            raise InvalidToken(reason="the person of this token has signed out")
        if await self._clients.find(grant.client_id) is None:
            raise InvalidToken(reason="the client of this token was removed")
        if OPENID not in grant.scope:
            raise InsufficientScope
        return self._profile.userinfo(grant)
