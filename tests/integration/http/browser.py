"""A browser with its cookies, and the client program behind the application it visits."""

from collections.abc import Mapping
from typing import Any

import httpx

from domain.pkce import CodeChallenge
from tests import builders
from tests.integration.http.harness import (
    AUTHORIZE,
    CALLBACK,
    CLIENT_ID,
    REDIRECT,
    SECRET,
    TOKEN,
    USERINFO,
    Provider,
    query_of,
    with_query,
)

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


def changed(base: Mapping[str, str], changes: Mapping[str, str | None]) -> dict[str, str]:
    """Give parameters with some replaced; None leaves one out."""
    return {name: value for name, value in {**base, **changes}.items() if value is not None}


def client_of(app: Any, base_url: str) -> httpx.AsyncClient:  # noqa: ANN401 - httpx and Litestar type ASGI differently
    """Give an HTTP client of an application."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=base_url)


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

    async def begin(self, **changes: str | None) -> str:
        """Set out for Discord, and give the state Discord was sent."""
        response = await self.authorize(**changes)
        assert response.status_code == 303, response.text
        return query_of(response.headers["location"])["state"]

    async def come_back(self, state: str, **parameters: str) -> httpx.Response:
        """Arrive at the callback."""
        answer = {"code": "discord-code", "state": state, **parameters}
        return await self.http.get(CALLBACK, params=answer)

    async def sign_in(self, **changes: str | None) -> httpx.Response:
        """Go to Discord and back; give the answer of the callback."""
        return await self.come_back(await self.begin(**changes))

    async def code(self, **changes: str | None) -> str:
        """Sign in, and give the code the application receives."""
        response = await self.sign_in(**changes)
        assert response.status_code == 303, response.text
        return query_of(response.headers["location"])["code"]

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
        response = await self.exchange(await self.code(**changes))
        assert response.status_code == 200, response.text
        return dict(response.json())

    async def userinfo(self, access_token: str) -> httpx.Response:
        """Ask who it is."""
        async with self.program() as http:
            return await http.get(USERINFO, headers={"Authorization": f"Bearer {access_token}"})

    def program(self) -> httpx.AsyncClient:
        """Give an HTTP client without cookies."""
        return client_of(self.provider.app, self.provider.issuer)
