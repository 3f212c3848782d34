"""Use case: keep a logout request that came by POST."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.logout_store import LogoutStore
from application.ports.token_generator import TokenGenerator
from application.sign_out.read_logout import ReadLogout
from domain.logout import PendingLogout
from domain.opaque_token import digest
from domain.parameters import Parameters


class HoldLogout:
    """Verify a request and keep it: only the GET that follows carries the cookies."""

    def __init__(
        self,
        *,
        read_logout: ReadLogout,
        logouts: LogoutStore,
        clock: Clock,
        tokens: TokenGenerator,
        lifetime: timedelta,
    ) -> None:
        self._read_logout = read_logout
        self._logouts = logouts
        self._clock = clock
        self._tokens = tokens
        self._lifetime = lifetime

    async def __call__(self, parameters: Parameters) -> str:
        """Give the token of the request, for an address."""
        request, token = await self._read_logout(parameters), self._tokens.token()
        pending = PendingLogout(
            request=request,
            browser_digest=None,
            session_digest=None,
            expires_at=self._clock.now() + self._lifetime,
        )
        await self._logouts.put(digest(token), pending, keep_for=self._lifetime)
        return token
