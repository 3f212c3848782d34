"""Use case: go on with a request that was validated before."""

from application.ports.client_registry import ClientRegistry
from application.sign_in.visit import Visit
from domain.auth_request import AuthRequest
from domain.page_refusals import UntrustedClient
from domain.progress import NOTHING_YET, Progress


class RecallVisit:
    """Find the client of a request again: it, or its redirect_uri, may have been removed."""

    def __init__(self, *, clients: ClientRegistry) -> None:
        self._clients = clients

    async def __call__(
        self, request: AuthRequest, *, browser: str | None, progress: Progress = NOTHING_YET
    ) -> Visit:
        """Give the visit, or raise ``UntrustedClient``."""
        client = await self._clients.find(request.client_id)
        if client is None:
            raise UntrustedClient("the client was removed during the sign-in")
        target = client.response_target(
            request.redirect_uri,
            state=request.state,
            response_mode=request.response_mode,
            ui_locales=request.ui_locales,
        )
        return Visit(
            client=client, target=target, request=request, browser=browser, progress=progress
        )
