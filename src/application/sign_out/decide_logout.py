"""Use case: the person answers whether to sign out."""

from application.sign_out.end_session import BY_THE_PERSON, EndSession
from application.sign_out.find_session_to_end import FindSessionToEnd
from application.sign_out.open_logout import OpenLogout
from application.sign_out.outcomes import LogoutOutcome, SignedOut
from application.sign_out.route_logout import RouteLogout
from domain.browser import presented_browser


class DecideLogout:
    """End the session that was asked about, and no other."""

    def __init__(
        self,
        *,
        open_logout: OpenLogout,
        find_session: FindSessionToEnd,
        end_session: EndSession,
        route_logout: RouteLogout,
    ) -> None:
        self._open_logout = open_logout
        self._find_session = find_session
        self._end_session = end_session
        self._route_logout = route_logout

    async def __call__(
        self, token: str | None, *, signs_out: bool, browser: str | None, session: str | None
    ) -> LogoutOutcome | None:
        """Give what came of it, None for somebody who stays signed in."""
        cookie = presented_browser(browser)
        pending = await self._open_logout(token)
        pending.check_browser(cookie)
        if not signs_out:
            return None
        found = await self._find_session(session)
        if found is not None and not pending.was_asked_of(found.session_digest):
            # Another sign-in has happened meanwhile: nobody has been asked about that one.
            return await self._route_logout(pending.request, browser=browser, session=session)
        if found is not None:
            await self._end_session(found, reason=BY_THE_PERSON)
        return SignedOut(target=pending.request.target)
