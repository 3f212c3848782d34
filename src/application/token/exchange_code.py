"""Use case: exchange an authorization code for tokens (RFC 6749 section 4.1.3)."""

from application.token.authenticate_client import AuthenticateClient
from application.token.find_code import FindCode
from application.token.issue_tokens import IssuedTokens, IssueTokens
from application.token.redeem_code import RedeemCode
from domain.client import ClientCredentials
from domain.errors import InvalidGrant, UnsupportedGrantType
from domain.opaque_token import digest, is_opaque_token
from domain.parameters import Parameters


class ExchangeCode:
    """Authenticate, find the code, sign, and consume last.

    Whatever fails before the last step leaves the code as it was; signing comes before it so
    that a fault of the signer does not burn the code.
    """

    def __init__(
        self,
        *,
        authenticate_client: AuthenticateClient,
        find_code: FindCode,
        issue_tokens: IssueTokens,
        redeem_code: RedeemCode,
    ) -> None:
        self._authenticate_client = authenticate_client
        self._find_code = find_code
        self._issue_tokens = issue_tokens
        self._redeem_code = redeem_code

    async def __call__(
        self, credentials: ClientCredentials, parameters: Parameters
    ) -> IssuedTokens:
        """Give the tokens, or raise an ``OAuthError`` or ``StoreUnavailable``."""
        client = await self._authenticate_client(credentials)
        if parameters.require("grant_type") != "authorization_code":
            raise UnsupportedGrantType
        code_digest = digest(_code(parameters))
        auth_code = await self._find_code(code_digest, client, parameters)
        issued = await self._issue_tokens(
            code_digest, auth_code.grant(), client, nonce=auth_code.request.nonce
        )
        await self._redeem_code(code_digest, auth_code)
        return issued


def _code(parameters: Parameters) -> str:
    code = parameters.require("code")
    if not is_opaque_token(code):
        raise InvalidGrant(reason="the code is not one of ours")
    return code
