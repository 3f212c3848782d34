"""Use case: sign the tokens of a grant (RFC 9068, OpenID Connect Core section 3.1.3.3)."""

from dataclasses import dataclass, field
from datetime import timedelta

from application.ports.clock import Clock
from application.ports.token_generator import TokenGenerator
from application.ports.tokens import TokenSigner
from domain.access_token import jti_of
from domain.client import Client
from domain.grant import Grant
from domain.scope import OPENID, format_scope
from domain.signing_algorithm import SigningAlgorithm
from domain.tokens import ACCESS_TOKEN_TYPE, ID_TOKEN_TYPE, TokenProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedTokens:
    """A token response (RFC 6749 section 5.1); ``id_token`` only with the scope openid."""

    access_token: str = field(repr=False)
    id_token: str | None = field(repr=False)
    expires_in: timedelta
    scope: str
    refresh_token: str | None = field(default=None, repr=False)


class IssueTokens:
    """Sign an access token and, where ``openid`` was granted, an ID token."""

    def __init__(
        self,
        *,
        signer: TokenSigner,
        clock: Clock,
        tokens: TokenGenerator,
        profile: TokenProfile,
    ) -> None:
        self._signer = signer
        self._clock = clock
        self._tokens = tokens
        self._profile = profile

    async def __call__(
        self, grant_id: str, grant: Grant, client: Client, *, nonce: str | None
    ) -> IssuedTokens:
        """``grant_id`` is where the grant lies, or will; the access token leads back to it."""
        now = self._clock.now()
        jti = jti_of(grant_id, self._tokens.token())
        access_token = await self._signer.sign(
            self._profile.access_token(grant, client, jti=jti, now=now),
            token_type=ACCESS_TOKEN_TYPE,
            # Its readers are services that no registration asks for an algorithm.
            algorithm=SigningAlgorithm.RS256,
        )
        id_token = None
        if OPENID in grant.scope:
            claims = self._profile.id_token(
                grant, client, nonce=nonce, access_token=access_token, now=now
            )
            id_token = await self._signer.sign(
                claims,
                token_type=ID_TOKEN_TYPE,
                algorithm=client.id_token_signed_response_alg,
            )
        return IssuedTokens(
            access_token=access_token,
            id_token=id_token,
            expires_in=self._profile.lifetime,
            scope=format_scope(grant.scope),
        )
