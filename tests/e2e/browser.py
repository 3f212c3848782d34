"""A person's browser: keeps cookies, follows redirects, stops where the application would be."""

from http.cookiejar import CookieJar
from ssl import SSLContext
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx

from demo.discord.members import CAPTAIN, SampleMember
from demo.html_page import HtmlPage
from tests.e2e.http import NO_AUTHORITIES, http_client
from tests.e2e.world import REDIRECT_URI

_MOST_REDIRECTS = 8


def answer_in(url: str) -> dict[str, str]:
    """Read what the application is told; nothing in it may stand twice."""
    assert url.startswith(f"{REDIRECT_URI}?"), url
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs), url
    return dict(pairs)


class Browser:
    """One browser; ``visited`` are the addresses it asked for, in order."""

    def __init__(self, trust: SSLContext = NO_AUTHORITIES) -> None:
        self._trust = trust
        self.http = http_client(trust=trust)
        self.visited: list[str] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.http.aclose()

    def restarted(self) -> "Browser":
        """Give the same browser after it was closed and opened: session cookies are gone."""
        browser = Browser(self._trust)
        kept: CookieJar = browser.http.cookies.jar
        for cookie in self.http.cookies.jar:
            if not cookie.discard:
                kept.set_cookie(cookie)
        return browser

    async def get(self, url: str) -> httpx.Response:
        """Ask for an address and follow nothing."""
        self.visited.append(url)
        return await self.http.get(url)

    async def open(self, url: str) -> httpx.Response:
        """Type an address: give the first page, or the redirect to the application."""
        return await self._follow(await self.get(url))

    async def choose(self, page: httpx.Response, member: SampleMember) -> httpx.Response:
        """Agree at Discord as this person."""
        return await self._follow(await self._press(page, "user_id", member.id))

    async def cancel(self, page: httpx.Response) -> httpx.Response:
        """Refuse at Discord."""
        return await self._follow(await self._press(page, "cancel", "1"))

    async def answer(self, page: httpx.Response, choice: str) -> httpx.Response:
        """Press a button on a page of the provider's own."""
        return await self._follow(await self._press(page, "answer", choice))

    async def to_callback(self, url: str, member: SampleMember = CAPTAIN) -> str:
        """Go to Discord and agree there; give the way back, which is not yet taken."""
        return await self.agree(await self.get(location_of(await self.get(url))), member)

    async def agree(self, discord: httpx.Response, member: SampleMember = CAPTAIN) -> str:
        """Answer Discord's page, if it shows one at all, and give where it sends people."""
        if discord.is_success:
            discord = await self._press(discord, "user_id", member.id)
        return location_of(discord)

    async def sign_in(self, url: str, member: SampleMember = CAPTAIN) -> str:
        """Go to Discord and back; give the address the application is called at."""
        response = await self.open(url)
        if response.is_success:
            response = await self.choose(response, member)
        return location_of(response)

    def links(self, page: httpx.Response) -> dict[str, str]:
        """Give the addresses of a page's links by their words."""
        return HtmlPage(page.text).links

    async def _press(self, page: httpx.Response, name: str, value: str) -> httpx.Response:
        form = HtmlPage(page.text).forms[0]
        address = urljoin(str(page.url), form.action)
        return await self.http.post(address, data={**form.fields, name: value})

    async def _follow(self, response: httpx.Response) -> httpx.Response:
        for _ in range(_MOST_REDIRECTS):
            if not response.has_redirect_location:
                return response
            if response.headers["location"].startswith(REDIRECT_URI):
                return response
            response = await self.get(urljoin(str(response.url), response.headers["location"]))
        raise AssertionError(f"redirected in circles: {self.visited}")


def location_of(response: httpx.Response) -> str:
    """Give where a redirect leads."""
    assert response.has_redirect_location, f"{response.status_code} {response.text}"
    return str(response.headers["location"])
