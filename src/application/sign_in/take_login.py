"""Use case: use up the trip to Discord that a callback belongs to."""

from application.ports.login_store import LoginStore
from application.ports.token_generator import TokenGenerator
from application.sign_in.open_login import OpenLogin, state_digest
from application.sign_in.refusals import refusals_to
from application.sign_in.visit import Visit
from domain.login import Login
from domain.page_refusals import LoginExpired
from domain.parameters import Parameters


class TakeLogin:
    """Let one callback of a trip through, however many arrive at once."""

    def __init__(
        self, *, open_login: OpenLogin, logins: LoginStore, tokens: TokenGenerator
    ) -> None:
        self._open_login = open_login
        self._logins = logins
        self._tokens = tokens

    async def __call__(self, parameters: Parameters, *, browser: str | None) -> tuple[Login, Visit]:
        """Use the login up, or raise as ``OpenLogin`` does."""
        login, visit = await self._open_login(parameters, browser=browser)
        attempt = self._tokens.token()
        with refusals_to(visit.target, visit.client.client_id):
            if not await self._logins.take(state_digest(parameters), attempt=attempt):
                raise LoginExpired("this sign-in was already completed")
        return login, visit
