"""An application that signs people in with Authlib, and checks ID tokens with it and joserfc."""

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Any, cast

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet

from demo.dashboard.authlib_client import AsyncOAuth2Client, CodeIDToken
from demo.discord.members import CAPTAIN, SampleMember
from tests.e2e.browser import Browser
from tests.e2e.http import NO_AUTHORITIES, PATIENCE
from tests.e2e.world import DASHBOARD, DASHBOARD_SECRET, REDIRECT_URI

DISCOVERY = "/.well-known/openid-configuration"
SCOPE = "openid profile email roles"
_LEEWAY = 10


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What the application keeps while the person is away."""

    url: str
    state: str
    nonce: str
    code_verifier: str


@dataclass(frozen=True, kw_only=True)
class Registration:
    """How the application is registered."""

    client_id: str = DASHBOARD
    client_secret: str | None = field(default=DASHBOARD_SECRET, repr=False)
    auth_method: str = "client_secret_basic"
    redirect_uri: str = REDIRECT_URI


class RelyingParty:
    """One application at one provider, all of whose addresses it takes from discovery."""

    def __init__(self, registration: Registration, client: Any, metadata: dict[str, Any]) -> None:  # noqa: ANN401 - Authlib has no types
        self._registration = registration
        self._client = client
        self.metadata = metadata

    def begin(self, scope: str | None = None, **parameters: str) -> Attempt:
        """Make an authorization request with state, nonce and PKCE."""
        # Bytes that survive only where nothing is normalised on the way.
        state = f"{secrets.token_urlsafe()} %2B+&=\N{SNOWMAN}"
        nonce = f"{secrets.token_urlsafe()} \N{LATIN SMALL LETTER E WITH ACUTE}"
        code_verifier = secrets.token_urlsafe(48)
        url, _ = self._client.create_authorization_url(
            self.metadata["authorization_endpoint"],
            state=state,
            nonce=nonce,
            code_verifier=code_verifier,
            scope=scope or self._client.scope,
            **parameters,
        )
        return Attempt(url=url, state=state, nonce=nonce, code_verifier=code_verifier)

    async def redeem(self, attempt: Attempt, answer: str) -> dict[str, Any]:
        """Check the answer's state and exchange its code; Authlib raises what is wrong."""
        token = await self._client.fetch_token(
            self.metadata["token_endpoint"],
            authorization_response=answer,
            state=attempt.state,
            code_verifier=attempt.code_verifier,
        )
        return dict(token)

    async def sign_in(
        self, browser: Browser, member: SampleMember = CAPTAIN, scope: str | None = None
    ) -> dict[str, Any]:
        """Send a person round and give the token response."""
        attempt = self.begin(scope)
        return await self.redeem(attempt, await browser.sign_in(attempt.url, member))

    async def refresh(self, refresh_token: str | None = None) -> dict[str, Any]:
        """Use a refresh token, the one got last if none is given; Authlib raises what is wrong."""
        url = self.metadata["token_endpoint"]
        return dict(await self._client.refresh_token(url, refresh_token=refresh_token))

    async def revoke(self, token: str) -> httpx.Response:
        """End a token."""
        url = self.metadata["revocation_endpoint"]
        return cast("httpx.Response", await self._client.revoke_token(url, token=token))

    async def introspect(self, token: str) -> dict[str, Any]:
        """Ask whether a token is alive."""
        url = self.metadata["introspection_endpoint"]
        response = await self._client.introspect_token(url, token=token)
        return dict(response.raise_for_status().json())

    async def verified(self, token: Mapping[str, Any], nonce: str | None) -> dict[str, Any]:
        """Give the claims of the ID token after every check its audience has to make.

        That of a refresh carries no ``nonce`` (OpenID Connect Core section 12.2).
        """
        keys = KeySet.import_key_set(cast("Any", await self._json(self.metadata["jwks_uri"])))
        decoded = jwt.decode(token["id_token"], keys, algorithms=["RS256"])
        client_id = self._registration.client_id
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            options={
                "iss": {"essential": True, "value": self.metadata["issuer"]},
                "aud": {"essential": True, "value": client_id},
                "nonce": {"essential": nonce is not None, "value": nonce},
            },
            params={
                "nonce": nonce,
                "client_id": client_id,
                "access_token": token["access_token"],
            },
        )
        claims.validate(leeway=_LEEWAY)
        return dict(decoded.claims)

    async def userinfo(self) -> httpx.Response:
        """Ask who it is, with the token got last."""
        return cast("httpx.Response", await self._client.get(self.metadata["userinfo_endpoint"]))

    async def ask(self, endpoint: str, **form: str) -> httpx.Response:
        """Post a form to an endpoint of discovery, authenticated in the body."""
        client_id, secret = self._registration.client_id, self._registration.client_secret
        credentials = {"client_id": client_id, **({"client_secret": secret} if secret else {})}
        response = await self._client.request(
            "POST", self.metadata[endpoint], data=form | credentials, withhold_token=True
        )
        return cast("httpx.Response", response)

    async def _json(self, url: str) -> dict[str, Any]:
        response = await self._client.request("GET", url, withhold_token=True)
        return dict(response.raise_for_status().json())


@asynccontextmanager
async def relying_party(
    issuer: str,
    registration: Registration | None = None,
    *,
    trust: SSLContext = NO_AUTHORITIES,
    scope: str = SCOPE,
) -> AsyncIterator[RelyingParty]:
    """Discover the provider and give an application that uses it."""
    registration = registration or Registration()
    client = AsyncOAuth2Client(
        client_id=registration.client_id,
        client_secret=registration.client_secret,
        token_endpoint_auth_method=registration.auth_method,
        redirect_uri=registration.redirect_uri,
        scope=scope,
        code_challenge_method="S256",
        trust_env=False,
        timeout=PATIENCE,
        verify=trust,
    )
    async with client:
        response = await client.request("GET", issuer + DISCOVERY, withhold_token=True)
        metadata = response.raise_for_status().json()
        assert metadata["issuer"] == issuer
        yield RelyingParty(registration, client, metadata)
