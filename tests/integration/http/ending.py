"""Every way in which access ends, and every place that then has to refuse."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from domain.membership import Membership
from tests import builders
from tests.integration.http.answers import assert_challenge, assert_oauth_error
from tests.integration.http.browser import SCOPE, Browser
from tests.integration.http.harness import CLIENT_ID, OTHER_ID, Provider
from tests.integration.http.program import INACTIVE, OFFLINE, Held, Program, restarted
from tests.integration.http.refreshing_clients import SERVER_ID, clients


@dataclass(kw_only=True)
class World:
    """Somebody signed in at two applications, and the provider as it is now."""

    provider: Provider
    browser: Browser
    held: Held
    elsewhere: Held

    @classmethod
    async def begun(cls, provider: Provider, *, scope: str = OFFLINE) -> "World":
        """Sign in at both, in one browser."""
        browser = Browser(provider)
        held = await Program(provider=provider).begin(browser, scope=scope)
        elsewhere = await Program(provider=provider, client_id=OTHER_ID).begin(browser, scope=scope)
        return cls(provider=provider, browser=browser, held=held, elsewhere=elsewhere)

    @property
    def program(self) -> Program:
        """The application this is about."""
        return Program(provider=self.provider)

    @property
    def other(self) -> Program:
        """The other one."""
        return Program(provider=self.provider, client_id=OTHER_ID)

    def restart(self, **changes: str) -> None:
        """Go on with other settings, in the same browser."""
        self.provider = restarted(self.provider, **changes)
        cookies = self.browser.http.cookies
        self.browser = Browser(self.provider)
        self.browser.http.cookies.update(cookies)


async def revoke(world: World) -> None:
    assert (await world.program.revoke(world.held.refresh_token)).status_code == 200


async def reuse(world: World) -> None:
    await world.program.refreshed(world.held.refresh_token)
    world.provider.clock.advance(10)
    assert (await world.program.refresh(world.held.refresh_token)).status_code == 400


async def sign_out(world: World) -> None:
    answer = await world.browser.sign_out(id_token_hint=world.held.id_token)
    assert answer.status_code == 303


async def block(world: World) -> None:
    world.restart(BLOCKED_USERS=f'["{builders.DISCORD_ID}"]')


def becoming(membership: Membership | None) -> Callable[[World], Awaitable[None]]:
    async def become(world: World) -> None:
        world.provider.members.answer = membership
        world.provider.clock.advance(300)

    return become


async def switch_off(world: World) -> None:
    world.restart(OAUTH_CLIENTS=clients(**{CLIENT_ID: {"enabled": False}}))


async def remove(world: World) -> None:
    world.restart(OAUTH_CLIENTS=clients(**{CLIENT_ID: None}))


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to end access, and what the client and the person have left then."""

    end: Callable[[World], Awaitable[None]]
    scope: str = OFFLINE
    # What the token endpoint says, and whether the client may still introspect.
    refusal: tuple[int, str] = (400, "invalid_grant")
    may_ask: bool = True
    ends_person: bool = False


GONE = (401, "invalid_client")
PENDING, GUEST = builders.a_membership(pending=True), builders.a_membership(guest=True)
WAYS = {
    "revoked": Way(end=revoke),
    "reused": Way(end=reuse),
    "signed out": Way(end=sign_out, scope=SCOPE),
    "blocked": Way(end=block, ends_person=True),
    "left": Way(end=becoming(None), ends_person=True),
    "pending": Way(end=becoming(PENDING), ends_person=True),
    "guest": Way(end=becoming(GUEST), ends_person=True),
    "switched off": Way(end=switch_off, may_ask=False),
    "removed": Way(end=remove, refusal=GONE, may_ask=False),
}


async def refresh(world: World, way: Way) -> None:
    assert_oauth_error(await world.program.refresh(world.held.refresh_token), *way.refusal)


async def userinfo(world: World, _: Way) -> None:
    refused = await world.browser.userinfo(world.held.access_token)
    assert_challenge(refused, 401, "invalid_token")


async def introspect(world: World, way: Way) -> None:
    for token in (world.held.access_token, world.held.refresh_token):
        answer = await world.program.introspect(token)
        if way.may_ask:
            assert (answer.status_code, answer.json()) == (200, INACTIVE)
        else:
            assert_oauth_error(answer, 401, "invalid_client")


async def introspect_as_server(world: World, _: Way) -> None:
    server = Program(provider=world.provider, client_id=SERVER_ID)
    for token in (world.held.access_token, world.held.refresh_token):
        answer = await server.introspect(token)
        assert (answer.status_code, answer.json()) == (200, INACTIVE)


PLACES: dict[str, Callable[[World, Way], Awaitable[None]]] = {
    "refresh": refresh,
    "userinfo": userinfo,
    "introspect": introspect,
    "introspect as server": introspect_as_server,
}
