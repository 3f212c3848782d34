"""Use case: tell whether a token is alive, and what it says (RFC 7662 section 2)."""

from application.events import IntrospectionRefused
from application.ports.audit_log import AuditLog
from application.token.authenticate_client import AuthenticateClient
from application.token.describe_refresh_token import DescribeRefreshToken
from application.token.foreign_token import ForeignToken
from application.token.open_grant import OpenGrant
from domain.claims import Claims
from domain.client import Client
from domain.client_authentication import ClientCredentials
from domain.errors import InvalidToken
from domain.parameters import Parameters
from domain.refresh_token import RefreshToken
from domain.tokens import TokenProfile

_INACTIVE: Claims = {"active": False}


class IntrospectToken:
    """Answer about access tokens to resource servers, about a client's own tokens to the client.

    Whatever is not alive, or not theirs to ask about, reads alike (RFC 7662 section 2.2).
    """

    def __init__(
        self,
        *,
        authenticate_client: AuthenticateClient,
        open_grant: OpenGrant,
        describe_refresh_token: DescribeRefreshToken,
        profile: TokenProfile,
        audit: AuditLog,
    ) -> None:
        self._authenticate_client = authenticate_client
        self._open_grant = open_grant
        self._describe_refresh_token = describe_refresh_token
        self._profile = profile
        self._audit = audit

    async def __call__(self, credentials: ClientCredentials, parameters: Parameters) -> Claims:
        """Give the answer, or raise an ``OAuthError`` or ``StoreUnavailable``."""
        client = await self._authenticate_client(credentials)
        client.check_may_introspect()
        text = parameters.require("token")
        try:
            return await self._claims(client, text) or dict(_INACTIVE)
        except ForeignToken as fault:
            self._audit.record(
                IntrospectionRefused(
                    client_id=client.client_id,
                    sub=fault.subject,
                    of_client=fault.of_client,
                    kind=fault.kind,
                )
            )
        except InvalidToken:
            pass
        return dict(_INACTIVE)

    async def _claims(self, client: Client, text: str) -> Claims | None:
        refresh_token = RefreshToken.parsed(text)
        if refresh_token is not None:
            return await self._describe_refresh_token(client, refresh_token)
        of_client = None if client.resource_server else client.client_id
        opened = await self._open_grant(text, of_client=of_client)
        return self._profile.introspection(opened.token, opened.grant, opened.portrait)
