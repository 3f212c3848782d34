"""How the pages look: whose they are, in which colour, with which pictures."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the operator's, and what kind it was found to be."""

    content: bytes = field(repr=False)
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branding:
    """What the operator chose. ``accent`` is ``#rrggbb``, ``support_url`` the address of a page."""

    name: str
    accent: str
    logo: Picture | None = None
    support_url: str | None = None
