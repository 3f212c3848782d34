"""Steps that many applications take alike."""

from base64 import b64encode

from demo.discord.simulator import Simulator
from domain.metadata import AUTHORIZE_PATH
from tests.apps.people import NOBODY, SOON
from tests.apps.person import Person
from tests.apps.set_up import secret_of
from tests.e2e.waiting import wait_until

# The pair of RFC 7636 appendix B.
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def basic(client_id: str, secret_env: str) -> dict[str, str]:
    """Give the header of ``client_secret_basic``; nothing in it has to be encoded."""
    credentials = f"{client_id}:{secret_of(secret_env)}".encode()
    return {"authorization": f"Basic {b64encode(credentials).decode()}"}


def bearer(access_token: str) -> dict[str, str]:
    """Give the header that presents an access token."""
    return {"authorization": f"Bearer {access_token}"}


def turned_away(issuer: str, somebody: Person, query: str) -> bool:
    """Ask to sign in; tell whether it ends with our page that says who may."""
    page = somebody.open(f"{issuer}{AUTHORIZE_PATH}?{query}")
    return page.status_code == 403 and "Members" in page.text


def turned_away_later(issuer: str, somebody: Person, guild: Simulator, query: str) -> None:
    """Take the roles of somebody who is signed in away, and wait until the gate is closed."""
    guild.set_member(NOBODY)
    wait_until(lambda: turned_away(issuer, somebody, query), "the gate closes", within=SOON)
