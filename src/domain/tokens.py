"""The claims of the two tokens and of userinfo (RFC 9068, OpenID Connect Core section 2)."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.access_token import AccessToken
from domain.claims import Claims, Portrait
from domain.claims_request import ACR
from domain.client import Client
from domain.errors import InvalidToken
from domain.grant import Grant
from domain.policy.claim_rules import Place
from domain.scope import format_scope
from domain.signing_algorithm import SigningAlgorithm

ACCESS_TOKEN_TYPE = "at+jwt"
ID_TOKEN_TYPE = "JWT"
LOGOUT_TOKEN_TYPE = "logout+jwt"
_LOGOUT_LIFETIME = timedelta(minutes=2)
_LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


def seconds(moment: datetime) -> int:
    """NumericDate: whole seconds since the epoch (RFC 7519 section 2)."""
    return int(moment.timestamp())


def at_hash(access_token: str, algorithm: SigningAlgorithm) -> str:
    """Left half of the ID token's hash, base64url (OpenID Connect Core section 3.1.3.6)."""
    whole = algorithm.digest(access_token.encode())
    return urlsafe_b64encode(whole[: len(whole) // 2]).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenProfile:
    """What is the same in every token of this provider.

    ``audience`` is that of access tokens of clients without one of their own, ``lifetime`` that
    of both tokens. No claim about a person can replace one of the protocol.
    """

    issuer: str
    audience: str
    lifetime: timedelta

    def check_audience(self, token: AccessToken, client: Client) -> None:
        """Raise :class:`InvalidToken` for a token that is not for the services of its client."""
        if token.audience not in {self.audience, client.audience}:
            raise InvalidToken(reason="wrong aud")

    def access_token(self, grant: Grant, portrait: Portrait, *, jti: str, now: datetime) -> Claims:
        """Give the claims of an access token (RFC 9068 section 2.2)."""
        protocol = {
            "iss": self.issuer,
            "aud": portrait.client.audience or self.audience,
            "sub": grant.subject,
            "client_id": grant.client_id,
            "scope": format_scope(grant.scope),
            "jti": jti,
            "iat": seconds(now),
            "exp": seconds(now + self.lifetime),
        }
        return _join(protocol, portrait.claims(grant.scope, Place.ACCESS_TOKEN))

    def introspection(self, token: AccessToken, grant: Grant, portrait: Portrait) -> Claims:
        """Give what a resource server is told (RFC 7662 section 2.2): the roles as of now."""
        claims = self.access_token(grant, portrait, jti=token.jti, now=token.issued_at)
        of_token = {"aud": token.audience, "exp": seconds(token.expires_at)}
        return _join({"active": True, "token_type": "Bearer"}, {**claims, **of_token})

    def refresh_introspection(self, grant: Grant, expires_at: datetime) -> Claims:
        """Give what a client is told of its own refresh token (RFC 7662 section 2.2)."""
        return {
            "active": True,
            "iss": self.issuer,
            "sub": grant.subject,
            "client_id": grant.client_id,
            "scope": format_scope(grant.scope),
            "exp": seconds(expires_at),
        }

    def id_token(
        self,
        grant: Grant,
        portrait: Portrait,
        *,
        nonce: str | None,
        access_token: str,
        now: datetime,
    ) -> Claims:
        """Give the claims of an ID token (OpenID Connect Core section 2)."""
        client = portrait.client
        protocol = {
            "iss": self.issuer,
            "aud": client.client_id,
            "sub": grant.subject,
            "iat": seconds(now),
            "exp": seconds(now + self.lifetime),
            "auth_time": seconds(grant.auth_time),
            "acr": ACR,
            "sid": grant.sid,
            "at_hash": at_hash(access_token, client.id_token_signed_response_alg),
        }
        if nonce is not None:
            protocol["nonce"] = nonce
        asked = grant.claims.id_token
        return _join(protocol, portrait.claims(grant.scope, Place.ID_TOKEN, asked=asked))

    def logout_token(
        self, *, client_id: str, subject: str, sid: str, jti: str, now: datetime
    ) -> Claims:
        """Give the claims of a logout token (OpenID Connect Back-Channel Logout section 2.4)."""
        return {
            "iss": self.issuer,
            "aud": client_id,
            "sub": subject,
            "sid": sid,
            "iat": seconds(now),
            "exp": seconds(now + _LOGOUT_LIFETIME),
            "jti": jti,
            "events": {_LOGOUT_EVENT: {}},
        }

    def userinfo(self, grant: Grant, portrait: Portrait) -> Claims:
        """Give the claims of a userinfo response (OpenID Connect Core section 5.3.2)."""
        asked = grant.claims.userinfo
        about = portrait.claims(grant.scope, Place.USERINFO, asked=asked)
        return _join({"sub": grant.subject}, about)


def _join(protocol: Mapping[str, object], about: Claims) -> Claims:
    # The protocol's claims are written twice: first for the order, last for the value.
    return {**protocol, **about, **protocol}
