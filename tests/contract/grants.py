"""Grants of every shape, and ones that can be told apart."""

from dataclasses import replace
from datetime import timedelta

from domain.grant import Grant
from domain.opaque_token import digest
from domain.refresh_token import RefreshFamily
from tests.contract.entities import BARE_CODE, FULL_CODE, FULL_IDENTITY, ROLELESS_CODE

HOUR = timedelta(hours=1)

FULL_FAMILY = RefreshFamily(
    handle_digest=digest("handle"),
    current=digest("current"),
    previous=digest("previous"),
    rotated_at=FULL_CODE.auth_time + timedelta(seconds=2),
    used_at=FULL_CODE.auth_time + timedelta(seconds=3),
    expires_at=FULL_CODE.expires_at,
)
FULL_GRANT = replace(
    FULL_CODE.grant(),
    refresh=FULL_FAMILY,
    ended_tokens={"t" * 43: FULL_CODE.auth_time + HOUR, "u" * 43: FULL_CODE.expires_at},
)
NEW_FAMILY_GRANT = replace(FULL_GRANT, refresh=replace(FULL_FAMILY, previous=None))
BARE_GRANT = BARE_CODE.grant()
ROLELESS_GRANT = ROLELESS_CODE.grant()
EVERY_GRANT = {
    "full": FULL_GRANT,
    "new family": NEW_FAMILY_GRANT,
    "bare": BARE_GRANT,
    "roleless": ROLELESS_GRANT,
}


def grant_of(client_id: str, subject: str = FULL_IDENTITY.discord_id) -> Grant:
    """Give a grant that can be told from others by its client."""
    identity = replace(FULL_IDENTITY, discord_id=subject)
    return replace(FULL_CODE.grant(), client_id=client_id, identity=identity)
