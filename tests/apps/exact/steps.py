"""Steps that many applications take alike."""

from collections.abc import Callable

from demo.discord.simulator import Simulator
from domain.metadata import AUTHORIZE_PATH
from tests.apps.people import NOBODY, SOON
from tests.apps.person import Person
from tests.e2e.waiting import wait_until


def turned_away(issuer: str, somebody: Person, query: str) -> bool:
    """Ask to sign in; tell whether it ends with our page that says who may."""
    page = somebody.open(f"{issuer}{AUTHORIZE_PATH}?{query}")
    return page.status_code == 403 and "Members" in page.text


def turned_away_later(issuer: str, somebody: Person, guild: Simulator, query: str) -> None:
    """Take the roles of somebody who is signed in away, and wait until the gate is closed."""
    guild.set_member(NOBODY)
    wait_until(lambda: turned_away(issuer, somebody, query), "the gate closes", within=SOON)


def groups_follow(read: Callable[[], object]) -> None:
    """Wait until what is read are the groups of a mere member."""
    wait_until(lambda: read() == ["members"], "the groups follow the roles", within=SOON)
