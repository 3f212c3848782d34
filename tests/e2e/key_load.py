"""People who sign in without a pause, and services that verify what they were given."""

import time
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx
import jwt

from tests.e2e.browser import Browser
from tests.e2e.http import http_client
from tests.e2e.relying_party import relying_party
from tests.e2e.world import AUDIENCE, DASHBOARD


@dataclass
class Load:
    """Counts what went well; whatever does not raises."""

    issuer: str
    session_ttl: float
    issued: list[tuple[str, str, float]] = field(default_factory=list)
    verified: int = 0

    @property
    def kids(self) -> set[str]:
        """The keys that signed anything."""
        return {jwt.get_unverified_header(token)["kid"] for token, _, _ in self.issued}

    async def sign_in_again_and_again(self) -> None:
        """Be a person, and then another."""
        while True:
            async with relying_party(self.issuer) as application, Browser() as browser:
                tokens = await application.sign_in(browser)
                header = {"Authorization": f"Bearer {tokens['access_token']}"}
                who = await browser.http.get(f"{self.issuer}/userinfo", headers=header)
                assert who.status_code == 200
            now = time.time()
            for name, audience in (("access_token", AUDIENCE), ("id_token", DASHBOARD)):
                self.issued.append((tokens[name], audience, now))

    async def verify_again_and_again(self) -> None:
        """Be a service that asks whichever worker takes its connection for the keys."""
        while True:
            before = time.time()
            keys = await self._keys()
            for token, audience, at in list(self.issued):
                # An ID token serves as a hint for as long as the session lasts.
                if before < at + self.session_ttl:
                    self._verify(token, audience, keys)
            await anyio.sleep(0.05)

    async def keys_of_the_next_worker(self) -> set[str]:
        """Give the kids somebody is shown now."""
        return set(await self._keys())

    async def _keys(self) -> dict[str, Any]:
        async with http_client() as http:
            response: httpx.Response = await http.get(f"{self.issuer}/jwks.json")
        assert response.status_code == 200
        return {key["kid"]: jwt.PyJWK(key) for key in response.json()["keys"]}

    def _verify(self, token: str, audience: str, keys: dict[str, Any]) -> None:
        kid = jwt.get_unverified_header(token)["kid"]
        assert kid in keys, "a token that lives cannot be verified by the published keys"
        jwt.decode(
            token, keys[kid], algorithms=["RS256"], audience=audience, options={"verify_exp": False}
        )
        self.verified += 1
