"""Use case: use up the trip to Discord that a callback belongs to."""

from application.ports.login_store import LoginStore
from application.ports.token_generator import TokenGenerator
from application.sign_in.open_login import state_digest
from domain.errors import LoginExpired
from domain.parameters import Parameters


class TakeLogin:
    """Let one callback of a trip through, however many arrive at once."""

    def __init__(self, *, logins: LoginStore, tokens: TokenGenerator) -> None:
        self._logins = logins
        self._tokens = tokens

    async def __call__(self, parameters: Parameters) -> None:
        """Use the login up, or raise :class:`LoginExpired` if another call did."""
        attempt = self._tokens.token()
        if not await self._logins.take(state_digest(parameters), attempt=attempt):
            raise LoginExpired("this sign-in was already completed")
