"""What the bot token opens."""

from adapters.discord.api import Answer, DiscordApi
from adapters.discord.messages import ErrorAnswer, read
from application.ports.upstream import UpstreamTokenRefused, UpstreamUnavailable

_OK, _UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 200, 401, 403, 404
# Unknown Member, Unknown User. Unknown Guild (10004) says nothing about the person.
_NOT_IN_GUILD = frozenset({10007, 10013})


class GuildClosed(UpstreamUnavailable):
    """The bot may not look into this guild, whoever it asks about."""


class Bot:
    """Reads by the bot token, which must never be in what is said of a fault."""

    def __init__(self, *, api: DiscordApi, token: str) -> None:
        self._api = api
        self._token = token

    async def get(self, path: str, *, bucket: str) -> Answer:
        """Read a resource; of the refusals only the one of the token itself is a fault here."""
        authorization = f"Bot {self._token}"
        answer = await self._api.get(path, authorization=authorization, bucket=bucket)
        if answer.status == _UNAUTHORIZED:
            raise UpstreamTokenRefused("Discord does not accept DISCORD_BOT_TOKEN")
        return answer

    async def member(self, guild_id: str, user_id: str) -> Answer | None:
        """Read a member object; 10007 and 10013, and nothing else, are "not in the guild"."""
        path = f"/guilds/{guild_id}/members/{user_id}"
        answer = await self.get(path, bucket=_bucket(guild_id))
        if answer.status == _NOT_FOUND and _code(answer) in _NOT_IN_GUILD:
            return None
        if answer.status in {_FORBIDDEN, _NOT_FOUND}:
            raise GuildClosed(f"Discord answered {answer.status} about the membership")
        return answer

    def leave_alone(self, guild_id: str, seconds: float, *, reason: str) -> None:
        """Ask nothing about members of a guild for a while."""
        self._api.leave_alone(_bucket(guild_id), seconds, reason=reason)


def _bucket(guild_id: str) -> str:
    # Discord counts by guild: a limit in one must not hold up the others.
    return f"bot member {guild_id}"


def _code(answer: Answer) -> int | None:
    error = read(answer.body, ErrorAnswer)
    return error.code if error and isinstance(error.code, int) else None
