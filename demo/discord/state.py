"""The simulated Discord: one registered application, its guilds, and what happened so far."""

import secrets
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from demo.discord.answers import Answer
from demo.discord.authorization import (
    ACCESS_DENIED,
    UnregisteredError,
    request_fault,
    scope_fault,
    with_parameters,
)
from demo.discord.browsers import Browsers
from demo.discord.grants import CODE_LIFETIME, TOKEN_LIFETIME, IssuedCode, IssuedToken
from demo.discord.guilds import SAMPLE_ROLES, Guild, SampleRole
from demo.discord.members import GUILD_ID, SAMPLE_MEMBERS, SampleMember


class Simulator:
    """What Discord knows and remembers; tests read and change it while it is served.

    ``calls`` counts by route: authorize, token, user, user_member, bot_application,
    bot_member, bot_roles, bot_search. ``guild_id`` is the guild of ``members``; ``add_guild``
    makes others.
    """

    def __init__(  # noqa: PLR0913 - one keyword for each thing registered at Discord
        self,
        *,
        client_id: str,
        client_secret: str,
        redirect_uris: Iterable[str],
        bot_token: str,
        guild_id: str = GUILD_ID,
        members: Iterable[SampleMember] = SAMPLE_MEMBERS,
        clock: Callable[[], float] = time.time,
        send_iss: bool = True,
        issuer: str = "https://discord.com",
    ) -> None:
        self.client_id = client_id
        self.client_secret = client_secret
        self.redirect_uris = tuple(redirect_uris)
        self.bot_token = bot_token
        people = {member.id: member for member in members}
        # The people of the first guild are all there are at Discord.
        self._first = guild_id
        self.guilds = {guild_id: Guild(people=people)}
        self.clock = clock
        self.send_iss = send_iss
        self.issuer = issuer
        self.calls: Counter[str] = Counter()
        self.authorize_requests: list[dict[str, str]] = []
        self.browsers = Browsers()
        self.codes: dict[str, IssuedCode] = {}
        self.tokens: dict[str, IssuedToken] = {}
        self._scripts: defaultdict[str, deque[Answer]] = defaultdict(deque)

    @property
    def members(self) -> dict[str, SampleMember]:
        """Everybody, by id, each as what they are in the first guild."""
        return self.guilds[self._first].people

    @members.setter
    def members(self, people: dict[str, SampleMember]) -> None:
        first = self.guilds[self._first]
        self.guilds[self._first] = replace(first, people=people)

    @property
    def grants(self) -> list[dict[str, str]]:
        """The same as ``authorize_requests``: the parameters of each visit to the page."""
        return self.authorize_requests

    def script(self, route: str, *answers: Answer) -> None:
        """Prepare the next answers of a route, named as in ``calls``.

        Of one guild alone: ``bot_member`` and its id with a space between.
        """
        self._scripts[route].extend(answers)

    def unscript(self, route: str) -> None:
        """Forget the answers of a route that were prepared and not taken."""
        self._scripts.pop(route, None)

    def scripted(self, route: str) -> Answer | None:
        """Take the next prepared answer of a route."""
        return self._scripts[route].popleft() if self._scripts[route] else None

    def add_guild(
        self, guild_id: str, *people: SampleMember, roles: Iterable[SampleRole] = SAMPLE_ROLES
    ) -> None:
        """Add a guild with people who have an account, each as what they are in this one."""
        self.guilds[guild_id] = Guild(
            people={person.id: person for person in people}, roles=tuple(roles)
        )

    def set_member(self, member: SampleMember) -> None:
        """Add a person, or change one."""
        self.members[member.id] = member

    def remove_from_guild(self, user_id: str) -> None:
        """Let a person leave the guild."""
        self.set_member(replace(self.members[user_id], in_guild=False, roles=()))

    def approve(
        self, authorize_query: Mapping[str, str], user_id: str, scope: str | None = None
    ) -> str:
        """Agree as this person and give the redirect; ``scope`` edits what was asked for."""
        redirect_uri = self.redirect_uri(authorize_query)
        granted = authorize_query.get("scope", "") if scope is None else scope
        fault = request_fault(authorize_query) or scope_fault(granted)
        if fault:
            return self.answer(authorize_query, fault.parameters())
        code = secrets.token_hex(15)
        self.codes[code] = IssuedCode(
            user_id=self.members[user_id].id,
            scopes=frozenset(granted.split()),
            redirect_uri=redirect_uri,
            code_challenge=authorize_query.get("code_challenge") or None,
            expires_at=self.clock() + CODE_LIFETIME,
        )
        return self.answer(authorize_query, {"code": code})

    def cancel(self, authorize_query: Mapping[str, str]) -> str:
        """Refuse as a person does with Cancel, and give the redirect."""
        return self.answer(authorize_query, ACCESS_DENIED.parameters())

    def answer(self, authorize_query: Mapping[str, str], parameters: Mapping[str, str]) -> str:
        """Give the redirect with the state, if one was sent, and the issuer (RFC 9207)."""
        parameters = dict(parameters)
        if "state" in authorize_query:
            parameters["state"] = authorize_query["state"]
        if self.send_iss:
            parameters["iss"] = self.issuer
        return with_parameters(self.redirect_uri(authorize_query), parameters)

    def redirect_uri(self, authorize_query: Mapping[str, str]) -> str:
        """Give a redirect_uri that is registered to the letter; the first if none was sent."""
        if authorize_query.get("client_id") != self.client_id:
            raise UnregisteredError("The client_id is not the registered one.")
        redirect_uri = authorize_query.get("redirect_uri", self.redirect_uris[0])
        if redirect_uri not in self.redirect_uris:
            raise UnregisteredError("The redirect_uri is not one of the registered ones.")
        return redirect_uri

    def issue_token(self, code: IssuedCode) -> str:
        """Make an access token for what a code stands for."""
        token = secrets.token_urlsafe(32)
        expires_at = self.clock() + TOKEN_LIFETIME
        self.tokens[token] = IssuedToken(
            user_id=code.user_id, scopes=code.scopes, expires_at=expires_at
        )
        return token
