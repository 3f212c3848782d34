"""OpenID Connect relying party: everything the dashboard says to its provider."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from demo.dashboard.authlib_client import AsyncOAuth2Client, CodeIDToken, OAuthError
from demo.dashboard.config import DashboardConfig
from demo.dashboard.sign_in import Attempt, Claims, Session, SignInRefusedError, Token

ALGORITHMS = ("RS256",)
LEEWAY = 30
TIMEOUT = 10.0


class RelyingParty:
    """One application at one provider, which it knows by discovery."""

    def __init__(self, config: DashboardConfig) -> None:
        self._config = config
        self._metadata: Claims = {}

    async def authorization_url(self, attempt: Attempt, state: str) -> str:
        """Give the address at the provider to send the person to."""
        async with self._client() as client:
            metadata = await self._discover(client)
            url, _ = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=state,
                nonce=attempt.nonce,
                code_verifier=attempt.code_verifier,
            )
        return str(url)

    async def sign_in(self, attempt: Attempt, code: str) -> Session:
        """Turn the code into tokens, verify them, and ask who it is."""
        async with self._client() as client:
            metadata = await self._discover(client)
            token = await client.fetch_token(
                metadata["token_endpoint"], code=code, code_verifier=attempt.code_verifier
            )
            return await self._session(client, token, attempt.nonce)

    async def refresh(self, session: Session) -> Session:
        """Give the same sign-in with what is true of the person now (RFC 6749 section 6)."""
        async with self._client() as client:
            metadata = await self._discover(client)
            token = await client.refresh_token(
                metadata["token_endpoint"], refresh_token=session.refresh_token
            )
            refreshed = await self._session(client, token, nonce=None)
        if refreshed.id_token.claims["sub"] != session.id_token.claims["sub"]:
            raise SignInRefusedError("subject_mismatch", "The refresh is about another person.")
        return refreshed

    async def revoke(self, session: Session) -> None:
        """Give the refresh token back, which ends its access tokens too (RFC 7009 section 2)."""
        async with self._client() as client:
            metadata = await self._discover(client)
            response = await client.revoke_token(
                metadata["revocation_endpoint"], token=session.refresh_token
            )
            response.raise_for_status()

    async def _session(
        self, client: AsyncOAuth2Client, token: Claims, nonce: str | None
    ) -> Session:
        """Verify both tokens, and ask who it is."""
        jwks = await _json(client, self._metadata["jwks_uri"], withhold_token=True)
        keys = KeySet.import_key_set(cast("Any", jwks))
        id_token = self._verified_id_token(token, keys, nonce)
        access_token = self._verified_access_token(token["access_token"], keys)
        userinfo = await _json(client, self._metadata["userinfo_endpoint"])
        if not id_token.claims["sub"] == access_token.claims["sub"] == userinfo.get("sub"):
            raise SignInRefusedError("subject_mismatch", "The tokens are about different people.")
        return Session(
            id_token=id_token,
            access_token=access_token,
            userinfo=userinfo,
            refresh_token=token["refresh_token"],
        )

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[Any]:
        """Open a client for one exchange; its failures come out as a refused sign-in."""
        client = AsyncOAuth2Client(
            client_id=self._config.client_id,
            client_secret=self._config.client_secret,
            redirect_uri=self._config.redirect_uri,
            scope=self._config.scope,
            code_challenge_method="S256",
            timeout=TIMEOUT,
            trust_env=False,
        )
        try:
            async with client:
                yield client
        except OAuthError as error:
            raise SignInRefusedError(str(error.error), str(error.description)) from error
        except httpx.HTTPError as error:
            description = f"Guildpass gave no usable answer. {error}"
            raise SignInRefusedError("provider_unavailable", description) from error
        except (JoseError, ValueError, KeyError) as error:
            raise SignInRefusedError("invalid_token", str(error)) from error

    async def _discover(self, client: AsyncOAuth2Client) -> Claims:
        """Fetch the provider's metadata once (OpenID Connect Discovery section 4)."""
        if not self._metadata:
            address = f"{self._config.issuer}/.well-known/openid-configuration"
            metadata = await _json(client, address, withhold_token=True)
            if metadata.get("issuer") != self._config.issuer:
                raise SignInRefusedError("issuer_mismatch", "Discovery names another provider.")
            self._metadata = metadata
        return self._metadata

    def _verified_id_token(self, token: Claims, keys: KeySet, nonce: str | None) -> Token:
        """Check the ID token as its audience (OpenID Connect Core sections 3.1.3.7 and 12.2)."""
        decoded = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            options={
                "iss": {"essential": True, "value": self._config.issuer},
                "aud": {"essential": True, "value": self._config.client_id},
            },
            params={
                "nonce": nonce,
                "client_id": self._config.client_id,
                "access_token": token["access_token"],
            },
        )
        claims.validate(leeway=LEEWAY)
        return Token(header=decoded.header, claims=decoded.claims)

    def _verified_access_token(self, token: str, keys: KeySet) -> Token:
        """Check the access token as a service behind the dashboard would (RFC 9068 section 4)."""
        decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
        if decoded.header.get("typ") != "at+jwt":
            raise SignInRefusedError("invalid_token", "The access token is of another type.")
        jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": self._config.issuer},
            aud={"essential": True, "value": self._config.audience},
            exp={"essential": True},
        ).validate(decoded.claims)
        return Token(header=decoded.header, claims=decoded.claims)


async def _json(client: AsyncOAuth2Client, url: str, *, withhold_token: bool = False) -> Claims:
    """Fetch a JSON object."""
    response = await client.request("GET", url, withhold_token=withhold_token)
    response.raise_for_status()
    body = response.json()
    if not isinstance(body, dict):
        raise SignInRefusedError("invalid_response", "The provider sent no JSON object.")
    return body
