"""Every way in which access is given or used, and what each answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from tests.integration.http.harness import CLIENT_ID, OTHER_ID, query_of
from tests.integration.http.policy_house import House, Person
from tests.integration.http.program import Held, Program
from tests.integration.http.refreshing_clients import SERVER_ID

OPEN, PAGE, INACTIVE = "open", "403 page", "inactive"
UNDECIDED = "temporarily_unavailable"


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Nelly at two applications: tokens of both, and of one a code and a question.

    ``stranger`` is another browser of hers, in which she has not signed in.
    """

    house: House
    browser: Person
    stranger: Person
    held: Held
    elsewhere: Held
    code: str
    question: httpx.Response

    @classmethod
    async def begun(cls, house: House) -> "Scene":
        """Come as far as that."""
        browser = house.person()
        return cls(
            house=house,
            browser=browser,
            stranger=house.person(),
            elsewhere=await house.program(OTHER_ID).begin(browser),
            held=await house.program(CLIENT_ID).begin(browser),
            code=await browser.code(),
            question=await browser.asked(prompt="consent"),
        )

    @property
    def program(self) -> Program:
        """The application this is about."""
        return self.house.program(CLIENT_ID)

    async def goes_on_elsewhere(self) -> bool:
        """Tell whether the other application has lost nothing, nor the person her session."""
        other = self.house.program(OTHER_ID)
        alive = (await other.is_alive(self.elsewhere)).values()
        return all(alive) and await self.browser.is_signed_in(**other.asks)


def said(response: httpx.Response) -> str:
    """Name what an answer is; anything that is none of them is shown."""
    location = response.headers.get("location")
    if location:
        answer = query_of(location)
        return OPEN if "code" in answer else answer["error"]
    if response.headers["content-type"].startswith("text/html"):
        return f"{response.status_code} page"
    body = response.json()
    if response.status_code == 200:
        return OPEN if body.get("active", True) else INACTIVE
    assert body.keys() == {"error", "error_description"}
    return f"{response.status_code} {body['error']}"


async def trip(scene: Scene) -> httpx.Response:
    return await scene.stranger.sign_in()


async def session(scene: Scene) -> httpx.Response:
    return await scene.browser.authorize()


async def silence(scene: Scene) -> httpx.Response:
    return await scene.browser.authorize(prompt="none")


async def answer(scene: Scene) -> httpx.Response:
    return await scene.browser.press(scene.question, "Allow")


async def code(scene: Scene) -> httpx.Response:
    return await scene.browser.exchange(scene.code)


async def refresh(scene: Scene) -> httpx.Response:
    return await scene.program.refresh(scene.held.refresh_token)


async def userinfo(scene: Scene) -> httpx.Response:
    return await scene.browser.userinfo(scene.held.access_token)


async def introspect(scene: Scene) -> httpx.Response:
    return await scene.program.introspect(scene.held.access_token)


async def introspect_by_api(scene: Scene) -> httpx.Response:
    return await scene.house.program(SERVER_ID).introspect(scene.held.access_token)


async def introspect_refresh(scene: Scene) -> httpx.Response:
    return await scene.program.introspect(scene.held.refresh_token)


@dataclass(frozen=True, kw_only=True)
class Way:
    """How to enter, and what is said of a no, and of neither yes nor no."""

    enter: Callable[[Scene], Awaitable[httpx.Response]]
    closed: str
    undecided: str = f"503 {UNDECIDED}"

    async def said(self, scene: Scene) -> str:
        """Try it."""
        return said(await self.enter(scene))


WAYS = {
    "a trip to Discord": Way(enter=trip, closed=PAGE, undecided=UNDECIDED),
    "a session": Way(enter=session, closed=PAGE, undecided=UNDECIDED),
    "prompt=none": Way(enter=silence, closed="access_denied", undecided=UNDECIDED),
    "an answer": Way(enter=answer, closed=PAGE, undecided=UNDECIDED),
    "a code": Way(enter=code, closed="400 invalid_grant"),
    "userinfo": Way(enter=userinfo, closed="401 invalid_token"),
    "introspection": Way(enter=introspect, closed=INACTIVE),
    "introspection by an API": Way(enter=introspect_by_api, closed=INACTIVE),
    "introspection of a refresh token": Way(enter=introspect_refresh, closed=INACTIVE),
    # Last, since it uses the token up that others ask about.
    "a refresh token": Way(enter=refresh, closed="400 invalid_grant"),
}
