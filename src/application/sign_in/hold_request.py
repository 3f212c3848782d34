"""Use case: keep a long request that came by POST (OpenID Connect Core section 3.1.2.1)."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.request_store import RequestStore
from application.ports.token_generator import TokenGenerator
from application.sign_in.read_request import ReadRequest
from application.sign_in.refusals import refusals_to
from domain.held_request import HeldRequest
from domain.opaque_token import digest
from domain.parameters import Parameters


class HoldRequest:
    """Validate a request and keep it, to be taken up by a GET that carries the cookies."""

    def __init__(
        self,
        *,
        read_request: ReadRequest,
        requests: RequestStore,
        clock: Clock,
        tokens: TokenGenerator,
        lifetime: timedelta,
    ) -> None:
        self._read_request = read_request
        self._requests = requests
        self._clock = clock
        self._tokens = tokens
        self._lifetime = lifetime

    async def __call__(self, parameters: Parameters) -> str:
        """Give the reference of the request."""
        client, target, request = await self._read_request(parameters)
        reference = self._tokens.token()
        with refusals_to(target, client.client_id):
            held = HeldRequest(request=request, expires_at=self._clock.now() + self._lifetime)
            await self._requests.put(digest(reference), held, keep_for=self._lifetime)
        return reference
