"""Use case: take a logout request (OpenID Connect RP-Initiated Logout section 2)."""

from application.sign_out.outcomes import LogoutOutcome
from application.sign_out.read_logout import ReadLogout
from application.sign_out.route_logout import RouteLogout
from domain.parameters import Parameters


class SignOut:
    """Read the request and go on from there."""

    def __init__(self, *, read_logout: ReadLogout, route_logout: RouteLogout) -> None:
        self._read_logout = read_logout
        self._route_logout = route_logout

    async def __call__(
        self, parameters: Parameters, *, browser: str | None, session: str | None
    ) -> LogoutOutcome:
        """``browser`` and ``session`` are the cookies as the browser sent them, if it did."""
        request = await self._read_logout(parameters)
        return await self._route_logout(request, browser=browser, session=session)
