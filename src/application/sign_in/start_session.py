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
    """A session, and the value of the cookie that stands for it.

    ``is_new_sign_in``: its ``auth_time`` is now. ``replaces`` is the session that this browser
    had, and that has to end.
    """

    found: FoundSession
    is_new_sign_in: bool
    replaces: FoundSession | None
    cookie: str = field(repr=False)


class StartSession:
    """Make a session under a new id each time.

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
        now = self._clock.now()
        before = await self._find_session(cookie)
        same = before is not None and before.session.identity.discord_id == identity.discord_id
        session = self._new(login, identity, now)
        if before and same:
            session = _continued(login, before.session, session)
        token = self._tokens.token()
        keep_for = session.expires_at - session.used_at
        await self._sessions.put(digest(token), session, keep_for=keep_for)
        return StartedSession(
            found=FoundSession(session_digest=digest(token), session=session),
            cookie=token,
            is_new_sign_in=login.chosen or not same,
            replaces=before,
        )

    def _new(self, login: Login, identity: Identity, now: datetime) -> Session:
        return Session(
            sid=self._tokens.token(),
            identity=identity,
            has_email=login.asks_email,
            auth_time=now,
            read_at=now,
            used_at=now,
            expires_at=now + self._lifetime,
        )


def _continued(login: Login, before: Session, after: Session) -> Session:
    if login.chosen:
        return replace(after, sid=before.sid)
    return replace(after, sid=before.sid, auth_time=before.auth_time, expires_at=before.expires_at)
