"""Use case: exchange an authorization code for tokens (RFC 6749 section 4.1.3)."""

from dataclasses import replace

from application.token.begin_family import BeginFamily
from application.token.find_code import FindCode
from application.token.issue_tokens import IssuedTokens, IssueTokens
from application.token.redeem_code import RedeemCode
from application.token.review_grant import ReviewGrant
from domain.client import Client
from domain.errors import InvalidGrant
from domain.opaque_token import digest, is_opaque_token
from domain.parameters import Parameters


class ExchangeCode:
    """Find the code, look at client and person, sign, and consume last.

    Whatever fails before the last step leaves the code as it was; signing comes before it so
    that a fault of the signer does not burn the code.
    """

    def __init__(
        self,
        *,
        find_code: FindCode,
        review_grant: ReviewGrant,
        begin_family: BeginFamily,
        issue_tokens: IssueTokens,
        redeem_code: RedeemCode,
    ) -> None:
        self._find_code = find_code
        self._review_grant = review_grant
        self._begin_family = begin_family
        self._issue_tokens = issue_tokens
        self._redeem_code = redeem_code

    async def __call__(self, client: Client, parameters: Parameters) -> IssuedTokens:
        """Give the tokens, or raise an ``OAuthError`` or ``StoreUnavailable``."""
        code_digest = digest(_code(parameters))
        auth_code = await self._find_code(code_digest, client, parameters)
        reviewed = await self._review_grant(None, auth_code.grant())
        begun = await self._begin_family(code_digest, reviewed.grant, client)
        issued = await self._issue_tokens(
            code_digest,
            begun.grant.allowed_to(client),
            reviewed.portrait,
            nonce=auth_code.request.nonce,
        )
        await self._redeem_code(code_digest, begun)
        return replace(issued, refresh_token=begun.refresh_token)


def _code(parameters: Parameters) -> str:
    code = parameters.require("code")
    if not is_opaque_token(code):
        raise InvalidGrant(reason="the code is not one of ours")
    return code
