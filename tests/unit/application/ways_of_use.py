"""Every way of using what somebody and an application have, and what each says of a closed gate."""

from collections.abc import Awaitable, Callable, Mapping

from domain.authorization_response import AuthorizationRefused
from tests.unit.application.gated import Held
from tests.unit.application.house import House
from tests.unit.application.refreshing import API, token_of, word_of
from tests.unit.application.situations import word_for
from tests.unit.application.steps import return_with


async def arrive(house: House, held: Held, prompt: str | None = None) -> str:
    """Come with the session, and name what came of it."""
    try:
        return word_for(house, await return_with(house, held.who, prompt=prompt))
    except AuthorizationRefused as refusal:
        return refusal.error.error


_Use = Callable[[House, Held], Awaitable[object]]
SESSIONS: Mapping[str, str | None] = {"authorize": None, "authorize silently": "none"}
_USES: Mapping[str, _Use] = {
    "code exchange": lambda house, held: house.redeem(held.code),
    "refresh": lambda house, held: house.refresh(token_of(held.issued)),
    "userinfo": lambda house, held: house.userinfo(held.issued.access_token),
    "introspect access": lambda house, held: house.introspect(held.issued.access_token, API),
    "introspect own": lambda house, held: house.introspect(held.issued.access_token),
    "introspect refresh": lambda house, held: house.introspect(token_of(held.issued)),
}
WAYS = [*SESSIONS, *_USES]
REFUSED: Mapping[str, str] = {
    "authorize": "refused",
    "authorize silently": "access_denied",
    "code exchange": "invalid_grant",
    "refresh": "invalid_grant",
    "userinfo": "invalid_token",
    "introspect access": "inactive",
    "introspect own": "inactive",
    "introspect refresh": "inactive",
}


async def word(house: House, held: Held, way: str) -> str:
    """Name what comes of using it in that way."""
    if way in SESSIONS:
        return await arrive(house, held, SESSIONS[way])
    return await word_of(_USES[way](house, held))
