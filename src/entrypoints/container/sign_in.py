"""The use cases from the authorization request to the code, and what each is given."""

from dependency_injector import providers

from application.sign_in.admit_person import AdmitPerson
from application.sign_in.answer_request import AnswerRequest
from application.sign_in.ask_for_answer import AskForAnswer
from application.sign_in.authorize import Authorize
from application.sign_in.begin_login import BeginLogin
from application.sign_in.complete_login import CompleteLogin
from application.sign_in.decide_consent import DecideConsent
from application.sign_in.decide_sign_in import DecideSignIn
from application.sign_in.describe_question import DescribeQuestion
from application.sign_in.hold_request import HoldRequest
from application.sign_in.identify_person import IdentifyPerson
from application.sign_in.issue_code import IssueCode
from application.sign_in.open_interaction import OpenInteraction
from application.sign_in.open_login import OpenLogin
from application.sign_in.read_request import ReadRequest
from application.sign_in.recall_visit import RecallVisit
from application.sign_in.refresh_membership import RefreshMembership
from application.sign_in.remember_consent import RememberConsent
from application.sign_in.replace_session import ReplaceSession
from application.sign_in.resume_request import ResumeRequest
from application.sign_in.route_request import RouteRequest
from application.sign_in.start_session import StartSession
from application.sign_in.take_answer import TakeAnswer
from application.sign_in.take_login import TakeLogin
from domain.redirect_uri import origin_of
from entrypoints.container.foundation import Foundation
from entrypoints.container.sign_out import SignOuts


class SignIn(SignOuts):
    """Every use case of a sign-in, each made once; the steps they share come first.

    Somebody who turns out to have left is signed out on the way.
    """

    _adapters = Foundation.adapters
    _settings = Foundation.settings.provided
    _clock = _adapters.clock
    _tokens = _adapters.tokens
    _waiting = _settings.auth_request_ttl

    read_request = providers.Singleton(
        ReadRequest, clients=_adapters.clients, hints=_adapters.verifier
    )
    recall_visit = providers.Singleton(RecallVisit, clients=_adapters.clients)
    begin_login = providers.Singleton(
        BeginLogin,
        logins=_adapters.logins,
        upstream=_adapters.upstream,
        clock=_clock,
        tokens=_tokens,
        lifetime=_waiting,
    )
    ask_for_answer = providers.Singleton(
        AskForAnswer,
        interactions=_adapters.interactions,
        clock=_clock,
        tokens=_tokens,
        lifetime=_waiting,
    )
    admit_person = providers.Singleton(
        AdmitPerson,
        judge_person=Foundation.judge_person,
        end_refused=SignOuts.end_refused,
        begin_login=begin_login,
        audit=_adapters.audit,
        issuer=_settings.issuer,
    )
    answer_request = providers.Singleton(
        AnswerRequest,
        admit_person=admit_person,
        consents=_adapters.consents,
        ask_for_answer=ask_for_answer,
        issue_code=providers.Singleton(
            IssueCode,
            auth_codes=_adapters.auth_codes,
            sign_ons=_adapters.sign_ons,
            clock=_clock,
            tokens=_tokens,
            audit=_adapters.audit,
            lifetime=_settings.auth_code_ttl,
        ),
        issuer=_settings.issuer,
    )
    route_request = providers.Singleton(
        RouteRequest,
        ask_for_answer=ask_for_answer,
        begin_login=begin_login,
        refresh_membership=providers.Singleton(
            RefreshMembership,
            sessions=_adapters.sessions,
            members=_adapters.guild_members,
            clock=_clock,
            rulebooks=_adapters.rulebooks,
            idle=_settings.session_idle_ttl,
        ),
        answer_request=answer_request,
        clock=_clock,
    )
    open_interaction = providers.Singleton(
        OpenInteraction,
        interactions=_adapters.interactions,
        recall_visit=recall_visit,
        clock=_clock,
    )
    take_answer = providers.Singleton(
        TakeAnswer,
        open_interaction=open_interaction,
        interactions=_adapters.interactions,
        tokens=_tokens,
    )

    authorize = providers.Singleton(
        Authorize,
        read_request=read_request,
        find_session=SignOuts.find_session,
        route_request=route_request,
    )
    hold_request = providers.Singleton(
        HoldRequest,
        read_request=read_request,
        requests=_adapters.requests,
        clock=_clock,
        tokens=_tokens,
        lifetime=_waiting,
    )
    resume_request = providers.Singleton(
        ResumeRequest,
        requests=_adapters.requests,
        clock=_clock,
        recall_visit=recall_visit,
        find_session=SignOuts.find_session,
        route_request=route_request,
    )
    describe_question = providers.Singleton(
        DescribeQuestion, open_interaction=open_interaction, find_session=SignOuts.find_session
    )
    decide_sign_in = providers.Singleton(
        DecideSignIn, take_answer=take_answer, begin_login=begin_login
    )
    decide_consent = providers.Singleton(
        DecideConsent,
        take_answer=take_answer,
        find_session=SignOuts.find_session,
        remember_consent=providers.Singleton(
            RememberConsent, consents=_adapters.consents, audit=_adapters.audit
        ),
        begin_login=begin_login,
        route_request=route_request,
    )
    complete_login = providers.Singleton(
        CompleteLogin,
        take_login=providers.Singleton(
            TakeLogin,
            open_login=providers.Singleton(
                OpenLogin,
                recall_visit=recall_visit,
                logins=_adapters.logins,
                clock=_clock,
                upstream_issuer=providers.Callable(origin_of, _settings.discord_authorize_url),
            ),
            logins=_adapters.logins,
            tokens=_tokens,
        ),
        identify_person=providers.Singleton(IdentifyPerson, upstream=_adapters.upstream),
        admit_person=admit_person,
        start_session=providers.Singleton(
            StartSession,
            sessions=_adapters.sessions,
            find_session=SignOuts.find_session,
            clock=_clock,
            tokens=_tokens,
            lifetime=_settings.session_ttl,
        ),
        route_request=route_request,
        replace_session=providers.Singleton(
            ReplaceSession, sessions=_adapters.sessions, end_session=SignOuts.end_session
        ),
    )
