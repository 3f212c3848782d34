"""The API routes that tell who somebody is, and what they are in a guild."""

from itertools import islice
from typing import Any

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from demo.discord.grants import IssuedToken
from demo.discord.guilds import Guild, SampleRole
from demo.discord.members import SampleMember
from demo.discord.objects import member_object, own_user_object, role_object
from demo.discord.state import Simulator

Call = Request[Any, Any, State]
Json = Response[dict[str, object]]
JsonList = Response[list[dict[str, object]]]

_MOST_FOUND = 1000


class ApiRefusedError(Exception):
    """An error of the API (Discord's ``message`` and ``code``)."""

    def __init__(self, status: int, message: str, code: int) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, object] = {"message": message, "code": code}


def api_refused(_: Call, error: ApiRefusedError) -> Json:
    """Answer a refusal."""
    return Response(error.body, status_code=error.status)


@get("/api/v10/users/@me", sync_to_thread=False)
def current_user(request: Call, simulator: NamedDependency[Simulator]) -> Json:
    """Give the person who granted ``identify``."""
    token = _token(request, simulator, scope="identify")
    return Response(own_user_object(_person(simulator, token), token.scopes))


@get("/api/v10/applications/@me", sync_to_thread=False)
def bot_application(request: Call, simulator: NamedDependency[Simulator]) -> Json:
    """Give its own application to the bot."""
    _check_bot(request, simulator)
    body: dict[str, object] = {
        "id": simulator.client_id,
        "redirect_uris": list(simulator.redirect_uris),
    }
    return Response(body)


@get("/api/v10/users/@me/guilds/{guild_id:str}/member", sync_to_thread=False)
def current_member(
    request: Call, simulator: NamedDependency[Simulator], guild_id: FromPath[str]
) -> Json:
    """Give the membership of the person who granted ``guilds.members.read``."""
    person = _person(simulator, _token(request, simulator, scope="guilds.members.read"))
    guild = simulator.guilds.get(guild_id)
    member = guild.member(person.id) if guild else None
    if member is None:
        raise _unknown_guild()
    return Response(member_object(member))


@get("/api/v10/guilds/{guild_id:str}/members/{user_id:str}", sync_to_thread=False)
def guild_member(
    request: Call,
    simulator: NamedDependency[Simulator],
    guild_id: FromPath[str],
    user_id: FromPath[str],
) -> Json:
    """Give anybody's membership to the guild's bot."""
    guild = _guild_of_bot(request, simulator, guild_id)
    if user_id not in simulator.members:
        raise ApiRefusedError(404, "Unknown User", 10013)
    member = guild.member(user_id)
    if member is None:
        raise ApiRefusedError(404, "Unknown Member", 10007)
    return Response(member_object(member))


@get("/api/v10/guilds/{guild_id:str}/roles", sync_to_thread=False)
def guild_roles(
    request: Call, simulator: NamedDependency[Simulator], guild_id: FromPath[str]
) -> JsonList:
    """Give the roles of a guild to its bot, @everyone among them."""
    guild = _guild_of_bot(request, simulator, guild_id)
    everyone = SampleRole(id=guild_id, name="@everyone", position=0)
    return Response([role_object(role) for role in (everyone, *guild.roles)])


@get("/api/v10/guilds/{guild_id:str}/members/search", sync_to_thread=False)
def guild_search(
    request: Call,
    simulator: NamedDependency[Simulator],
    guild_id: FromPath[str],
) -> JsonList:
    """Give members whose name begins as asked; one, unless the bot asks for more."""
    guild = _guild_of_bot(request, simulator, guild_id)
    limit = request.query_params.get("limit", "1")
    name = request.query_params.get("query")
    if not name or not limit.isdecimal() or not 1 <= int(limit) <= _MOST_FOUND:
        raise ApiRefusedError(400, "Invalid Form Body", 50035)
    found = islice(guild.named(name), int(limit))
    return Response([member_object(person) for person in found])


def _guild_of_bot(request: Call, simulator: Simulator, guild_id: str) -> Guild:
    """Give a guild the bot is in, to that bot."""
    _check_bot(request, simulator)
    guild = simulator.guilds.get(guild_id)
    if guild is None:
        raise _unknown_guild()
    return guild


def _check_bot(request: Call, simulator: Simulator) -> None:
    if request.headers.get("Authorization") != f"Bot {simulator.bot_token}":
        raise _unauthorized()


def _token(request: Call, simulator: Simulator, *, scope: str) -> IssuedToken:
    """Read the bearer token (RFC 6750 section 2.1), which must carry the scope."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    token = simulator.tokens.get(value) if scheme == "Bearer" else None
    if token is None or token.expires_at <= simulator.clock() or scope not in token.scopes:
        raise _unauthorized()
    return token


def _person(simulator: Simulator, token: IssuedToken) -> SampleMember:
    """Give whose token it is; an account deleted since has no valid token."""
    person = simulator.members.get(token.user_id)
    if person is None:
        raise _unauthorized()
    return person


def _unauthorized() -> ApiRefusedError:
    return ApiRefusedError(401, "401: Unauthorized", 0)


def _unknown_guild() -> ApiRefusedError:
    return ApiRefusedError(404, "Unknown Guild", 10004)
