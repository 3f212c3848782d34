"""Progress: what a person has done for a request so far."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Kept with every step of a sign-in, so that nothing is asked twice and nothing left out.

    ``signed_in`` says that somebody signed in for this very request, which meets ``prompt``
    and ``max_age``; ``agreed`` is the Discord id of who agreed to share, None for nobody;
    ``keeps_email`` that the session had the address, so that the next one has to have it.
    """

    signed_in: bool = False
    agreed: str | None = None
    keeps_email: bool = False


NOTHING_YET = Progress()
