"""The use cases of the shell, and what each is given."""

from dependency_injector import providers

from application.operate.list_grants import ListGrants
from application.operate.list_sessions import ListSessions
from application.operate.revoke_grants import RevokeGrants
from entrypoints.container.foundation import Foundation
from entrypoints.container.sign_out import SignOuts


class Operate(SignOuts):
    """Each made once; ``end_sessions`` is one of signing out."""

    _adapters = Foundation.adapters

    list_sessions = providers.Singleton(
        ListSessions,
        sessions=_adapters.sessions,
        clock=_adapters.clock,
        idle=Foundation.settings.provided.session_idle_ttl,
    )
    list_grants = providers.Singleton(ListGrants, grants=_adapters.grants)
    revoke_grants = providers.Singleton(
        RevokeGrants, grants=_adapters.grants, clients=_adapters.clients, audit=_adapters.audit
    )
