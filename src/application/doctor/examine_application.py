"""Examination: the application that is registered at Discord, and its bot."""

from contextlib import suppress

from application.doctor.check import Check, Examination, failed, ok, warning
from application.doctor.silence import mend_of
from application.ports.bot_application import BotApplication, DiscordApplication
from application.ports.token_generator import TokenGenerator
from application.ports.upstream import (
    Upstream,
    UpstreamMisconfigured,
    UpstreamRefused,
    UpstreamTokenRefused,
    UpstreamUnavailable,
)

_PORTAL = "Developer Portal, your application, OAuth2"
_RESET = (
    "Developer Portal, your application, Bot, Reset Token; put it into DISCORD_BOT_TOKEN, "
    "without the word Bot"
)
_AGAIN = "try again in some minutes; is DISCORD_API_URL right?"
_NAME, _BOT, _REDIRECT = "discord", "bot", "discord redirect"


class ExamineApplication(Examination):
    """Ask for the token of a made-up code, which a good secret gets refused in its own way.

    ``bot`` is None where there is none.
    """

    name = _NAME

    def __init__(
        self,
        *,
        client_id: str,
        redirect_uri: str,
        upstream: Upstream,
        bot: BotApplication | None,
        tokens: TokenGenerator,
    ) -> None:
        self._client_id = client_id
        self._redirect_uri = redirect_uri
        self._upstream = upstream
        self._bot = bot
        self._tokens = tokens

    async def __call__(self) -> list[Check]:
        """Say whether Discord takes our credentials, the bot's, and sends people back to us."""
        return [await self._credentials(), *await self._of_bot()]

    async def _credentials(self) -> Check:
        verifier = self._tokens.token()
        try:
            with suppress(UpstreamRefused):
                await self._upstream.identify(
                    self._tokens.token(), code_verifier=verifier, email=False
                )
        except UpstreamMisconfigured as fault:
            mend = f"copy both anew: {_PORTAL}; Reset Secret makes another secret"
            return failed(_NAME, str(fault), mend)
        except UpstreamUnavailable as fault:
            mend = "try again; is DISCORD_CLIENT_ID the Application ID, and DISCORD_API_URL right?"
            return failed(_NAME, str(fault), mend_of(fault, mend))
        return ok(_NAME, "accepts DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET")

    async def _of_bot(self) -> list[Check]:
        if self._bot is None:
            said = "there is none: people are asked for their memberships, and cannot stay for long"
            return [warning(_BOT, said, "set DISCORD_BOT_TOKEN"), self._untold()]
        try:
            found = await self._bot.read()
        except UpstreamUnavailable as fault:
            # Else the token may be good, and the one that is in use would be lost.
            mend = _RESET if isinstance(fault, UpstreamTokenRefused) else _AGAIN
            return [failed(_BOT, str(fault), mend_of(fault, mend)), self._untold()]
        if found.application_id != self._client_id:
            said = "DISCORD_BOT_TOKEN is of another application than DISCORD_CLIENT_ID"
            mend = "take both from one application"
            return [warning(_BOT, said, mend), self._untold()]
        return [ok(_BOT, "accepted, and of this application"), self._redirect(found)]

    def _redirect(self, found: DiscordApplication) -> Check:
        if found.redirect_uris is None:
            return self._untold()
        if self._redirect_uri in found.redirect_uris:
            return ok(_REDIRECT, f"{self._redirect_uri} is registered")
        mend = f"add it there, exactly so: {_PORTAL}, Redirects"
        return failed(_REDIRECT, f"{self._redirect_uri} is not registered at Discord", mend)

    def _untold(self) -> Check:
        mend = f"look whether it stands there, exactly so: {_PORTAL}, Redirects"
        said = f"whether {self._redirect_uri} is registered cannot be told from here"
        return warning(_REDIRECT, said, mend)
