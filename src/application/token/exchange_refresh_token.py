"""Use case: exchange a refresh token for new tokens (RFC 6749 section 6)."""

from dataclasses import replace

from application.events import TokensRefreshed
from application.ports.audit_log import AuditLog
from application.token.find_family import FindFamily
from application.token.issue_tokens import IssuedTokens, IssueTokens
from application.token.review_grant import ReviewGrant
from application.token.use_refresh_token import UseRefreshToken
from domain.client import Client
from domain.errors import InvalidGrant
from domain.parameters import Parameters
from domain.refresh_token import RefreshToken


class ExchangeRefreshToken:
    """Look at the token, look at the person again, sign, and use the token up last."""

    def __init__(
        self,
        *,
        find_family: FindFamily,
        review_grant: ReviewGrant,
        issue_tokens: IssueTokens,
        use_refresh_token: UseRefreshToken,
        audit: AuditLog,
    ) -> None:
        self._find_family = find_family
        self._review_grant = review_grant
        self._issue_tokens = issue_tokens
        self._use_refresh_token = use_refresh_token
        self._audit = audit

    async def __call__(self, client: Client, parameters: Parameters) -> IssuedTokens:
        """Give the tokens, or raise an ``OAuthError`` or ``StoreUnavailable``.

        A narrower scope is for these tokens only: the refresh token keeps all it has.
        """
        token = RefreshToken.parsed(parameters.require("refresh_token"))
        if token is None:
            raise InvalidGrant(reason="the refresh token is not one of ours")
        stored, family = await self._find_family(client, token)
        scope = parameters.get("scope")
        # Before Discord is asked: whoever asks for too much costs it nothing.
        stored.grant.check_covers(scope)
        reviewed = await self._review_grant(token.grant_id, stored.grant, look_again=True)
        grant = reviewed.grant
        narrowed = grant.allowed_to(client).narrowed_to(scope)
        portrait = reviewed.portrait
        issued = await self._issue_tokens(token.grant_id, narrowed, portrait, nonce=None)
        successor = await self._use_refresh_token(client, token, family, grant)
        event = TokensRefreshed(client_id=client.client_id, sub=grant.subject, scope=issued.scope)
        self._audit.record(event)
        return replace(issued, refresh_token=successor.text)
