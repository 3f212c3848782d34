"""The use cases of the shell, and what each is given."""

from dependency_injector import providers

from application.operate.end_sessions import EndSessions
from application.operate.list_grants import ListGrants
from application.operate.list_sessions import ListSessions
from application.operate.revoke_grants import RevokeGrants
from entrypoints.container.foundation import Foundation
from entrypoints.container.sign_out import SignOuts


class Operate(SignOuts):
    """Each made once."""

    _adapters = Foundation.adapters

    list_sessions = providers.Singleton(
        ListSessions,
        sessions=_adapters.sessions,
        clock=_adapters.clock,
        idle=Foundation.settings.provided.session_idle_ttl,
    )
    end_sessions = providers.Singleton(
        EndSessions, sessions=_adapters.sessions, end_session=SignOuts.end_session
    )
    list_grants = providers.Singleton(ListGrants, grants=_adapters.grants)
    revoke_grants = providers.Singleton(
        RevokeGrants, grants=_adapters.grants, audit=_adapters.audit
    )
