"""Session: a browser in which somebody has signed in, so that other applications need no trip."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.identity import Identity
from domain.membership import Memberships

# Not each use is worth a write.
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Kept under the digest of the session cookie.

    ``sid`` is what ID tokens call it (OpenID Connect Front-Channel Logout section 3);
    ``has_email`` says whether Discord was asked for the address, ``read_at`` when it was last
    asked about the memberships.
    """

    sid: str
    identity: Identity
    has_email: bool
    auth_time: datetime
    read_at: datetime
    used_at: datetime
    expires_at: datetime

    def is_alive(self, now: datetime, *, idle: timedelta) -> bool:
        """Tell whether it is neither too old nor has been left alone for too long."""
        return now < self.expires_at and now < self.used_at + idle

    def is_fresh(self, now: datetime, *, freshness: timedelta, guild_ids: tuple[str, ...]) -> bool:
        """Tell whether the roles, of all these guilds, are young enough to issue a code on."""
        if not self.identity.memberships.covers(guild_ids):
            return False
        return now < self.read_at + self.identity.memberships.fresh_for(freshness)

    def exceeds(self, max_age: int | None, now: datetime) -> bool:
        """Tell whether the sign-in is older than ``max_age`` seconds.

        OpenID Connect Core section 3.1.2.1; in whole seconds, as ``auth_time`` is read.
        """
        if max_age is None:
            return False
        return int(now.timestamp()) - int(self.auth_time.timestamp()) > max_age

    def is_worth_noting(self, now: datetime, *, idle: timedelta) -> bool:
        """Tell whether the last use that was noted is long enough ago to note another."""
        return now >= self.used_at + min(_NOTED_EVERY, idle / 2)

    def used(self, now: datetime) -> "Session":
        """Give the session as it is after a use."""
        return replace(self, used_at=now)

    def with_memberships(self, new: Memberships, now: datetime) -> "Session":
        """Give the session with what Discord just said."""
        identity = replace(self.identity, memberships=new)
        return replace(self, identity=identity, read_at=now, used_at=now)
