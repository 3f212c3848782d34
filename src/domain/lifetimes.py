"""For how long what a client holds may be used."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLifetimes:
    """Of access tokens, and of refresh tokens: unused, at all, and how long one may come twice."""

    access: timedelta
    refresh_idle: timedelta
    refresh_longest: timedelta
    refresh_grace: timedelta
