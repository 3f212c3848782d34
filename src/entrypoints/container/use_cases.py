"""Which use cases there are, and what each is given."""

from dependency_injector import containers, providers

from adapters.jose.signing_key import SigningKey
from application.allow_origin import AllowOrigin
from application.check_readiness import CheckReadiness
from application.describe_provider import DescribeProvider
from application.publish_keys import PublishKeys
from application.sign_in.authorize import Authorize
from application.sign_in.complete_login import CompleteLogin
from application.sign_in.identify_person import IdentifyPerson
from application.sign_in.issue_code import IssueCode
from application.sign_in.open_login import OpenLogin
from application.sign_in.take_login import TakeLogin
from application.token.authenticate_client import AuthenticateClient
from application.token.end_replayed_grant import EndReplayedGrant
from application.token.exchange_code import ExchangeCode
from application.token.find_code import FindCode
from application.token.get_userinfo import GetUserinfo
from application.token.issue_tokens import IssueTokens
from application.token.redeem_code import RedeemCode
from domain.redirect_uri import origin_of
from domain.subteam_policy import SubteamPolicy
from domain.tokens import TokenProfile
from entrypoints.container.adapters import Adapters
from entrypoints.settings import Settings


def token_profile(settings: Settings) -> TokenProfile:
    """Give what is the same in every token."""
    return TokenProfile(
        issuer=settings.issuer,
        audience=settings.jwt_audience,
        lifetime=settings.access_token_ttl,
        policy=SubteamPolicy(settings.role_to_subteam),
    )


class Container(containers.DeclarativeContainer):
    """Every use case, each made once; ``adapters`` is what they stand on."""

    settings = providers.Dependency(instance_of=Settings)
    signing_key = providers.Dependency(instance_of=SigningKey)
    adapters = providers.Container(Adapters, settings=settings, signing_key=signing_key)
    _issuer = settings.provided.issuer
    profile = providers.Singleton(token_profile, settings)

    authorize = providers.Singleton(
        Authorize,
        clients=adapters.clients,
        logins=adapters.logins,
        upstream=adapters.upstream,
        clock=adapters.clock,
        tokens=adapters.tokens,
        login_lifetime=settings.provided.auth_request_ttl,
    )
    complete_login = providers.Singleton(
        CompleteLogin,
        open_login=providers.Singleton(
            OpenLogin,
            clients=adapters.clients,
            logins=adapters.logins,
            clock=adapters.clock,
            upstream_issuer=providers.Callable(origin_of, settings.provided.discord_authorize_url),
        ),
        take_login=providers.Singleton(TakeLogin, logins=adapters.logins, tokens=adapters.tokens),
        identify_person=providers.Singleton(IdentifyPerson, upstream=adapters.upstream),
        issue_code=providers.Singleton(
            IssueCode,
            auth_codes=adapters.auth_codes,
            clock=adapters.clock,
            tokens=adapters.tokens,
            audit=adapters.audit,
            lifetime=settings.provided.auth_code_ttl,
        ),
        audit=adapters.audit,
        issuer=_issuer,
    )
    end_replayed_grant = providers.Singleton(
        EndReplayedGrant, grants=adapters.grants, audit=adapters.audit
    )
    exchange_code = providers.Singleton(
        ExchangeCode,
        authenticate_client=providers.Singleton(AuthenticateClient, clients=adapters.clients),
        find_code=providers.Singleton(
            FindCode,
            auth_codes=adapters.auth_codes,
            end_replayed_grant=end_replayed_grant,
            clock=adapters.clock,
        ),
        issue_tokens=providers.Singleton(
            IssueTokens,
            signer=adapters.signer,
            clock=adapters.clock,
            tokens=adapters.tokens,
            profile=profile,
        ),
        redeem_code=providers.Singleton(
            RedeemCode,
            auth_codes=adapters.auth_codes,
            end_replayed_grant=end_replayed_grant,
            tokens=adapters.tokens,
            audit=adapters.audit,
            grant_lifetime=settings.provided.access_token_ttl,
        ),
    )
    get_userinfo = providers.Singleton(
        GetUserinfo,
        verifier=adapters.verifier,
        grants=adapters.grants,
        clients=adapters.clients,
        profile=profile,
    )
    allow_origin = providers.Singleton(AllowOrigin, clients=adapters.clients)
    describe_provider = providers.Singleton(DescribeProvider, issuer=_issuer)
    publish_keys = providers.Singleton(PublishKeys, keys=adapters.signer)
    check_readiness = providers.Singleton(CheckReadiness, store=adapters.store)
