"""Discord as the provider people sign in at."""

import asyncio
from dataclasses import replace
from urllib.parse import quote, urlencode

from adapters.discord.accounts import identity
from adapters.discord.api import Answer, DiscordApi
from adapters.discord.members import MemberLookup
from adapters.discord.messages import ErrorAnswer, TokenAnswer, UserAnswer, read
from application.ports.upstream import (
    Upstream,
    UpstreamMisconfigured,
    UpstreamRefused,
    UpstreamUnavailable,
)
from domain.identity import Identity
from domain.pkce import CodeChallenge

_DEADLINE = 8.0
_OK = 200
_LONGEST_EMAIL = 320


class DiscordUpstream(Upstream):
    """Sends people to Discord and asks its API about who came back."""

    def __init__(
        self,
        *,
        api: DiscordApi,
        members: MemberLookup,
        client_id: str,
        client_secret: str,
        redirect_uri: str,
        authorize_url: str,
        deadline: float = _DEADLINE,
    ) -> None:
        self._api = api
        self._members = members
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_uri = redirect_uri
        self._authorize_url = authorize_url
        self._deadline = deadline

    def authorization_url(
        self, *, state: str, code_challenge: CodeChallenge, email: bool, choose_account: bool
    ) -> str:
        """Give the address of Discord's page; ``prompt=none`` only skips a repeated consent."""
        parameters = {
            "client_id": self._client_id,
            "response_type": "code",
            "redirect_uri": self._redirect_uri,
            "scope": " ".join(sorted(self._scopes(email=email))),
            "state": state,
            "code_challenge": code_challenge.value,
            "code_challenge_method": "S256",
            "prompt": "consent" if choose_account else "none",
        }
        return f"{self._authorize_url}?{urlencode(parameters, quote_via=quote)}"

    async def identify(self, code: str, *, code_verifier: str, email: bool) -> Identity:
        """Exchange the code, read the account, read the memberships; all within one deadline."""
        until = asyncio.get_running_loop().time() + self._deadline
        try:
            async with asyncio.timeout_at(until):
                access_token = await self._exchange(code, code_verifier, email=email)
                user = await self._user(access_token)
        except TimeoutError as fault:
            raise UpstreamUnavailable("Discord did not answer in time") from fault
        memberships = await self._members(user.id, access_token=access_token, until=until)
        address = _email(user) if email else None
        return replace(
            identity(user, memberships),
            email=address,
            # Anything but Discord's own boolean true is no verification, and no second factor.
            email_verified=address is not None and user.verified is True,
            two_factor=user.mfa_enabled is True,
        )

    def _scopes(self, *, email: bool) -> frozenset[str]:
        asked = {"identify", "email"} if email else {"identify"}
        return self._members.scopes | asked

    async def _exchange(self, code: str, code_verifier: str, *, email: bool) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": code_verifier,
        }
        credentials = (self._client_id, self._client_secret)
        answer = await self._api.post_form("/oauth2/token", form, auth=credentials, bucket="token")
        if answer.status != _OK:
            raise _exchange_fault(answer)
        token = read(answer.body, TokenAnswer)
        if token is None:
            raise UpstreamUnavailable("Discord's token answer is unusable")
        # The person can edit the scope in the address bar on the way to Discord.
        if token.scope is not None and not self._scopes(email=email) <= set(token.scope.split()):
            raise UpstreamRefused("Discord granted fewer scopes than were asked for")
        return token.access_token

    async def _user(self, access_token: str) -> UserAnswer:
        answer = await self._api.get(
            "/users/@me", authorization=f"Bearer {access_token}", bucket=None
        )
        user = read(answer.body, UserAnswer) if answer.status == _OK else None
        if user is None:
            raise UpstreamUnavailable(f"Discord answered {answer.status} about the account")
        return user


def _exchange_fault(answer: Answer) -> Exception:
    error = read(answer.body, ErrorAnswer)
    match error.error if error else None:
        case "invalid_client":
            return UpstreamMisconfigured(
                "Discord does not accept DISCORD_CLIENT_ID with DISCORD_CLIENT_SECRET"
            )
        case "invalid_grant":
            return UpstreamRefused("Discord does not accept the code it sent")
        case _:
            return UpstreamUnavailable(f"Discord's token endpoint answered {answer.status}")


def _email(user: UserAnswer) -> str | None:
    value = user.email
    if not isinstance(value, str) or len(value) > _LONGEST_EMAIL:
        return None
    return value if "@" in value and value.isprintable() else None
