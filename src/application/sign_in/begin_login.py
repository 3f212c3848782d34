"""Use case: send somebody to Discord."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.login_store import LoginStore
from application.ports.token_generator import TokenGenerator
from application.ports.upstream import Upstream
from application.sign_in.outcomes import SendToUpstream
from application.sign_in.visit import Visit
from domain.browser import browser_to_keep
from domain.login import Login
from domain.opaque_token import digest
from domain.pkce import CodeChallenge


class BeginLogin:
    """Keep the request as a pending login, bound to this browser, and name the way."""

    def __init__(
        self,
        *,
        logins: LoginStore,
        upstream: Upstream,
        clock: Clock,
        tokens: TokenGenerator,
        lifetime: timedelta,
    ) -> None:
        self._logins = logins
        self._upstream = upstream
        self._clock = clock
        self._tokens = tokens
        self._lifetime = lifetime

    async def __call__(self, visit: Visit, *, chosen: bool) -> SendToUpstream:
        """``chosen``: let Discord ask, and count what comes of it as a new sign-in."""
        browser = browser_to_keep(visit.browser) or self._tokens.token()
        state, code_verifier = self._tokens.token(), self._tokens.token()
        login = Login(
            request=visit.request,
            browser_digest=digest(browser),
            upstream_code_verifier=code_verifier,
            expires_at=self._clock.now() + self._lifetime,
            chosen=chosen,
            progress=visit.progress,
        )
        await self._logins.put(digest(state), login, keep_for=self._lifetime)
        url = self._upstream.authorization_url(
            state=state,
            code_challenge=CodeChallenge.of(code_verifier),
            email=login.asks_email,
            choose_account=chosen,
        )
        return SendToUpstream(url=url, browser=browser)
