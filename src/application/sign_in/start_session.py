"""Use case: begin a session for somebody who came back from Discord."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from application.ports.clock import Clock
from application.ports.session_store import SessionStore
from application.ports.token_generator import TokenGenerator
from application.sign_in.find_session import FindSession
from application.sign_in.visit import FoundSession
from domain.identity import Identity
from domain.login import Login
from domain.opaque_token import digest
from domain.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedSession:
    """A session, and the value of the cookie that stands for it."""

    found: FoundSession
    cookie: str = field(repr=False)


class StartSession:
    """Make a session under a new id each time, and end the one this browser had.

    The same person keeps the ``sid``; who merely passed through Discord keeps the
    ``auth_time`` too, since they were asked nothing.
    """

    def __init__(
        self,
        *,
        sessions: SessionStore,
        find_session: FindSession,
        clock: Clock,
        tokens: TokenGenerator,
        lifetime: timedelta,
    ) -> None:
        self._sessions = sessions
        self._find_session = find_session
        self._clock = clock
        self._tokens = tokens
        self._lifetime = lifetime

    async def __call__(
        self, login: Login, identity: Identity, *, cookie: str | None
    ) -> StartedSession:
        """``cookie`` is the session cookie as the browser sent it, if it did."""
        before = await self._find_session(cookie)
        session = self._session(login, identity, before.session if before else None)
        token = self._tokens.token()
        keep_for = session.expires_at - session.used_at
        await self._sessions.put(digest(token), session, keep_for=keep_for)
        if before is not None:
            await self._sessions.end(before.session_digest)
        found = FoundSession(session_digest=digest(token), session=session)
        return StartedSession(found=found, cookie=token)

    def _session(self, login: Login, identity: Identity, before: Session | None) -> Session:
        now = self._clock.now()
        session = self._new(login, identity, now)
        if before is None or before.identity.discord_id != identity.discord_id:
            return session
        if login.chosen or before.exceeds(login.request.max_age, now):
            return replace(session, sid=before.sid)
        return replace(
            session, sid=before.sid, auth_time=before.auth_time, expires_at=before.expires_at
        )

    def _new(self, login: Login, identity: Identity, now: datetime) -> Session:
        return Session(
            sid=self._tokens.token(),
            identity=identity,
            has_email=login.request.needs_email,
            auth_time=now,
            read_at=now,
            used_at=now,
            expires_at=now + self._lifetime,
        )
