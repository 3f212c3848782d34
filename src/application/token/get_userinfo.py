"""Use case: answer a userinfo request (OpenID Connect Core section 5.3)."""

from application.token.open_grant import OpenGrant
from domain.claims import Claims
from domain.errors import InsufficientScope
from domain.scope import OPENID
from domain.tokens import TokenProfile


class GetUserinfo:
    """Answer from the grant of the access token, so that an ended one is refused."""

    def __init__(self, *, open_grant: OpenGrant, profile: TokenProfile) -> None:
        self._open_grant = open_grant
        self._profile = profile

    async def __call__(self, access_token: str) -> Claims:
        """Give the claims, or raise an ``OAuthError`` or ``StoreUnavailable``."""
        opened = await self._open_grant(access_token)
        if OPENID not in opened.grant.scope:
            raise InsufficientScope
        return self._profile.userinfo(opened.grant, opened.portrait)
