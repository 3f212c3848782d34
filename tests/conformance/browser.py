"""A person's browser: cookies, redirects, buttons; it stops where the application would be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import httpx

from demo.discord.members import CAPTAIN
from tests.conformance.markup import FORM_TYPE, Form, Page
from tests.conformance.world import World

_MOST_STEPS = 20
# Proxies take no more.
_LONGEST_ADDRESS = 8_000
# RFC 3986 section 2: what httpx would mend by itself.
_ADDRESS = re.compile(r"([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_FORGET_THE_FORM = (httpx.codes.FOUND, httpx.codes.SEE_OTHER)
SIGN_IN_PAGE = "/auth/sign-in"
CONSENT_PAGE = "/auth/consent"
LOGOUT_PAGE = "/auth/logout"
SIGNED_OUT_PAGE = "/auth/signed-out"
DISCORD_PAGE = "/oauth2/authorize"
# What the person does, by the path of the page.
_PRESSED = {
    DISCORD_PAGE: ("user_id", CAPTAIN.id),
    SIGN_IN_PAGE: ("answer", "continue"),
    CONSENT_PAGE: ("answer", "allow"),
    LOGOUT_PAGE: ("answer", "sign-out"),
}


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What reaches the application: a GET, or a form by POST."""

    method: str
    url: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def query(self) -> dict[str, str]:
        """The parameters in the address; none may stand twice."""
        return once_each(parse_qsl(httpx.URL(self.url).query.decode(), keep_blank_values=True))


def once_each(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Give the pairs by name, of which none may stand twice."""
    assert len(dict(pairs)) == len(pairs), pairs
    return dict(pairs)


class Browser:
    """One browser of one person, who signs in, agrees to everything, and signs out if asked.

    ``seen`` are the paths of the pages that waited for the person, in order.
    """

    def __init__(self, world: World) -> None:
        self._http = world.http_client()
        self._inside = (world.issuer, world.discord)
        self.seen: list[str] = []
        self._left: Page | None = None
        self._kept = httpx.Cookies()

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def keep_cookies(self) -> None:
        """Put all cookies aside, as whoever copied them has them."""
        self._kept = httpx.Cookies(self._http.cookies)

    @property
    def cookies_lost(self) -> set[str]:
        """The names of cookies that were put aside, and that it has no more."""
        return {cookie.name for cookie in self._kept.jar} - set(self._http.cookies)

    def put_back_cookies(self) -> None:
        """Have again the cookies that were put aside."""
        self._http.cookies = self._kept

    def forget_cookies(self) -> None:
        """Lose all cookies, as another browser of the same person."""
        self._http.cookies.clear()

    def open(self, url: str) -> Arrival | Page:
        """Type an address, and press what there is to press up to the application."""
        return self._walk(self._http.build_request("GET", url))

    def sent_by_form(self, url: str, fields: Mapping[str, str]) -> Arrival | Page:
        """Submit a form of another site; that carries no Lax cookie."""
        request = self._http.build_request("POST", url, data=dict(fields))
        request.headers.pop("cookie", None)
        return self._walk(request)

    def _walk(self, request: httpx.Request) -> Arrival | Page:
        upcoming: httpx.Request | Arrival | Page = request
        self._left = None
        for _ in range(_MOST_STEPS):
            if not isinstance(upcoming, httpx.Request):
                return upcoming
            response = self._http.send(upcoming)
            upcoming = self._next(upcoming, response)
        raise AssertionError(f"led in circles, last to {request.url}")

    def _next(
        self, request: httpx.Request, response: httpx.Response
    ) -> httpx.Request | Arrival | Page:
        if response.has_redirect_location:
            repeats = request.method == "POST" and response.status_code not in _FORGET_THE_FORM
            assert not repeats, f"{response.status_code} would send the form on"
            location = response.headers["location"]
            assert _ADDRESS.fullmatch(location), location
            target = str(response.url.join(location))
            assert len(target) < _LONGEST_ADDRESS
            if not self._is_inside(target):
                # Chromium holds the redirects after a form against the page of the form.
                assert self._left is None or self._left.lets_forms_go_to(target)
                return Arrival(method="GET", url=target)
            return self._http.build_request("GET", target)
        page = Page(response)
        if page.submits_itself:
            return _submitted(page)
        return self._pressed(page)

    def _pressed(self, page: Page) -> httpx.Request | Page:
        button = _PRESSED.get(page.url.path)
        if page.status != httpx.codes.OK or button is None:
            return page
        self.seen.append(page.url.path)
        self._left = page
        (form,) = [form for form in page.forms if button in form.buttons]
        assert form.method == "post"
        url = str(page.url.join(form.action))
        assert self._is_inside(url), url
        fields = {**form.fields, button[0]: button[1]}
        return self._http.build_request("POST", url, data=fields)

    def _is_inside(self, url: str) -> bool:
        return any(url.startswith(f"{origin}/") for origin in self._inside)


def _submitted(page: Page) -> Arrival:
    """Do what the script of the page does: send its one form."""
    (form,) = page.forms
    _check_form(page, form)
    return Arrival(method="POST", url=form.action, fields=form.fields)


def _check_form(page: Page, form: Form) -> None:
    assert form.method == "post"
    assert form.enctype == FORM_TYPE
    assert page.status == httpx.codes.OK
    assert page.lets_forms_go_to(form.action), "form-action forbids the application"
