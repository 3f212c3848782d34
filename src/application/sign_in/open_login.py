"""Use case: find the trip to Discord that a callback belongs to."""

from application.ports.clock import Clock
from application.ports.login_store import LoginStore
from application.sign_in.recall_visit import RecallVisit
from application.sign_in.visit import Visit
from domain.browser import presented_browser
from domain.errors import InvalidRequest
from domain.login import Login
from domain.opaque_token import digest_of_ours
from domain.page_refusals import ForeignIssuer, LoginExpired
from domain.parameters import Parameters


class OpenLogin:
    """Check state, browser and issuer of a callback, consuming nothing."""

    def __init__(
        self,
        *,
        recall_visit: RecallVisit,
        logins: LoginStore,
        clock: Clock,
        upstream_issuer: str,
    ) -> None:
        self._recall_visit = recall_visit
        self._logins = logins
        self._clock = clock
        self._upstream_issuer = upstream_issuer

    async def __call__(self, parameters: Parameters, *, browser: str | None) -> tuple[Login, Visit]:
        """Give the login and what it is for, or raise a ``PageRefusal`` or ``InvalidRequest``."""
        parameters.check_wellformed()
        looked_up, cookie = state_digest(parameters), presented_browser(browser)
        login = await self._logins.get(looked_up)
        if login is None:
            raise LoginExpired("the state of this sign-in is unknown, expired or used")
        login.check(cookie, self._clock.now())
        # Discord sends iss since late 2026, but not everywhere (RFC 9207 section 2.4).
        if parameters.get("iss") not in {None, self._upstream_issuer}:
            raise ForeignIssuer("iss of the callback is not the origin of DISCORD_AUTHORIZE_URL")
        if parameters.get("code") is None and parameters.get("error") is None:
            raise InvalidRequest(reason="the callback has neither code nor error")
        visit = await self._recall_visit(login.request, browser=cookie, progress=login.progress)
        return login, visit


def state_digest(parameters: Parameters) -> str:
    """Give the digest a login lies under, or raise :class:`LoginExpired` for a foreign state."""
    looked_up = digest_of_ours(parameters.get("state"))
    if looked_up is None:
        raise LoginExpired("the callback has no state of ours")
    return looked_up
