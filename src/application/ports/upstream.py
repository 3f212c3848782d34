"""Port: Discord, where people sign in."""

from abc import abstractmethod
from typing import Protocol

from domain.identity import Identity
from domain.membership import Memberships
from domain.pkce import CodeChallenge


class UpstreamUnavailable(Exception):
    """Discord gave no usable answer: neither a yes nor a no, about anything."""


class UpstreamSilent(UpstreamUnavailable):
    """Discord did not answer at all: whoever asks next will fare no better."""


class UpstreamTokenRefused(UpstreamUnavailable):
    """Discord does not accept the bot token: only the operator can mend it."""


class UpstreamUndecided(UpstreamUnavailable):
    """Some guilds told nothing, and those that did know no full member.

    ``memberships`` is what they said: a no of one of them is a no, whatever the others would say.
    """

    def __init__(self, message: str, *, memberships: Memberships) -> None:
        super().__init__(message)
        self.memberships = memberships


class UpstreamRefused(Exception):
    """Discord answered and refused: the code, or a permission the person took away."""


class UpstreamMisconfigured(Exception):
    """Discord does not accept our own credentials: only the operator can mend it."""


class Upstream(Protocol):
    """The provider the person signs in at. ``email``: whether to ask for the address."""

    @abstractmethod
    def authorization_url(
        self, *, state: str, code_challenge: CodeChallenge, email: bool, choose_account: bool
    ) -> str:
        """Give the address to send the person to.

        ``choose_account`` shows Discord's own page even to somebody who has agreed before.
        """

    @abstractmethod
    async def identify(self, code: str, *, code_verifier: str, email: bool) -> Identity:
        """Exchange the code of Discord, once, and tell who it is and what they are in the guilds.

        An identity without memberships is somebody Discord says is in none of them. Raises
        :class:`UpstreamUnavailable`, :class:`UpstreamRefused` or
        :class:`UpstreamMisconfigured`, in bounded time.
        """
