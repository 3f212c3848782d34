"""Reception: who is on the way in, and who is in."""

from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from demo.dashboard.config import DashboardConfig
from demo.dashboard.openid import RelyingParty
from demo.dashboard.sign_in import Attempt, Session, SignInRefusedError, authorization_code
from demo.dashboard.store import BoundedStore, random_id

ATTEMPT_LIFETIME = 900
SESSION_LIFETIME = 3600


class Reception:
    """Sign-ins under way and open sessions of one dashboard."""

    def __init__(self, config: DashboardConfig) -> None:
        self._config = config
        self._provider = RelyingParty(config)
        self._attempts: BoundedStore[Attempt] = BoundedStore(lifetime=ATTEMPT_LIFETIME)
        self._sessions: BoundedStore[Session] = BoundedStore(lifetime=SESSION_LIFETIME)

    @property
    def public_url(self) -> str:
        """The origin people open."""
        return self._config.public_url

    @property
    def host(self) -> str:
        """Host and port of that origin."""
        return urlsplit(self.public_url).netloc

    @property
    def secure(self) -> bool:
        """Whether cookies are for https only."""
        return self.public_url.startswith("https:")

    async def begin(self, browser: str | None) -> tuple[str, str]:
        """Give the browser's mark and the address at the provider to send it to."""
        browser = browser or random_id()
        attempt = Attempt(browser=browser)
        state = self._attempts.add(attempt)
        return browser, await self._provider.authorization_url(attempt, state)

    async def complete(self, browser: str | None, answer: Mapping[str, str]) -> str:
        """Use the attempt up and give the identifier of the new session."""
        state = answer.get("state")
        attempt = self._attempts.find(state)
        if attempt is None or attempt.browser != browser:
            # The attempt stays: a stranger who learned the state must not be able to spoil it.
            raise SignInRefusedError(
                "unknown_sign_in",
                "This browser began no such sign-in, or it is used up or too old.",
            )
        self._attempts.discard(state)
        code = authorization_code(self._config.issuer, answer)
        return self._sessions.add(await self._provider.sign_in(attempt, code))

    def session(self, session_id: str | None) -> Session | None:
        """Give the open session, if it is one."""
        return self._sessions.find(session_id)

    async def refresh(self, session_id: str | None) -> str | None:
        """Ask the provider anew, and give the identifier of the session that takes its place.

        Whom the provider refuses is signed out here too.
        """
        session = self._sessions.find(session_id)
        if session is None:
            return None
        self._sessions.discard(session_id)
        return self._sessions.add(await self._provider.refresh(session))

    async def leave(self, session_id: str | None) -> None:
        """Close the session, if it is open, and give back what it holds."""
        session = self._sessions.find(session_id)
        self._sessions.discard(session_id)
        if session is not None:
            # Nobody is signed in here any more, whatever the provider answers.
            with suppress(SignInRefusedError):
                await self._provider.revoke(session)
