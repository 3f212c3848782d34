"""Use case: begin a sign-in (OpenID Connect Core section 3.1.2)."""

from dataclasses import dataclass
from datetime import timedelta

from application.ports.client_registry import ClientRegistry
from application.ports.clock import Clock
from application.ports.login_store import LoginStore
from application.ports.token_generator import TokenGenerator
from application.ports.upstream import Upstream
from application.sign_in.refusals import refusals_to
from domain.auth_request import AuthRequest
from domain.errors import LoginRequired, UntrustedClient
from domain.login import Login
from domain.opaque_token import digest, is_opaque_token
from domain.parameters import Parameters
from domain.pkce import CodeChallenge
from domain.scope import EMAIL


@dataclass(frozen=True, slots=True, kw_only=True)
class SendToUpstream:
    """Send the person to Discord; ``browser`` is the value of the cookie to set."""

    url: str
    browser: str


class Authorize:
    """Verify the client, its redirect_uri and the request, in that order; then go to Discord.

    Until client and redirect_uri are verified a fault is a page (``UntrustedClient``);
    afterwards it is an answer to the client (``AuthorizationRefused``).
    """

    def __init__(
        self,
        *,
        clients: ClientRegistry,
        logins: LoginStore,
        upstream: Upstream,
        clock: Clock,
        tokens: TokenGenerator,
        login_lifetime: timedelta,
    ) -> None:
        self._clients = clients
        self._logins = logins
        self._upstream = upstream
        self._clock = clock
        self._tokens = tokens
        self._login_lifetime = login_lifetime

    async def __call__(self, parameters: Parameters, *, browser: str | None) -> SendToUpstream:
        """``browser`` is the cookie as the browser sent it, if it did."""
        client = await self._clients.find(parameters.get("client_id") or "")
        if client is None:
            raise UntrustedClient("client_id is missing or not registered")
        target = client.response_target(parameters.get("redirect_uri"), parameters.get("state"))
        with refusals_to(target, client.client_id):
            request = AuthRequest.validated(parameters, client)
            return await self._begin(request, browser)

    async def _begin(self, request: AuthRequest, browser: str | None) -> SendToUpstream:
        if "none" in request.prompt:
            raise LoginRequired
        # One cookie serves all tabs of a browser: a cookie for each trip would pile up.
        known = browser if browser and is_opaque_token(browser) else self._tokens.token()
        state, code_verifier = self._tokens.token(), self._tokens.token()
        login = Login(
            request=request,
            browser_digest=digest(known),
            upstream_code_verifier=code_verifier,
            expires_at=self._clock.now() + self._login_lifetime,
        )
        await self._logins.put(digest(state), login, keep_for=self._login_lifetime)
        url = self._upstream.authorization_url(
            state=state,
            code_challenge=CodeChallenge.of(code_verifier),
            email=EMAIL in request.scope,
            choose_account=request.asks_for_another_account,
        )
        return SendToUpstream(url=url, browser=known)
