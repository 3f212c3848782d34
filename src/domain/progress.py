"""Progress: what a person has done for a request so far."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Kept with every step of a sign-in, so that nothing is asked twice and nothing left out.

    ``signed_in`` says that somebody signed in for this very request, which meets ``prompt``
    and ``max_age``; ``agreed`` is the Discord id of who agreed to share, None for nobody.
    """

    signed_in: bool = False
    agreed: str | None = None


NOTHING_YET = Progress()
