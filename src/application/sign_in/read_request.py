"""Use case: read an authorization request (OpenID Connect Core section 3.1.2.2)."""

from application.ports.client_registry import ClientRegistry
from application.ports.tokens import IdTokenHintVerifier
from application.sign_in.refusals import refusals_to
from domain.auth_request import AuthRequest
from domain.authorization_response import ResponseTarget
from domain.client import Client
from domain.errors import InvalidRequest, InvalidToken, LoginRequired
from domain.page_refusals import UntrustedClient
from domain.parameters import Parameters


class ReadRequest:
    """Verify the client, its redirect_uri and the request, in that order.

    Until client and redirect_uri are verified a fault is a page (``UntrustedClient``);
    afterwards it is an answer to the client (``AuthorizationRefused``).
    """

    def __init__(self, *, clients: ClientRegistry, hints: IdTokenHintVerifier) -> None:
        self._clients = clients
        self._hints = hints

    async def __call__(self, parameters: Parameters) -> tuple[Client, ResponseTarget, AuthRequest]:
        """Give the client, where its answer goes, and what it asks for."""
        client = await self._clients.find(parameters.get("client_id") or "")
        if client is None:
            raise UntrustedClient("client_id is missing or not registered")
        target = client.response_target(
            parameters.get("redirect_uri"),
            state=parameters.get("state"),
            response_mode=parameters.get("response_mode"),
            ui_locales=parameters.get("ui_locales"),
        )
        with refusals_to(target, client.client_id):
            request = AuthRequest.validated(parameters, client)
            hint = parameters.get("id_token_hint")
            if hint is not None:
                request = request.hinting(await self._subject_of(hint, request))
        return client, target, request

    async def _subject_of(self, hint: str, request: AuthRequest) -> str:
        try:
            return (await self._hints.hint(hint)).subject
        except InvalidToken as fault:
            reason = f"id_token_hint: {fault.reason}"
            if request.is_silent:
                raise LoginRequired(reason=reason) from fault
            raise InvalidRequest("The id_token_hint is not usable.", reason=reason) from fault
