"""What an application sends and reads: queries and bodies go out as they are written."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet

from demo.html_page import HtmlPage
from domain.metadata import AUTHORIZE_PATH, JWKS_PATH, TOKEN_PATH
from tests.apps.person import Person
from tests.e2e.http import NO_AUTHORITIES, PATIENCE

FORM = "application/x-www-form-urlencoded"
DISCOVERY = "/.well-known/openid-configuration"


class Wire:
    """The back channel of one application, and its way through a person's browser."""

    def __init__(self, issuer: str, person: Person) -> None:
        self.issuer = issuer
        self.person = person
        self._http = httpx.Client(trust_env=False, timeout=PATIENCE, verify=NO_AUTHORITIES)

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def discovery(self) -> dict[str, Any]:
        """Read the discovery document."""
        return dict(self.get(DISCOVERY).raise_for_status().json())

    def authorize(self, query: str) -> dict[str, str]:
        """Send a person to the authorization endpoint; give what the application is told."""
        answer = self.person.open(f"{self.issuer}{AUTHORIZE_PATH}?{query}")
        if answer.has_redirect_location:
            return dict(parse_qsl(urlsplit(answer.headers["location"]).query))
        (form,) = HtmlPage(answer.text).forms
        return form.fields

    def token(self, body: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Send a body to the token endpoint."""
        return self.post(TOKEN_PATH, body, headers)

    def post(
        self, path: str, body: str, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Send a form to a path of the provider, encoded already."""
        sent = {"content-type": FORM, **(headers or {})}
        return self._http.post(self.issuer + path, content=body.encode(), headers=sent)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Get a path of the provider."""
        return self._http.get(self.issuer + path, headers=headers)

    def claims(self, id_token: str) -> dict[str, Any]:
        """Give the claims of an ID token whose signature the published keys verify."""
        keys = KeySet.import_key_set(self.get(JWKS_PATH).raise_for_status().json())
        return dict(jwt.decode(id_token, keys, algorithms=["RS256"]).claims)
