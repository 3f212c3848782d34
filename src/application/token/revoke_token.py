"""Use case: end a token for its client (RFC 7009 section 2)."""

from application.events import RevocationRefused
from application.ports.audit_log import AuditLog
from application.ports.tokens import AccessTokenVerifier, IdTokenHintVerifier
from application.token.authenticate_client import AuthenticateClient
from application.token.end_access_token import EndAccessToken
from application.token.end_refresh_token import EndRefreshToken
from application.token.foreign_token import ForeignToken
from domain.client import Client
from domain.client_authentication import ClientCredentials
from domain.errors import InvalidToken, UnsupportedTokenType
from domain.parameters import Parameters
from domain.refresh_token import RefreshToken


class RevokeToken:
    """Tell the kind of a token by its looks: ``token_type_hint`` is not needed for that.

    An unknown token is as good as revoked, and another client's is left alone; both read alike.
    """

    def __init__(
        self,
        *,
        authenticate_client: AuthenticateClient,
        end_refresh_token: EndRefreshToken,
        end_access_token: EndAccessToken,
        verifier: AccessTokenVerifier,
        hints: IdTokenHintVerifier,
        audit: AuditLog,
    ) -> None:
        self._authenticate_client = authenticate_client
        self._end_refresh_token = end_refresh_token
        self._end_access_token = end_access_token
        self._verifier = verifier
        self._hints = hints
        self._audit = audit

    async def __call__(self, credentials: ClientCredentials, parameters: Parameters) -> None:
        """Return once the token is dead, or raise an ``OAuthError`` or ``StoreUnavailable``."""
        client = await self._authenticate_client(credentials)
        try:
            await self._end(client, parameters.require("token"))
        except ForeignToken as fault:
            self._audit.record(
                RevocationRefused(
                    client_id=client.client_id,
                    sub=fault.subject,
                    of_client=fault.of_client,
                    kind=fault.kind,
                )
            )

    async def _end(self, client: Client, text: str) -> None:
        refresh_token = RefreshToken.parsed(text)
        if refresh_token is not None:
            await self._end_refresh_token(client, refresh_token)
            return
        try:
            access_token = await self._verifier.read(text)
        except InvalidToken:
            await self._refuse_id_token(text)
            return
        await self._end_access_token(client, access_token)

    async def _refuse_id_token(self, text: str) -> None:
        """Say so where it was meant for one of ours: "yes" would be understood as a sign-out."""
        try:
            await self._hints.hint(text)
        except InvalidToken:
            return
        raise UnsupportedTokenType
