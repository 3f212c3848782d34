"""Use case: find a sign-out that is under way."""

from application.ports.client_registry import ClientRegistry
from application.ports.clock import Clock
from application.ports.logout_store import LogoutStore
from domain.logout import LogoutRequest, PendingLogout
from domain.opaque_token import digest_of_ours
from domain.page_refusals import LogoutExpired, UntrustedLogout


class OpenLogout:
    """Look it up by the token in the address.

    The client, or the address it wants people to go to, may have been removed since.
    """

    def __init__(self, *, logouts: LogoutStore, clients: ClientRegistry, clock: Clock) -> None:
        self._logouts = logouts
        self._clients = clients
        self._clock = clock

    async def __call__(self, token: str | None) -> PendingLogout:
        """Give it, or raise ``LogoutExpired`` or ``UntrustedLogout``."""
        looked_up = digest_of_ours(token)
        pending = await self._logouts.get(looked_up) if looked_up else None
        if pending is None:
            raise LogoutExpired("the address holds no sign-out of ours, or one that has expired")
        pending.check_age(self._clock.now())
        await self._check_registered(pending.request)
        return pending

    async def _check_registered(self, request: LogoutRequest) -> None:
        if request.client_id is None:
            return
        client = await self._clients.find(request.client_id)
        if client is None:
            raise UntrustedLogout("the client was removed during the sign-out")
        if request.target is not None:
            client.logout_target(
                request.target.post_logout_redirect_uri, state=request.target.state
            )
