"""The errors of the protocol, one class for each registered code.

::

    OAuthError
    ├── InvalidRequest              RFC 6749 4.1.2.1, 5.2; RFC 6750 3.1
    ├── InvalidClient               RFC 6749 5.2
    │   └── UnregisteredClient
    ├── InvalidGrant                RFC 6749 5.2
    │   └── RefreshTokenReused      RFC 9700 4.14.2
    ├── UnauthorizedClient          RFC 6749 5.2
    ├── UnsupportedGrantType        RFC 6749 5.2
    ├── UnsupportedResponseType     RFC 6749 4.1.2.1
    ├── InvalidScope                RFC 6749 4.1.2.1, 5.2
    ├── AccessDenied                RFC 6749 4.1.2.1
    ├── ServerError                 RFC 6749 4.1.2.1
    ├── TemporarilyUnavailable      RFC 6749 4.1.2.1
    ├── LoginRequired               OpenID Connect Core 3.1.2.6
    │   └── SomebodyElse            OpenID Connect Core 3.1.2.2
    ├── InteractionRequired         OpenID Connect Core 3.1.2.6
    ├── ConsentRequired             OpenID Connect Core 3.1.2.6
    ├── UnmetAuthenticationRequirements
    │                               OpenID Connect Core Error Code 2
    ├── RequestNotSupported         OpenID Connect Core 3.1.2.6
    ├── RequestUriNotSupported      OpenID Connect Core 3.1.2.6
    ├── RegistrationNotSupported    OpenID Connect Core 3.1.2.6
    ├── UnsupportedTokenType        RFC 7009 2.2.1
    ├── InvalidToken                RFC 6750 3.1
    └── InsufficientScope           RFC 6750 3.1

``description`` is public and constant, so that it tells nobody which of several reasons it
was; ``reason`` says exactly that, and is for the log alone, as is ``sub``, the person it is about
where that is known.
"""

from typing import ClassVar


class OAuthError(Exception):
    """An answer of the protocol: ``error``, ``error_description``, and a reason for the log."""

    error: ClassVar[str]
    description: str

    def __init__(
        self, description: str | None = None, *, reason: str = "", sub: str | None = None
    ) -> None:
        super().__init__(self.error)
        self.description = description or self.description
        self.reason = reason or self.description
        self.sub = sub


class InvalidRequest(OAuthError):
    """A parameter is missing, repeated, too long or malformed (RFC 6749 section 4.1.2.1)."""

    error = "invalid_request"
    description = "The request is malformed."


class InvalidClient(OAuthError):
    """Client authentication failed (RFC 6749 section 5.2)."""

    error = "invalid_client"
    description = "Client authentication failed."


class UnregisteredClient(InvalidClient):
    """As :class:`InvalidClient`; what was presented as client_id is whatever somebody typed."""


class InvalidGrant(OAuthError):
    """The code or refresh token is unknown, expired, used, ended, or another client's.

    RFC 6749 section 5.2.
    """

    error = "invalid_grant"
    description = "The code or refresh token is invalid, expired, already used or was ended."


class RefreshTokenReused(InvalidGrant):
    """As :class:`InvalidGrant`: two hold one token, so that its family ends (RFC 9700 4.14.2)."""


class UnauthorizedClient(OAuthError):
    """Not a grant type this client was registered for (RFC 6749 section 5.2)."""

    error = "unauthorized_client"
    description = "This client may not use this grant type."


class UnsupportedGrantType(OAuthError):
    """No such grant here (RFC 6749 section 5.2)."""

    error = "unsupported_grant_type"
    description = "This grant type is not supported."


class UnsupportedResponseType(OAuthError):
    """Only the authorization code is given (RFC 6749 section 4.1.2.1)."""

    error = "unsupported_response_type"
    description = "Only the response type code is supported."


class InvalidScope(OAuthError):
    """The scope is malformed, or nothing of it can be granted (RFC 6749 section 4.1.2.1)."""

    error = "invalid_scope"
    description = "The scope is malformed, or holds no scope that can be granted."


class AccessDenied(OAuthError):
    """The person, Discord or the guild's membership said no (RFC 6749 section 4.1.2.1)."""

    error = "access_denied"
    description = "The sign-in was refused."


class ServerError(OAuthError):
    """Something is wrong on our side, and waiting does not mend it (RFC 6749 section 4.1.2.1)."""

    error = "server_error"
    description = "The server could not complete the request."


class TemporarilyUnavailable(OAuthError):
    """Discord or the store cannot answer now (RFC 6749 section 4.1.2.1)."""

    error = "temporarily_unavailable"
    description = "The service cannot answer at the moment. Try again shortly."


class LoginRequired(OAuthError):
    """No answer without a sign-in of this person (OpenID Connect Core section 3.1.2.6)."""

    error = "login_required"
    description = "The person has to sign in."


class SomebodyElse(LoginRequired):
    """As :class:`LoginRequired`: not the person of id_token_hint or claims is signed in."""

    description = "Somebody else is signed in than the request asks for."


class InteractionRequired(OAuthError):
    """``prompt=none``, and Discord has to ask for more (OpenID Connect Core section 3.1.2.6)."""

    error = "interaction_required"
    description = "The person has to agree to something at Discord."


class ConsentRequired(OAuthError):
    """``prompt=none`` without remembered consent (OpenID Connect Core section 3.1.2.6)."""

    error = "consent_required"
    description = "The person has to agree to the sharing."


class UnmetAuthenticationRequirements(OAuthError):
    """An essential ``acr`` that is not ours (OpenID Connect Core Error Code, section 2)."""

    error = "unmet_authentication_requirements"
    description = "The acr that was asked for cannot be met."


class RequestNotSupported(OAuthError):
    """Request objects are not read (OpenID Connect Core section 3.1.2.6)."""

    error = "request_not_supported"
    description = "The request parameter is not supported."


class RequestUriNotSupported(OAuthError):
    """Request objects are not fetched (OpenID Connect Core section 3.1.2.6)."""

    error = "request_uri_not_supported"
    description = "The request_uri parameter is not supported."


class RegistrationNotSupported(OAuthError):
    """Nobody registers in passing (OpenID Connect Core section 3.1.2.6)."""

    error = "registration_not_supported"
    description = "The registration parameter is not supported."


class UnsupportedTokenType(OAuthError):
    """A token that nobody can end, an ID token say (RFC 7009 section 2.2.1)."""

    error = "unsupported_token_type"
    description = "Only access tokens and refresh tokens can be revoked."


class InvalidToken(OAuthError):
    """The access token is malformed, expired, ended or not ours (RFC 6750 section 3.1)."""

    error = "invalid_token"
    description = "The access token is invalid, expired or was ended."


class InsufficientScope(OAuthError):
    """The access token lacks ``openid`` (RFC 6750 section 3.1)."""

    error = "insufficient_scope"
    description = "The access token does not have the scope openid."
