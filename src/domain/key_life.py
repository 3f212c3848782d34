"""The life of a signing key: published, signing, verifying only, gone.

A key is published before it signs, so that whoever keeps our key set has it by then, and goes
after the last token it signed has died (OpenID Connect Core section 10.1.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.signing_algorithm import SigningAlgorithm

# Clocks differ by a little, and a reload takes its time.
MARGIN = timedelta(seconds=5)


class KeyState(StrEnum):
    """Where a key is in its life."""

    PUBLISHED = "published"
    SIGNING = "signing"
    VERIFYING = "verifying only"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRecord:
    """What may be known of a key by everybody; ``kid`` is its thumbprint (RFC 7638)."""

    kid: str
    alg: SigningAlgorithm
    published_at: datetime
    signs_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLife:
    """A key and where it is; the two last are None as long as no key is there to follow it."""

    key: KeyRecord
    state: KeyState
    superseded_at: datetime | None
    gone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySchedule:
    """How long everybody needs to learn of a key.

    ``longest_use`` is how long after it was signed a token may have to be verified: an access
    token until it expires, an ID token as a hint while its session lasts.
    """

    jwks_max_age: timedelta
    reload_interval: timedelta
    longest_use: timedelta

    @property
    def notice(self) -> timedelta:
        """Within this time every process knows of a change to the keys."""
        return self.reload_interval + MARGIN

    @property
    def publish_delay(self) -> timedelta:
        """So long a key is published before it signs."""
        return self.notice + self.jwks_max_age

    def new_key_signs_from(
        self, now: datetime, alg: SigningAlgorithm, keys: Iterable[KeyRecord], *, at_once: bool
    ) -> datetime:
        """Tell from when on a new key signs: the first of its algorithm waits for nobody."""
        is_first = all(key.alg is not alg for key in keys)
        return now if at_once or is_first else now + self.publish_delay

    def lives(self, keys: Iterable[KeyRecord], now: datetime) -> list[KeyLife]:
        """Give the life of each key, in the order in which they sign."""
        ordered = sorted(keys, key=lambda key: (key.alg, key.signs_from, key.kid))
        followers = [*ordered[1:], None]
        return [
            self._life(key, follower if follower and follower.alg is key.alg else None, now)
            for key, follower in zip(ordered, followers, strict=False)
        ]

    def _life(self, key: KeyRecord, follower: KeyRecord | None, now: datetime) -> KeyLife:
        if follower is None:
            state = KeyState.PUBLISHED if now < key.signs_from else KeyState.SIGNING
            return KeyLife(key=key, state=state, superseded_at=None, gone_at=None)
        superseded_at = follower.signs_from
        # Who has not noticed its follower yet still signs with it, and may answer with a key set
        # that somebody keeps.
        gone_at = superseded_at + self.notice + self.jwks_max_age + self.longest_use
        state = _state(key, superseded_at, gone_at, now)
        return KeyLife(key=key, state=state, superseded_at=superseded_at, gone_at=gone_at)

    def signing(
        self, alg: SigningAlgorithm, keys: Iterable[KeyRecord], now: datetime
    ) -> KeyRecord | None:
        """Give the one key of an algorithm that signs now; None before there is any."""
        begun = [key for key in keys if key.alg is alg and key.signs_from <= now]
        return max(begun, key=lambda key: (key.signs_from, key.kid), default=None)

    def published(self, keys: Iterable[KeyRecord], now: datetime) -> list[KeyRecord]:
        """Give all that are not gone, in an order that does not change."""
        living = [life.key for life in self.lives(keys, now) if life.state is not KeyState.GONE]
        return sorted(living, key=lambda key: (key.published_at, key.kid))

    def may_vanish(self, life: KeyLife, now: datetime) -> bool:
        """Whether a key can go without a trace: nobody has signed with it, nor is about to."""
        is_unused = life.state is KeyState.PUBLISHED and life.key.signs_from > now + self.notice
        return is_unused or life.state is KeyState.GONE


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationRule:
    """How old the newest key of an algorithm may become; None if there is no such limit."""

    every: timedelta | None

    def overdue(self, keys: Iterable[KeyRecord], now: datetime) -> list[SigningAlgorithm]:
        """Give the algorithms whose newest key was published too long ago."""
        if self.every is None:
            return []
        newest: dict[SigningAlgorithm, datetime] = {}
        for key in keys:
            newest[key.alg] = max(key.published_at, newest.get(key.alg, key.published_at))
        limit = now - self.every
        return [alg for alg in SigningAlgorithm if alg in newest and newest[alg] <= limit]


def _state(key: KeyRecord, superseded_at: datetime, gone_at: datetime, now: datetime) -> KeyState:
    if now < key.signs_from:
        return KeyState.PUBLISHED
    if now < superseded_at:
        return KeyState.SIGNING
    return KeyState.VERIFYING if now < gone_at else KeyState.GONE
