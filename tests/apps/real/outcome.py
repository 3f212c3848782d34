"""How a visit to a protected place ended."""

import httpx

from tests.apps.person import Person


def told_why(page: httpx.Response, application: str) -> bool:
    """Tell whether this is the page of Guildpass that says who may use the application."""
    return application in page.text and "Members" in page.text


def discord_was_asked(person: Person, url: str) -> bool:
    """Open an address, and tell whether the person had to sign in at Discord for it."""
    before = len(person.visited)
    person.open(url)
    return any("/oauth2/authorize" in visited for visited in person.visited[before:])
