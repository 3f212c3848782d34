"""The use cases from the code to the answers, and what each is given."""

from dependency_injector import providers

from application.token.authenticate_client import AuthenticateClient
from application.token.end_replayed_grant import EndReplayedGrant
from application.token.exchange_code import ExchangeCode
from application.token.find_code import FindCode
from application.token.get_userinfo import GetUserinfo
from application.token.issue_tokens import IssueTokens
from application.token.redeem_code import RedeemCode
from entrypoints.container.foundation import Foundation


class Token(Foundation):
    """Every use case of tokens and userinfo, each made once."""

    _adapters = Foundation.adapters
    _settings = Foundation.settings.provided

    end_replayed_grant = providers.Singleton(
        EndReplayedGrant, grants=_adapters.grants, audit=_adapters.audit
    )
    exchange_code = providers.Singleton(
        ExchangeCode,
        authenticate_client=providers.Singleton(AuthenticateClient, clients=_adapters.clients),
        find_code=providers.Singleton(
            FindCode,
            auth_codes=_adapters.auth_codes,
            sign_ons=_adapters.sign_ons,
            end_replayed_grant=end_replayed_grant,
            clock=_adapters.clock,
        ),
        issue_tokens=providers.Singleton(
            IssueTokens,
            signer=_adapters.signer,
            clock=_adapters.clock,
            tokens=_adapters.tokens,
            profile=Foundation.profile,
        ),
        redeem_code=providers.Singleton(
            RedeemCode,
            auth_codes=_adapters.auth_codes,
            end_replayed_grant=end_replayed_grant,
            tokens=_adapters.tokens,
            audit=_adapters.audit,
            grant_lifetime=_settings.access_token_ttl,
        ),
    )
    get_userinfo = providers.Singleton(
        GetUserinfo,
        verifier=_adapters.verifier,
        grants=_adapters.grants,
        sign_ons=_adapters.sign_ons,
        clients=_adapters.clients,
        profile=Foundation.profile,
    )
