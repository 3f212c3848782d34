"""Use case: go on with a sign-out at its own address."""

from dataclasses import dataclass

from application.ports.client_registry import ClientRegistry
from application.sign_out.find_session_to_end import FindSessionToEnd
from application.sign_out.open_logout import OpenLogout
from application.sign_out.outcomes import LogoutOutcome, SignedOut
from application.sign_out.route_logout import RouteLogout
from domain.browser import presented_browser
from domain.client import Client
from domain.identity import Identity
from domain.logout import LogoutTarget, PendingLogout


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutQuestion:
    """What the page shows: who would be signed out, and which application asks, if one does."""

    identity: Identity
    client: Client | None
    target: LogoutTarget | None


class ResumeLogout:
    """Show the question, or decide on a request that came by POST."""

    def __init__(
        self,
        *,
        open_logout: OpenLogout,
        clients: ClientRegistry,
        find_session: FindSessionToEnd,
        route_logout: RouteLogout,
    ) -> None:
        self._open_logout = open_logout
        self._clients = clients
        self._find_session = find_session
        self._route_logout = route_logout

    async def __call__(
        self, token: str | None, *, browser: str | None, session: str | None
    ) -> LogoutOutcome | LogoutQuestion:
        """``browser`` and ``session`` are the cookies as the browser sent them, if it did."""
        pending = await self._open_logout(token)
        if not pending.is_question:
            return await self._route_logout(pending.request, browser=browser, session=session)
        pending.check_browser(presented_browser(browser))
        return await self._question(pending, session)

    async def _question(
        self, pending: PendingLogout, session: str | None
    ) -> LogoutQuestion | SignedOut:
        found = await self._find_session(session)
        if found is None:
            return SignedOut(target=pending.request.target)
        client_id = pending.request.client_id
        return LogoutQuestion(
            identity=found.session.identity,
            client=await self._clients.find(client_id) if client_id else None,
            target=pending.request.target,
        )
