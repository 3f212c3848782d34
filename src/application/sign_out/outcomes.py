"""What can come of a sign-out, besides a refusal."""

from dataclasses import dataclass, field

from domain.logout import LogoutTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut:
    """Nobody is signed in here any more; ``target`` is where to go, None for a page of ours."""

    target: LogoutTarget | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToSignOut:
    """Ask first: ``token`` goes into the address of the page, ``browser`` into the cookie."""

    token: str = field(repr=False)
    browser: str = field(repr=False)


LogoutOutcome = SignedOut | AskToSignOut
