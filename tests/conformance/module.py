"""One run of one module: its browser, its clients, and the checks that all modules share."""

import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from secrets import choice
from string import ascii_letters, digits
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from tests.conformance.browser import Arrival, Browser
from tests.conformance.checks.answer import check_answer
from tests.conformance.checks.claims import check_claims
from tests.conformance.checks.discovery import check_endpoints, json_of
from tests.conformance.checks.id_token import check_hash, check_id_token, verified_claims
from tests.conformance.checks.keys import check_keys
from tests.conformance.checks.tokens import check_token_response
from tests.conformance.clients import FIRST, StaticClient
from tests.conformance.markup import Page
from tests.conformance.outcomes import Outcome, Plan, Verdict
from tests.conformance.world import World
from tests.e2e.waiting import wait_until

Parameters = dict[str, str]

_UNRESERVED = ascii_letters + digits + "-._~"


def random_text(length: int) -> str:
    """Give characters that need no escaping, the rarer four among them."""
    return "-._~" + "".join(choice(_UNRESERVED) for _ in range(length - 4))


def code_challenge(code_verifier: str) -> str:
    """Give the S256 challenge of a verifier (RFC 7636 section 4.2)."""
    return urlsafe_b64encode(sha256(code_verifier.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """What a client holds after a sign-in; ``pages`` are those that waited for the person."""

    code: str
    tokens: dict[str, Any]
    id_token: dict[str, Any]
    userinfo: dict[str, Any]
    pages: list[str]


class Module:
    """A relying party and a person; discovery and keys are read and checked at the start."""

    def __init__(
        self, *, world: World, plan: Plan, verdict: Verdict, http: httpx.Client, browser: Browser
    ) -> None:
        self.issuer = world.issuer
        self.applications = world.applications
        self.http = http
        self.browser = browser
        self._plan = plan
        self._verdict = verdict
        self.discovery = http.get(f"{self.issuer}/.well-known/openid-configuration")
        assert self.discovery.status_code == httpx.codes.OK
        self.metadata = json_of(self.discovery)
        check_endpoints(self.metadata, self.issuer, "client_secret_basic")
        keys = http.get(self.metadata["jwks_uri"])
        assert keys.status_code == httpx.codes.OK
        self.keys = check_keys(json_of(keys), self.warn)

    def warn(self, reason: str) -> None:
        """Note what the suite logs as a warning."""
        self._verdict.note(Outcome.WARNING, reason)

    def skip(self, reason: str) -> None:
        """Note that the module does not apply, and why it may be skipped."""
        self._verdict.note(Outcome.SKIPPED, reason)

    def review(self, reason: str) -> None:
        """Note what a person has to look at."""
        self._verdict.note(Outcome.REVIEW, reason)

    def request(self, client: StaticClient = FIRST, **changes: str | None) -> Parameters:
        """Give the parameters of an authorization request; None leaves one out."""
        mode = "form_post" if self._plan is Plan.FORM_POST else None
        parameters = {
            "client_id": client.client_id,
            "redirect_uri": client.redirect_uri,
            "response_type": "code",
            "response_mode": mode,
            "scope": "openid",
            "state": random_text(128),
            "nonce": random_text(43),
        }
        return {name: value for name, value in (parameters | changes).items() if value is not None}

    def address(self, request: Mapping[str, str]) -> str:
        """Give the address a browser is sent to with a request."""
        return f"{self.metadata['authorization_endpoint']}?{urlencode(request, quote_via=quote)}"

    def authorize(self, request: Mapping[str, str]) -> Arrival | Page:
        """Send the browser with a request, up to the application or a page without a way on."""
        self.browser.seen.clear()
        return self.browser.open(self.address(request))

    def answer(self, arrival: Arrival | Page, request: Mapping[str, str]) -> Parameters:
        """Check what arrived at the application and give it."""
        assert isinstance(arrival, Arrival), f"ended in a page: {arrival.status} {arrival.url}"
        return check_answer(arrival, request, self.issuer, self._plan, self.warn)

    def redeem(self, code: str, client: StaticClient = FIRST, **more: str) -> httpx.Response:
        """Ask for the tokens of a code, authenticated the way the client is registered for."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": client.redirect_uri,
            **more,
        }
        return self.send_as(client, "token_endpoint", form)

    def send_as(
        self, client: StaticClient, endpoint: str, form: Mapping[str, str]
    ) -> httpx.Response:
        """Send a form to an endpoint, named as in discovery, that authenticates clients."""
        fields, headers = client.authentication()
        return self.http.post(self.metadata[endpoint], data={**form, **fields}, headers=headers)

    def ask_userinfo(self, access_token: str) -> httpx.Response:
        """Ask for the claims by GET."""
        headers = {"Authorization": f"Bearer {access_token}"}
        return self.http.get(self.metadata["userinfo_endpoint"], headers=headers)

    def sign_in(self, client: StaticClient = FIRST, **changes: str | None) -> SignedIn:
        """Go through a whole sign-in, with every check there is."""
        request = self.request(client, **changes)
        return self.complete(self.authorize(request), request, client)

    def complete(
        self,
        arrival: Arrival | Page,
        request: Mapping[str, str],
        client: StaticClient = FIRST,
        **more: str,
    ) -> SignedIn:
        """Go on from what arrived at the application."""
        answer = self.answer(arrival, request)
        assert "code" in answer, answer
        code = answer["code"]
        tokens = check_token_response(self.redeem(code, client, **more), self.warn)
        claims = verified_claims(tokens["id_token"], self.keys)
        nonce = request.get("nonce")
        check_id_token(
            claims, issuer=self.issuer, client_id=client.client_id, nonce=nonce, warn=self.warn
        )
        check_hash(claims, "at_hash", tokens["access_token"])
        check_hash(claims, "c_hash", code)
        return SignedIn(
            code=code,
            tokens=tokens,
            id_token=claims,
            userinfo=self._userinfo(tokens["access_token"], claims["sub"]),
            pages=list(self.browser.seen),
        )

    def _userinfo(self, access_token: str, subject: str) -> dict[str, Any]:
        response = self.ask_userinfo(access_token)
        assert response.status_code == httpx.codes.OK, response.text
        userinfo = json_of(response)
        assert userinfo["sub"] == subject
        check_claims(userinfo)
        return userinfo


def wait_for_second(second: int) -> None:
    """Wait until the clock shows this second, or a later one."""
    wait_until(lambda: time.time() >= second, f"the clock shows {second}", within=10)
