"""A person with a browser that has no scripts: follows applications to Discord and back."""

from ssl import SSLContext
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx

from demo.discord.members import CAPTAIN, SampleMember
from demo.html_page import Form, HtmlPage
from tests.e2e.http import NO_AUTHORITIES, PATIENCE

_MOST_STEPS = 25


class Person:
    """One browser and who sits at it; ``visited`` are the addresses it asked for, in order.

    It goes no further than an address that begins with one of ``ends_at``: nobody is there.
    ``trust`` is for a provider that speaks TLS.
    """

    def __init__(
        self,
        discord: str,
        member: SampleMember = CAPTAIN,
        ends_at: tuple[str, ...] = (),
        trust: SSLContext = NO_AUTHORITIES,
    ) -> None:
        self.member = member
        self.visited: list[str] = []
        self._ends_at = ends_at
        self._discord = discord
        self.http = httpx.Client(trust_env=False, timeout=PATIENCE, verify=trust)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.http.close()

    def open(self, url: str) -> httpx.Response:
        """Go to an address; sign in at Discord where that is asked, and give the last page."""
        self.visited.append(url)
        return self._onwards(self.http.get(url))

    def send(self, page: httpx.Response, form: Form, **fields: str) -> httpx.Response:
        """Send a form of a page, with these fields filled in, and go on from there."""
        address = urljoin(str(page.url), form.action)
        self.visited.append(address)
        values = form.fields | fields
        if form.method == "post":
            return self._onwards(self.http.post(address, data=values))
        return self._onwards(self.http.get(address, params=values))

    def press(self, page: httpx.Response, name: str, value: str = "") -> httpx.Response:
        """Press the one button of a page that has this name and value."""
        forms = HtmlPage(page.text).forms
        (form,) = [form for form in forms if (name, value) in form.buttons]
        return self.send(page, form, **{name: value})

    def _onwards(self, response: httpx.Response) -> httpx.Response:
        for _ in range(_MOST_STEPS):
            if response.has_redirect_location:
                url = urljoin(str(response.url), response.headers["location"])
                self.visited.append(url)
                if url.startswith(self._ends_at):
                    return response
                response = self.http.get(url)
            elif self._is_discord(response):
                (form,) = HtmlPage(response.text).forms[:1]
                address = urljoin(str(response.url), form.action)
                response = self.http.post(address, data=form.fields | {"user_id": self.member.id})
            else:
                return response
        raise AssertionError(f"redirected in circles: {self.visited}")

    def _is_discord(self, response: httpx.Response) -> bool:
        return response.is_success and str(response.url).startswith(self._discord)
