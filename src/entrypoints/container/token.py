"""The use cases from the code to the answers, and what each is given."""

from dependency_injector import providers

from application.token.authenticate_client import AuthenticateClient
from application.token.begin_family import BeginFamily
from application.token.check_client import CheckClient
from application.token.describe_refresh_token import DescribeRefreshToken
from application.token.end_access_token import EndAccessToken
from application.token.end_refresh_token import EndRefreshToken
from application.token.end_replayed_grant import EndReplayedGrant
from application.token.exchange_code import ExchangeCode
from application.token.exchange_grant import ExchangeGrant
from application.token.exchange_refresh_token import ExchangeRefreshToken
from application.token.find_code import FindCode
from application.token.find_family import FindFamily
from application.token.get_userinfo import GetUserinfo
from application.token.introspect_token import IntrospectToken
from application.token.issue_tokens import IssueTokens
from application.token.note_members import NoteMembers
from application.token.open_grant import OpenGrant
from application.token.read_membership import ReadMembership
from application.token.redeem_code import RedeemCode
from application.token.review_grant import ReviewGrant
from application.token.revoke_token import RevokeToken
from application.token.use_refresh_token import UseRefreshToken
from entrypoints.container.foundation import Foundation
from entrypoints.container.sign_out import SignOuts


class Token(SignOuts):
    """Every use case of tokens and userinfo, each made once; the steps they share come first.

    Whose access has ended is signed out on the way.
    """

    _adapters = Foundation.adapters
    _lifetimes = Foundation.settings.provided.lifetimes
    _clock = _adapters.clock
    _tokens = _adapters.tokens
    _audit = _adapters.audit

    authenticate_client = providers.Singleton(AuthenticateClient, clients=_adapters.clients)
    review_grant = providers.Singleton(
        ReviewGrant,
        check_client=providers.Singleton(
            CheckClient,
            clients=_adapters.clients,
            grants=_adapters.grants,
            end_sessions=SignOuts.end_sessions,
            audit=_audit,
        ),
        read_membership=providers.Singleton(
            ReadMembership,
            members=_adapters.patient_members,
            rulebooks=_adapters.rulebooks,
            clock=_clock,
        ),
        rulebooks=_adapters.rulebooks,
        judge_person=Foundation.judge_person,
        end_refused=SignOuts.end_refused,
    )
    issue_tokens = providers.Singleton(
        IssueTokens,
        signer=_adapters.signer,
        clock=_clock,
        tokens=_tokens,
        profile=Foundation.profile,
    )
    end_replayed_grant = providers.Singleton(
        EndReplayedGrant, grants=_adapters.grants, audit=_audit
    )
    exchange_code = providers.Singleton(
        ExchangeCode,
        find_code=providers.Singleton(
            FindCode,
            auth_codes=_adapters.auth_codes,
            end_replayed_grant=end_replayed_grant,
            clock=_clock,
        ),
        review_grant=review_grant,
        begin_family=providers.Singleton(
            BeginFamily, tokens=_tokens, clock=_clock, lifetimes=_lifetimes
        ),
        issue_tokens=issue_tokens,
        redeem_code=providers.Singleton(
            RedeemCode,
            auth_codes=_adapters.auth_codes,
            grants=_adapters.grants,
            sign_ons=_adapters.sign_ons,
            end_replayed_grant=end_replayed_grant,
            tokens=_tokens,
            audit=_audit,
        ),
    )
    find_family = providers.Singleton(
        FindFamily, grants=_adapters.grants, audit=_audit, clock=_clock, lifetimes=_lifetimes
    )
    exchange_refresh_token = providers.Singleton(
        ExchangeRefreshToken,
        find_family=find_family,
        review_grant=review_grant,
        issue_tokens=issue_tokens,
        use_refresh_token=providers.Singleton(
            UseRefreshToken,
            find_family=find_family,
            grants=_adapters.grants,
            tokens=_tokens,
            clock=_clock,
            lifetimes=_lifetimes,
        ),
        audit=_audit,
    )
    exchange_grant = providers.Singleton(
        ExchangeGrant,
        authenticate_client=authenticate_client,
        exchange_code=exchange_code,
        exchange_refresh_token=exchange_refresh_token,
    )
    note_members = providers.Singleton(NoteMembers, grants=_adapters.grants, tokens=_tokens)
    open_grant = providers.Singleton(
        OpenGrant,
        verifier=_adapters.verifier,
        grants=_adapters.grants,
        review_grant=review_grant,
        note_members=note_members,
        profile=Foundation.profile,
    )
    get_userinfo = providers.Singleton(
        GetUserinfo, open_grant=open_grant, profile=Foundation.profile
    )
    introspect_token = providers.Singleton(
        IntrospectToken,
        authenticate_client=authenticate_client,
        open_grant=open_grant,
        describe_refresh_token=providers.Singleton(
            DescribeRefreshToken,
            grants=_adapters.grants,
            review_grant=review_grant,
            note_members=note_members,
            profile=Foundation.profile,
            clock=_clock,
            lifetimes=_lifetimes,
        ),
        profile=Foundation.profile,
        audit=_audit,
    )
    revoke_token = providers.Singleton(
        RevokeToken,
        authenticate_client=authenticate_client,
        end_refresh_token=providers.Singleton(
            EndRefreshToken, grants=_adapters.grants, audit=_audit
        ),
        end_access_token=providers.Singleton(
            EndAccessToken, grants=_adapters.grants, tokens=_tokens, clock=_clock, audit=_audit
        ),
        verifier=_adapters.verifier,
        hints=_adapters.verifier,
        audit=_audit,
    )
