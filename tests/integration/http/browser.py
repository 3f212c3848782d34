"""A browser with its cookies, and the client program behind the application it visits."""

from collections.abc import Mapping
from typing import Any

import httpx

from domain.pkce import CodeChallenge
from tests import builders
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import (
    AUTHORIZE,
    CALLBACK,
    CLIENT_ID,
    DISCORD,
    LOGOUT,
    REDIRECT,
    SECRET,
    TOKEN,
    USERINFO,
    Provider,
    query_of,
    with_query,
)
from tests.integration.http.page import Page
from tests.integration.http.refreshing_clients import REFRESHING

VERIFIER = builders.CODE_VERIFIER
CHALLENGE = CodeChallenge.of(VERIFIER).value
STATE, NONCE = "client-state-1", "client-nonce-1"
SCOPE = "openid profile email roles"

REQUEST: Mapping[str, str] = {
    "response_type": "code",
    "client_id": CLIENT_ID,
    "redirect_uri": REDIRECT,
    "scope": SCOPE,
    "state": STATE,
    "nonce": NONCE,
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
EXCHANGE: Mapping[str, str] = {
    "grant_type": "authorization_code",
    "redirect_uri": REDIRECT,
    "code_verifier": VERIFIER,
    "client_id": CLIENT_ID,
    "client_secret": SECRET,
}


def changed(base: Mapping[str, str | None], changes: Mapping[str, str | None]) -> dict[str, str]:
    """Give parameters with some replaced; None leaves one out."""
    return {name: value for name, value in {**base, **changes}.items() if value is not None}


def client_of(app: Any, base_url: str) -> httpx.AsyncClient:  # noqa: ANN401 - httpx and Litestar type ASGI differently
    """Give an HTTP client of an application."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=base_url)


def state_of(response: httpx.Response) -> str:
    """Give the state of an answer that leads to Discord."""
    assert response.status_code == 303, response.text
    assert response.headers["location"].startswith(DISCORD), response.headers["location"]
    return query_of(response.headers["location"])["state"]


def code_of(response: httpx.Response) -> str:
    """Give the code of an answer to the application."""
    assert response.status_code == 303, response.text
    return query_of(response.headers["location"])["code"]


class Browser:
    """Keeps cookies; follows no redirect on its own."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.http = self.program()

    async def authorize(self, **changes: str | None) -> httpx.Response:
        """Visit the authorization endpoint as the application sends it."""
        return await self.http.get(AUTHORIZE, params=changed(REQUEST, changes))

    async def authorize_raw(self, query: bytes) -> httpx.Response:
        """Visit the authorization endpoint with exactly this query."""
        async with client_of(with_query(self.provider.app, query), self.provider.issuer) as http:
            return await http.get(AUTHORIZE)

    @property
    def session(self) -> str | None:
        """The session cookie, if there is one."""
        return self.http.cookies.get(self.session_cookie)

    @property
    def session_cookie(self) -> str:
        """The name of the session cookie here."""
        prefix = "__Host-" if self.provider.issuer.startswith("https://") else ""
        return f"{prefix}guildpass_session"

    async def begin(self, **changes: str | None) -> str:
        """Set out for Discord, and give the state Discord was sent."""
        return state_of(await self.authorize(**changes))

    async def come_back(self, state: str, **parameters: str) -> httpx.Response:
        """Arrive at the callback."""
        answer = {"code": "discord-code", "state": state, **parameters}
        return await self.http.get(CALLBACK, params=answer)

    async def travel(self, response: httpx.Response) -> httpx.Response:
        """Go to Discord and back if the answer leads there; give what comes of it."""
        if response.headers.get("location", "").startswith(DISCORD):
            return await self.come_back(state_of(response))
        return response

    async def sign_in(self, **changes: str | None) -> httpx.Response:
        """Ask, by way of Discord where that is needed; give the answer."""
        return await self.travel(await self.authorize(**changes))

    async def sign_in_anew(self, **changes: str | None) -> httpx.Response:
        """Ask by prompt=login, press the button, and come back from Discord."""
        page = await self.asked(prompt="login", **changes)
        return await self.travel(await self.press(page, "Continue with Discord"))

    async def code(self, **changes: str | None) -> str:
        """Sign in, and give the code the application receives."""
        return code_of(await self.sign_in(**changes))

    async def follow(self, response: httpx.Response) -> httpx.Response:
        """Go where an answer leads, which is a page of ours."""
        assert response.status_code == 303, response.text
        location = response.headers["location"]
        assert location.startswith(f"{self.provider.issuer}/"), location
        return await self.http.get(location)

    async def asked(self, **changes: str | None) -> httpx.Response:
        """Ask, by way of Discord where that is needed, and give the page that is shown."""
        page = await self.follow(await self.sign_in(**changes))
        assert page.status_code == 200, page.text
        return page

    async def page_for(self, **changes: str | None) -> httpx.Response:
        """Ask, and give the page that is shown at once, without a trip."""
        page = await self.follow(await self.authorize(**changes))
        assert page.status_code == 200, page.text
        return page

    async def press(self, page: httpx.Response, label: str) -> httpx.Response:
        """Press a button of a page of ours."""
        form = Page(page).form
        assert form.method == "post"
        return await self.http.post(form.action, data={**form.fields, **form.buttons[label]})

    async def sign_out(self, **parameters: str | None) -> httpx.Response:
        """Visit the end session endpoint as an application sends it."""
        return await self.http.get(LOGOUT, params=changed(parameters, {}))

    async def asked_to_leave(self, **parameters: str | None) -> httpx.Response:
        """Ask to sign out where nothing proves the wish, and give the page that is shown."""
        page = await self.follow(await self.sign_out(**parameters))
        assert page.status_code == 200, page.text
        return page

    async def is_signed_in(self, **asked: str | None) -> bool:
        """Tell whether an application would be answered without a question."""
        answer = query_of((await self.authorize(prompt="none", **asked)).headers["location"])
        assert "code" in answer or answer["error"] == "login_required", answer
        return "code" in answer

    async def exchange(
        self, code: str, headers: Mapping[str, str] | None = None, /, **changes: str | None
    ) -> httpx.Response:
        """Exchange a code; the client authenticates in the body unless that is changed."""
        form = changed(EXCHANGE, {"code": code, **changes})
        # A client program has no cookies of the person.
        async with self.program() as http:
            return await http.post(TOKEN, data=form, headers=headers)

    async def tokens(self, **changes: str | None) -> dict[str, Any]:
        """Sign in, and give the token response."""
        return await self.redeem(await self.sign_in(**changes), **changes)

    async def redeem(self, answer: httpx.Response, **asked: str | None) -> dict[str, Any]:
        """Exchange the code of an answer as the client that asked, and give the tokens."""
        client_id = asked.get("client_id") or CLIENT_ID
        client = {
            "client_id": client_id,
            "client_secret": REFRESHING[client_id].get("client_secret"),
            "redirect_uri": asked.get("redirect_uri") or REDIRECT,
        }
        response = await self.exchange(code_of(answer), **client)
        assert response.status_code == 200, response.text
        return dict(response.json())

    async def told(self, answer: httpx.Response, **asked: str | None) -> dict[str, Any]:
        """Redeem an answer, and give the claims of the ID token."""
        return claims_of((await self.redeem(answer, **asked))["id_token"])

    async def userinfo(self, access_token: str) -> httpx.Response:
        """Ask who it is."""
        async with self.program() as http:
            return await http.get(USERINFO, headers={"Authorization": f"Bearer {access_token}"})

    def program(self) -> httpx.AsyncClient:
        """Give an HTTP client without cookies."""
        return client_of(self.provider.app, self.provider.issuer)
