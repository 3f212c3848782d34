"""Use case: read a logout request (OpenID Connect RP-Initiated Logout section 2)."""

from application.ports.client_registry import ClientRegistry
from application.ports.tokens import IdTokenHintVerifier
from domain.client import Client
from domain.errors import InvalidToken
from domain.id_token_hint import IdTokenHint
from domain.logout import LogoutRequest, LogoutTarget
from domain.page_refusals import UntrustedLogout
from domain.parameters import Parameters

_LIMITS = {"state": 2048, "id_token_hint": 16_384}


class ReadLogout:
    """Verify the hint, then the client it names, then where the client wants people to go.

    Whatever is wrong is a page: nobody is sent to an address that is not proven to be one of
    the client's.
    """

    def __init__(self, *, clients: ClientRegistry, hints: IdTokenHintVerifier) -> None:
        self._clients = clients
        self._hints = hints

    async def __call__(self, parameters: Parameters) -> LogoutRequest:
        """Give the request, or raise ``UntrustedLogout`` or ``InvalidRequest``."""
        parameters.check_wellformed()
        for name, limit in _LIMITS.items():
            parameters.check_length(name, limit)
        hint = await self._hint(parameters.get("id_token_hint"))
        client = await self._client(parameters.get("client_id"), hint)
        return LogoutRequest(
            client_id=client.client_id if client else None,
            target=_target(parameters, client),
            hint=hint,
        )

    async def _hint(self, id_token: str | None) -> IdTokenHint | None:
        if id_token is None:
            return None
        try:
            return await self._hints.hint(id_token)
        except InvalidToken as fault:
            raise UntrustedLogout(f"id_token_hint: {fault.reason}") from fault

    async def _client(self, client_id: str | None, hint: IdTokenHint | None) -> Client | None:
        if hint is not None and client_id not in {None, hint.client_id}:
            raise UntrustedLogout("client_id is not the client of the id_token_hint")
        named = hint.client_id if hint else client_id
        if named is None:
            return None
        client = await self._clients.find(named)
        if client is None:
            raise UntrustedLogout("the client is not registered")
        return client


def _target(parameters: Parameters, client: Client | None) -> LogoutTarget | None:
    uri = parameters.get("post_logout_redirect_uri")
    if uri is None:
        return None
    if client is None:
        raise UntrustedLogout("post_logout_redirect_uri without id_token_hint or client_id")
    return client.logout_target(uri, state=parameters.get("state"))
