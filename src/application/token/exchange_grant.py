"""Use case: take a token request (RFC 6749 section 3.2)."""

from collections.abc import Awaitable, Callable, Mapping

from application.token.authenticate_client import AuthenticateClient
from application.token.exchange_code import ExchangeCode
from application.token.exchange_refresh_token import ExchangeRefreshToken
from application.token.issue_tokens import IssuedTokens
from domain.client import Client
from domain.client_authentication import ClientCredentials
from domain.errors import UnsupportedGrantType
from domain.grant_type import GrantType
from domain.parameters import Parameters

_Exchange = Callable[[Client, Parameters], Awaitable[IssuedTokens]]


class ExchangeGrant:
    """Authenticate the client, then exchange what it has by the grant type it names."""

    def __init__(
        self,
        *,
        authenticate_client: AuthenticateClient,
        exchange_code: ExchangeCode,
        exchange_refresh_token: ExchangeRefreshToken,
    ) -> None:
        self._authenticate_client = authenticate_client
        self._exchanges: Mapping[GrantType, _Exchange] = {
            GrantType.AUTHORIZATION_CODE: exchange_code,
            GrantType.REFRESH_TOKEN: exchange_refresh_token,
        }

    async def __call__(
        self, credentials: ClientCredentials, parameters: Parameters
    ) -> IssuedTokens:
        """Give the tokens, or raise an ``OAuthError`` or ``StoreUnavailable``."""
        client = await self._authenticate_client(credentials)
        named = parameters.require("grant_type")
        if named not in set(GrantType):
            raise UnsupportedGrantType
        grant_type = GrantType(named)
        client.check_grant_type(grant_type)
        return await self._exchanges[grant_type](client, parameters)
