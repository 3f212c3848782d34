"""The use cases of signing out, and what each is given."""

from datetime import timedelta

from dependency_injector import providers

from application.sign_in.find_session import FindSession
from application.sign_out.decide_logout import DecideLogout
from application.sign_out.end_access import EndAccess
from application.sign_out.end_refused import EndRefused
from application.sign_out.end_session import EndSession
from application.sign_out.end_sessions import EndSessions
from application.sign_out.find_session_to_end import FindSessionToEnd
from application.sign_out.hold_logout import HoldLogout
from application.sign_out.open_logout import OpenLogout
from application.sign_out.read_logout import ReadLogout
from application.sign_out.resume_logout import ResumeLogout
from application.sign_out.route_logout import RouteLogout
from application.sign_out.settle_logout import SettleLogout
from application.sign_out.sign_out import SignOut
from application.sign_out.tell_clients import TellClients
from entrypoints.container.foundation import Foundation
from entrypoints.settings import Settings


def mark_lasts(settings: Settings) -> timedelta:
    """Give how long the mark of an ended session is needed: for its successor, and a last code.

    A session that was being renewed under a new id while it was ended is left alone from then
    on, so that it is over once it has been idle for too long.
    """
    return settings.session_idle_ttl + settings.auth_code_ttl


class SignOuts(Foundation):
    """Every use case of a sign-out, each made once; the steps they share come first."""

    _adapters = Foundation.adapters
    _settings = Foundation.settings.provided
    _clock = _adapters.clock
    _tokens = _adapters.tokens
    _waiting = _settings.auth_request_ttl

    find_session = providers.Singleton(
        FindSession,
        sessions=_adapters.sessions,
        sign_ons=_adapters.sign_ons,
        clock=_clock,
        idle=_settings.session_idle_ttl,
    )
    _tell_clients = providers.Singleton(
        TellClients,
        clients=_adapters.clients,
        signer=_adapters.signer,
        delivery=_adapters.logout_delivery,
        clock=_clock,
        tokens=_tokens,
        profile=Foundation.profile,
    )
    end_session = providers.Singleton(
        EndSession,
        sessions=_adapters.sessions,
        sign_ons=_adapters.sign_ons,
        grants=_adapters.grants,
        tell_clients=_tell_clients,
        audit=_adapters.audit,
        remembered_for=providers.Callable(mark_lasts, Foundation.settings),
    )
    end_sessions = providers.Singleton(
        EndSessions, sessions=_adapters.sessions, end_session=end_session
    )
    end_access = providers.Singleton(
        EndAccess, end_sessions=end_sessions, grants=_adapters.grants, audit=_adapters.audit
    )
    end_refused = providers.Singleton(
        EndRefused,
        end_access=end_access,
        grants=_adapters.grants,
        tell_clients=_tell_clients,
        audit=_adapters.audit,
    )
    _find_session_to_end = providers.Singleton(
        FindSessionToEnd, sessions=_adapters.sessions, clock=_clock
    )
    read_logout = providers.Singleton(
        ReadLogout, clients=_adapters.clients, hints=_adapters.verifier
    )
    route_logout = providers.Singleton(
        RouteLogout,
        find_session=_find_session_to_end,
        settle_logout=providers.Singleton(
            SettleLogout,
            sessions=_adapters.sessions,
            grants=_adapters.grants,
            end_session=end_session,
        ),
        logouts=_adapters.logouts,
        clock=_clock,
        tokens=_tokens,
        lifetime=_waiting,
    )
    open_logout = providers.Singleton(
        OpenLogout, logouts=_adapters.logouts, clients=_adapters.clients, clock=_clock
    )

    sign_out = providers.Singleton(SignOut, read_logout=read_logout, route_logout=route_logout)
    hold_logout = providers.Singleton(
        HoldLogout,
        read_logout=read_logout,
        logouts=_adapters.logouts,
        clock=_clock,
        tokens=_tokens,
        lifetime=_waiting,
    )
    resume_logout = providers.Singleton(
        ResumeLogout,
        open_logout=open_logout,
        clients=_adapters.clients,
        find_session=_find_session_to_end,
        route_logout=route_logout,
    )
    decide_logout = providers.Singleton(
        DecideLogout,
        open_logout=open_logout,
        find_session=_find_session_to_end,
        end_session=end_session,
        route_logout=route_logout,
    )
