"""Applications at work without a pause, whatever happens to the rules meanwhile."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx
import jwt

from demo.discord.members import CAPTAIN, DRIVER
from tests.e2e.browser import Browser, location_of
from tests.e2e.http import http_client
from tests.e2e.policy_versions import SECRET
from tests.e2e.relying_party import Registration, RelyingParty, relying_party
from tests.e2e.world import DASHBOARD, REDIRECT_URI

SCOPE = "openid profile groups offline_access"


def version_of(tokens: dict[str, Any]) -> int:
    """Give the one version that a token response is of."""
    told = [
        jwt.decode(tokens[name], options={"verify_signature": False})["version"]
        for name in ("id_token", "access_token")
    ]
    assert told[0] == told[1], f"a token response of two versions: {told}"
    return int(told[0])


_USES_OF_ONE = 10


@dataclass
class Load:
    """Counts what was answered; whatever should not happen raises.

    ``versions`` are those that token responses were of, and ``of_drivers`` those of drivers.
    """

    issuer: str
    secret: str = field(default=SECRET, repr=False)
    answered: Counter[str] = field(default_factory=Counter)
    versions: list[int] = field(default_factory=list)
    of_drivers: set[int] = field(default_factory=set)

    @property
    def total(self) -> int:
        """All that was answered."""
        return self.answered.total()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Let everybody work until the block ends."""
        async with anyio.create_task_group() as group:
            for work in (self._sign_in, self._refresh, self._ask, self._drive):
                group.start_soon(work)
            yield
            group.cancel_scope.cancel()

    async def _sign_in(self) -> None:
        while True:
            await self._tokens()

    async def _refresh(self) -> None:
        tokens = await self._tokens()
        while True:
            form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
            # On a connection of its own, so that any worker may take it.
            async with http_client() as http:
                response = await self._post(http, "/oauth/token", form)
            tokens = self._good("refresh", response)
            self.versions.append(version_of(tokens))

    async def _ask(self) -> None:
        async with http_client() as kept:
            while True:
                # Anew before a hundred later sign-ins of one person have crowded it out.
                token = (await self._tokens())["access_token"]
                for _ in range(_USES_OF_ONE):
                    await self._use(kept, token)

    async def _use(self, kept: httpx.AsyncClient, token: str) -> None:
        header = {"Authorization": f"Bearer {token}"}
        self._good("userinfo", await kept.get(f"{self.issuer}/userinfo", headers=header))
        told = self._good(
            "introspect", await self._post(kept, "/oauth/introspect", {"token": token})
        )
        assert told["active"]

    async def _drive(self) -> None:
        """Come as somebody who is let in by some versions alone."""
        while True:
            async with self._party() as application, Browser() as browser:
                attempt = application.begin(SCOPE)
                response = await browser.open(attempt.url)
                response = await browser.choose(response, DRIVER)
                assert response.status_code in {303, 403}, response.text
                self.answered["driver"] += 1
                if response.status_code == httpx.codes.FORBIDDEN:
                    continue
                form = {
                    "grant_type": "authorization_code",
                    "code": httpx.URL(location_of(response)).params["code"],
                    "code_verifier": attempt.code_verifier,
                    "redirect_uri": REDIRECT_URI,
                }
                async with http_client() as http:
                    response = await self._post(http, "/oauth/token", form)
                # The gate may have closed between the two.
                assert response.status_code in {200, 400}, response.text
                if response.is_success:
                    self.of_drivers.add(version_of(response.json()))

    async def _tokens(self) -> dict[str, Any]:
        async with self._party() as application, Browser() as browser:
            tokens = await application.sign_in(browser, CAPTAIN, SCOPE)
        self.answered["sign-in"] += 1
        self.versions.append(version_of(tokens))
        return tokens

    def _party(self) -> AbstractAsyncContextManager[RelyingParty]:
        return relying_party(self.issuer, Registration(client_secret=self.secret))

    async def _post(
        self, http: httpx.AsyncClient, path: str, form: dict[str, str]
    ) -> httpx.Response:
        credentials = {"client_id": DASHBOARD, "client_secret": self.secret}
        return await http.post(self.issuer + path, data={**form, **credentials})

    def _good(self, what: str, response: httpx.Response) -> dict[str, Any]:
        assert response.status_code == 200, f"{what}: {response.status_code} {response.text}"
        self.answered[what] += 1
        return dict(response.json())
