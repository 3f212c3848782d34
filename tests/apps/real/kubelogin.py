"""kubelogin, as far as Guildpass sees it: with its arguments, what its public source would send.

Its libraries, of Go, write parameters in the order of their names, and a client without a secret
authenticates by Basic with an empty one at first.
"""

import re
import secrets
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from ssl import SSLContext
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet

from demo.html_page import HtmlPage
from tests.apps.person import Person
from tests.e2e.http import PATIENCE

LISTENS_AT = "http://localhost:8000"
_ARGUMENT = re.compile(r"^ +- --oidc-(?P<name>[a-z-]+)=(?P<value>\S+)$", re.MULTILINE)
_FORM = {"content-type": "application/x-www-form-urlencoded"}


class RefusedError(Exception):
    """The provider said no; the text is its ``error``."""


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """What it keeps on the disk, and the access token, which it throws away."""

    id_token: str
    refresh_token: str
    access_token: str


class Kubelogin:
    """The plugin on the machine of a person; ``kubeconfig`` has its arguments."""

    def __init__(self, kubeconfig: str, trust: SSLContext) -> None:
        arguments = _ARGUMENT.findall(kubeconfig)
        given = dict(arguments)
        self.issuer, self._client_id = given["issuer-url"], given["client-id"]
        extra = [value for name, value in arguments if name == "extra-scope"]
        self._scope = " ".join([*extra, "openid"])
        self._http = httpx.Client(trust_env=False, timeout=PATIENCE, verify=trust)
        found = self._http.get(f"{self.issuer}/.well-known/openid-configuration")
        self.metadata = found.raise_for_status().json()
        assert self.metadata["issuer"] == self.issuer
        assert "S256" in self.metadata["code_challenge_methods_supported"]

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def sign_in(self, person: Person) -> Tokens:
        """Send a person round, who agrees when asked."""
        state, nonce, verifier = _random(), _random(), _random()
        page = person.open(self.authorization_url(state, nonce, verifier))
        if not page.has_redirect_location:
            if not HtmlPage(page.text).forms:
                raise RefusedError("a page")
            page = person.press(page, "answer", "allow")
        answer = dict(parse_qsl(urlsplit(page.headers["location"]).query))
        if "error" in answer:
            raise RefusedError(answer["error"])
        assert answer["state"] == state
        return self._token(
            nonce,
            code=answer["code"],
            code_verifier=verifier,
            grant_type="authorization_code",
            redirect_uri=LISTENS_AT,
        )

    def refresh(self, tokens: Tokens) -> Tokens:
        """Get new tokens, as it does when the ID token has expired."""
        return self._token(None, grant_type="refresh_token", refresh_token=tokens.refresh_token)

    def authorization_url(self, state: str, nonce: str, verifier: str) -> str:
        """Give what its page at localhost sends the browser to."""
        query = {
            "access_type": "offline",
            "client_id": self._client_id,
            "code_challenge": _text(sha256(verifier.encode()).digest()),
            "code_challenge_method": "S256",
            "nonce": nonce,
            "redirect_uri": LISTENS_AT,
            "response_type": "code",
            "scope": self._scope,
            "state": state,
        }
        return f"{self.metadata['authorization_endpoint']}?{urlencode(query)}"

    def _token(self, nonce: str | None, **form: str) -> Tokens:
        endpoint = self.metadata["token_endpoint"]
        no_secret = b64encode(f"{self._client_id}:".encode()).decode()
        headers = {**_FORM, "authorization": f"Basic {no_secret}"}
        # It would try again without the header, and the refusal be in the log each time.
        response = self._http.post(endpoint, content=urlencode(form), headers=headers)
        if not response.is_success:
            raise RefusedError(response.json()["error"])
        return self._verified(response.json(), nonce)

    def _verified(self, answer: dict[str, str], nonce: str | None) -> Tokens:
        keys = self._http.get(self.metadata["jwks_uri"]).raise_for_status().json()
        algorithms = self.metadata["id_token_signing_alg_values_supported"]
        token = jwt.decode(answer["id_token"], KeySet.import_key_set(keys), algorithms=algorithms)
        assert token.claims["iss"] == self.issuer
        assert self._client_id in token.claims["aud"]
        assert nonce is None or token.claims["nonce"] == nonce
        return Tokens(**{name: answer[name] for name in Tokens.__dataclass_fields__})


def _random() -> str:
    return _text(secrets.token_bytes(32))


def _text(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()
