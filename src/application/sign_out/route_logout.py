"""Use case: decide whether a logout request is to be obeyed at once."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.logout_store import LogoutStore
from application.ports.token_generator import TokenGenerator
from application.sign_in.visit import FoundSession
from application.sign_out.find_session_to_end import FindSessionToEnd
from application.sign_out.outcomes import AskToSignOut, LogoutOutcome, SignedOut
from application.sign_out.settle_logout import SettleLogout
from domain.browser import browser_to_keep
from domain.logout import LogoutRequest, PendingLogout
from domain.opaque_token import digest


class RouteLogout:
    """End the session the hint proves to be meant; ask about any other."""

    def __init__(
        self,
        *,
        find_session: FindSessionToEnd,
        settle_logout: SettleLogout,
        logouts: LogoutStore,
        clock: Clock,
        tokens: TokenGenerator,
        lifetime: timedelta,
    ) -> None:
        self._find_session = find_session
        self._settle_logout = settle_logout
        self._logouts = logouts
        self._clock = clock
        self._tokens = tokens
        self._lifetime = lifetime

    async def __call__(
        self, request: LogoutRequest, *, browser: str | None, session: str | None
    ) -> LogoutOutcome:
        """``browser`` and ``session`` are the cookies as the browser sent them, if it did."""
        found = await self._find_session(session)
        if await self._settle_logout(request, found) or found is None:
            return SignedOut(target=request.target)
        return await self._ask(request, found, browser)

    async def _ask(
        self, request: LogoutRequest, found: FoundSession, browser: str | None
    ) -> AskToSignOut:
        browser, token = browser_to_keep(browser) or self._tokens.token(), self._tokens.token()
        pending = PendingLogout(
            request=request,
            browser_digest=digest(browser),
            session_digest=found.session_digest,
            expires_at=self._clock.now() + self._lifetime,
        )
        await self._logouts.put(digest(token), pending, keep_for=self._lifetime)
        return AskToSignOut(token=token, browser=browser)
