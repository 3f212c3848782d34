"""A browser without a screen: cookies, redirects, links, forms and their policy."""

from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx

from demo.html_page import HtmlPage

MAX_REDIRECTS = 10
TIMEOUT = 5.0


class Browser:
    """One person's browser; ``visited`` are the addresses of the last step, in order."""

    def __init__(self) -> None:
        self._client = httpx.AsyncClient(trust_env=False, timeout=TIMEOUT)
        self._response: httpx.Response | None = None
        self.visited: list[str] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    @property
    def response(self) -> httpx.Response:
        """The answer on the screen."""
        if self._response is None:
            raise LookupError("the browser has opened nothing yet")
        return self._response

    @property
    def page(self) -> HtmlPage:
        """The page on the screen."""
        return HtmlPage(self.response.text)

    async def open(self, url: str) -> None:
        """Type an address."""
        await self._go(self._client.build_request("GET", url))

    async def follow(self, words: str) -> None:
        """Use the first link whose text begins with these words."""
        for label, address in self.page.links.items():
            if label.startswith(words):
                return await self.open(urljoin(self.visited[-1], address))
        raise LookupError(f"no link {words!r} on {self.visited[-1]}")

    async def press(self, name: str, value: str) -> None:
        """Press a form's button."""
        for form in self.page.forms:
            if (name, value) in form.buttons:
                url = urljoin(self.visited[-1], form.action)
                fields = {**form.fields, name: value}
                request = (
                    self._client.build_request("POST", url, data=fields)
                    if form.method == "post"
                    else self._client.build_request("GET", url, params=fields)
                )
                return await self._go(request, policy=_form_action(self.response))
        raise LookupError(f"no button {name}={value!r} on {self.visited[-1]}")

    async def _go(self, request: httpx.Request, *, policy: list[str] | None = None) -> None:
        """Follow every redirect, as long as the policy of the form that began it allows it."""
        page_origin = _origin(httpx.URL(self.visited[-1])) if self.visited else ""
        self.visited = []
        upcoming: httpx.Request | None = request
        while upcoming is not None:
            if len(self.visited) > MAX_REDIRECTS:
                raise LookupError(f"redirected in circles, last to {upcoming.url}")
            if policy is not None and not _allows(policy, page_origin, upcoming.url):
                raise LookupError(f"form-action {policy} of the page forbids {upcoming.url}")
            self.visited.append(str(upcoming.url))
            self._response = await self._client.send(upcoming)
            upcoming = self._response.next_request


def _form_action(response: httpx.Response) -> list[str] | None:
    """Read where the page's forms may lead (CSP Level 3 section 6.4.1)."""
    for directive in response.headers.get("content-security-policy", "").split(";"):
        name, *sources = directive.split() or [""]
        if name == "form-action":
            return sources
    return None


def _allows(policy: list[str], page_origin: str, url: httpx.URL) -> bool:
    """Tell whether a form may lead there; Chromium asks this of each redirect as well."""
    allowed = {page_origin if source == "'self'" else source.rstrip("/") for source in policy}
    return bool(allowed & {"*", f"{url.scheme}:", _origin(url)})


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}"
