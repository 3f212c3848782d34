"""Refresh tokens: a value that leads to its family, and the rules of a family (RFC 9700 4.14)."""

import hmac
import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.errors import InvalidGrant, RefreshTokenReused
from domain.lifetimes import TokenLifetimes
from domain.opaque_token import digest

_PART = "[A-Za-z0-9_-]{43}"
_SHAPE = re.compile(rf"({_PART})\.({_PART})\.({_PART})")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshToken:
    """The value a client holds (RFC 6749 section 1.5).

    ``grant_id`` says where to look and is no secret. ``handle`` is the same in every token of a
    family: who knows it has held one of them. ``secret``, 256 bits, is of this one alone.
    """

    grant_id: str
    handle: str = field(repr=False)
    secret: str = field(repr=False)

    @classmethod
    def parsed(cls, text: str) -> "RefreshToken | None":
        """Read a token; None for what cannot be one of ours."""
        parts = _SHAPE.fullmatch(text)
        return cls(grant_id=parts[1], handle=parts[2], secret=parts[3]) if parts else None

    @property
    def text(self) -> str:
        """The token as it is sent: 131 characters."""
        return f"{self.grant_id}.{self.handle}.{self.secret}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshFamily:
    """All refresh tokens of a grant, of which one lives; only digests are kept.

    ``previous`` is the token that ``current`` replaced: its reply may have been lost, so that it
    may come again while ``current`` is unused, until the grace since ``rotated_at`` is over.
    """

    handle_digest: str
    current: str
    previous: str | None = None
    rotated_at: datetime
    used_at: datetime
    expires_at: datetime

    @classmethod
    def begun(
        cls, token: RefreshToken, now: datetime, lifetimes: TokenLifetimes
    ) -> "RefreshFamily":
        """Give a family with its first token."""
        return cls(
            handle_digest=digest(token.handle),
            current=digest(token.secret),
            rotated_at=now,
            used_at=now,
            expires_at=now + lifetimes.refresh_longest,
        )

    def knows(self, token: RefreshToken) -> bool:
        """Tell whether this is, or once was, a token of the family."""
        return hmac.compare_digest(self.handle_digest, digest(token.handle))

    def ends_at(self, lifetimes: TokenLifetimes) -> datetime:
        """Give when its living token dies, if it is left alone."""
        return min(self.used_at + lifetimes.refresh_idle, self.expires_at)

    def check(self, token: RefreshToken, now: datetime, lifetimes: TokenLifetimes) -> None:
        """Raise :class:`InvalidGrant` unless this token of the family may be used now.

        :class:`RefreshTokenReused` for one that was replaced: either its first or its second
        user is not the client (RFC 9700 section 4.14.2).
        """
        if now >= self.ends_at(lifetimes):
            raise InvalidGrant(reason="the refresh token is older than its lifetime")
        if not self.is_current(token) and not self._may_repeat(token, now, lifetimes):
            raise RefreshTokenReused(reason="the refresh token was replaced before")

    def has_same_tokens(self, before: "RefreshFamily") -> bool:
        """Tell whether no token was replaced since then."""
        return (self.current, self.previous) == (before.current, before.previous)

    def is_alive(self, token: RefreshToken, now: datetime, lifetimes: TokenLifetimes) -> bool:
        """Tell whether this is the living token of the family, and not too old."""
        return self.is_current(token) and now < self.ends_at(lifetimes)

    def rotated(
        self, token: RefreshToken, successor: RefreshToken, now: datetime
    ) -> "RefreshFamily":
        """Give the family after ``token``, which was checked, was used for ``successor``.

        A repeat replaces the successor that nobody used, and does not begin the grace anew.
        """
        if self.is_current(token):
            family = replace(self, previous=self.current, rotated_at=now)
        else:
            family = self
        return replace(family, current=digest(successor.secret), used_at=now)

    def used(self, now: datetime) -> "RefreshFamily":
        """Give the family after a use of a token that stays: its predecessor may not come again."""
        return replace(self, previous=None, used_at=now)

    def is_current(self, token: RefreshToken) -> bool:
        """Tell whether this is the living token, and not one that may only come once more."""
        return hmac.compare_digest(self.current, digest(token.secret))

    def _may_repeat(self, token: RefreshToken, now: datetime, lifetimes: TokenLifetimes) -> bool:
        if self.previous is None or now >= self.rotated_at + lifetimes.refresh_grace:
            return False
        return hmac.compare_digest(self.previous, digest(token.secret))
