"""Sign-in: one trip to the provider, and what it brought back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Claims = dict[str, Any]


class SignInRefusedError(Exception):
    """The person was not signed in; both texts may be shown to them."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(f"{error}: {description}")
        self.error = error
        self.description = description


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What has to be known again when the person comes back from the provider."""

    browser: str = field(repr=False)
    nonce: str = field(default_factory=secrets.token_urlsafe)
    code_verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A verified token, taken apart."""

    header: Claims
    claims: Claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who is signed in here; the refresh token leaves this application never."""

    id_token: Token
    access_token: Token
    userinfo: Claims
    refresh_token: str = field(repr=False)

    @property
    def name(self) -> str:
        """What to call them."""
        return str(self.userinfo.get("name", self.id_token.claims["sub"]))

    @property
    def initials(self) -> str:
        """Up to two letters that stand in for a picture."""
        letters = [word[0] for word in self.name.split() if word[0].isalnum()]
        return "".join(letters[:2]).upper()

    def as_json(self) -> Claims:
        """Give the session for machines to read."""
        return {
            "id_token": self.id_token.claims,
            "access_token": self.access_token.claims,
            "userinfo": self.userinfo,
            "headers": {
                "id_token": self.id_token.header,
                "access_token": self.access_token.header,
            },
        }


def authorization_code(issuer: str, response: Mapping[str, str]) -> str:
    """Read the provider's answer (RFC 6749 section 4.1.2, RFC 9207 section 2.4)."""
    if response.get("iss") != issuer:
        raise SignInRefusedError("issuer_mismatch", "The answer is not from our provider.")
    if error := response.get("error"):
        raise SignInRefusedError(error, response.get("error_description", ""))
    if not (code := response.get("code")):
        raise SignInRefusedError("invalid_response", "The provider sent no code.")
    return code
