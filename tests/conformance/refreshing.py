"""Refresh tokens: how a client comes by one, and how it uses it."""

from dataclasses import dataclass
from typing import Any

import httpx

from tests.conformance.checks.tokens import check_refresh_token, check_token_response
from tests.conformance.clients import FIRST, StaticClient
from tests.conformance.module import Module, SignedIn, code_challenge, random_text

OFFLINE = "openid offline_access"


@dataclass(frozen=True, kw_only=True)
class Offline:
    """A client that holds a refresh token; the access token is the last it was given."""

    module: Module
    client: StaticClient
    signed_in: SignedIn
    refresh_token: str
    access_token: str

    def refresh(self, scope: str | None = None) -> httpx.Response:
        """Use the refresh token."""
        return refresh(self.module, self.client, self.refresh_token, scope)

    def refreshed(self, scope: str | None = None) -> "Offline":
        """Use the refresh token, which has to work, and give what the client holds then."""
        tokens = check_token_response(self.refresh(scope), self.module.warn)
        return self.holding(tokens)

    def holding(self, tokens: dict[str, Any]) -> "Offline":
        """Give the client with the tokens of a later answer."""
        return Offline(
            module=self.module,
            client=self.client,
            signed_in=self.signed_in,
            refresh_token=check_refresh_token(tokens),
            access_token=tokens["access_token"],
        )

    def userinfo_status(self) -> int:
        """Give the status of userinfo for the access token."""
        return self.module.ask_userinfo(self.access_token).status_code

    def introspection(self, token: str | None = None) -> dict[str, Any]:
        """Give what the client is told of a token; of the access token, if none is named."""
        return introspection(self.module, self.client, token or self.access_token)

    def revoke(self, token: str, **more: str) -> httpx.Response:
        """Revoke a token as this client."""
        return revoke(self.module, self.client, token, **more)


def refresh(
    module: Module, client: StaticClient, refresh_token: str, scope: str | None = None
) -> httpx.Response:
    """Use a refresh token as a client, its own or not."""
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    return module.send_as(client, "token_endpoint", form | ({"scope": scope} if scope else {}))


def revoke(module: Module, client: StaticClient, token: str, **more: str) -> httpx.Response:
    """Revoke a token as a client, its own or not."""
    return module.send_as(client, "revocation_endpoint", {"token": token, **more})


def introspection(module: Module, client: StaticClient, token: str, **more: str) -> dict[str, Any]:
    """Give what a client is told of a token."""
    response = module.send_as(client, "introspection_endpoint", {"token": token, **more})
    assert response.status_code == httpx.codes.OK, response.text
    assert "no-store" in response.headers["cache-control"]
    answer: dict[str, Any] = response.json()
    return answer


def sign_in_for_good(module: Module, client: StaticClient = FIRST, **changes: str) -> Offline:
    """Sign somebody in, with PKCE, at a client that asks for a refresh token."""
    verifier = random_text(128)
    request = module.request(
        client,
        **{"scope": OFFLINE, **changes},
        code_challenge=code_challenge(verifier),
        code_challenge_method="S256",
    )
    arrival = module.authorize(request)
    return held(module, client, module.complete(arrival, request, client, code_verifier=verifier))


def held(module: Module, client: StaticClient, signed_in: SignedIn) -> Offline:
    """Give what a client holds after a sign-in that brought a refresh token."""
    return Offline(
        module=module,
        client=client,
        signed_in=signed_in,
        refresh_token=check_refresh_token(signed_in.tokens),
        access_token=signed_in.tokens["access_token"],
    )
