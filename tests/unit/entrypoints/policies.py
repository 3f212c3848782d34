"""Small policies, as their files have them, and people to come: made up by Hypothesis."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import tomlkit
from hypothesis import strategies as st

from domain.identity import Identity
from domain.membership import Membership
from domain.rulebook import Rulebook
from tests.builders import (
    CLIENT_ID,
    CLIENT_SECRET,
    GUILD_ID,
    OTHER_GUILD_ID,
    REDIRECT_URI,
    a_memberships,
)
from tests.unit.entrypoints.settings_values import load

OLD, YOUNG = "80351110224678912", "1576000000000000000"
_OF_CLUB, _OF_PARTNER = ("11", "12", "13"), ("21", "22")
_ROLES = {
    "one": "club/11",
    "two": "club/12",
    "three": "club/13",
    "partner-one": "partner/21",
}
_REFS = [*(f"@{name}" for name in _ROLES), "@partner/22", "@club/everyone", "@partner/everyone"]
_SLUGS = ("alpha", "beta", "gamma")
_SCOPES = ("profile", "email", "roles", "groups")
_DIGEST = sha256(CLIENT_SECRET.encode()).hexdigest()


def _some(*choices: str, least: int = 0, most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(choices), min_size=least, max_size=most, unique=True)


def _condition(slugs: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    refs = _some(*_REFS, *slugs, least=1)
    return st.fixed_dictionaries({}, optional={"any": refs, "all": refs, "none": refs})


def _gate() -> st.SearchStrategy[dict[str, Any]]:
    rules = {
        "two_factor": st.booleans(),
        "account_age": st.sampled_from(("1d", "90d")),
        "allowed_users": _some(OLD, YOUNG, least=1, most=1),
        "blocked_users": _some(OLD, YOUNG, most=1),
    }
    # Most gates have few rules, or hardly anybody would get in.
    nothing: dict[str, Any] = {}
    of_account = st.one_of(st.just(nothing), st.fixed_dictionaries({}, optional=rules))
    conditions = st.one_of(st.just({}), _condition(_SLUGS))
    return st.tuples(conditions, of_account).map(lambda both: {**both[0], **both[1]})


def _claim() -> st.SearchStrategy[dict[str, Any]]:
    where = {
        "scopes": _some(*_SCOPES, least=1),
        "in": _some("id_token", "userinfo", "access_token", least=1),
    }
    value = st.one_of(st.integers(0, 3), st.booleans(), st.text("xyz"), _some("x", "y"))
    by_subteam = {
        "values": st.dictionaries(st.sampled_from(_SLUGS), value, min_size=1, max_size=2),
        "default": value,
    }
    slugs = {"prefix": st.sampled_from(("", "d:")), "only": _some(*_SLUGS, least=1)}
    return st.one_of(
        st.fixed_dictionaries({}, optional=where),
        st.fixed_dictionaries({}, optional=by_subteam | where),
        st.fixed_dictionaries({"form": st.sampled_from(("slug", "name"))}, optional=slugs | where),
        st.fixed_dictionaries({"form": st.just("role_id")}, optional=where),
    )


def _application() -> st.SearchStrategy[dict[str, Any]]:
    claims = st.dictionaries(
        st.sampled_from(("groups", "roles", "level", "https://example.org/teams")),
        _claim(),
        max_size=3,
    )
    optional = {
        "claims": claims,
        "gate": _gate(),
        "email": st.sampled_from(("discord", "verified", "none", "@users.example.org")),
        "preferred_username": st.just({"characters": "a-z0-9", "longest": 24}),
        "id_token_claims": st.just("minimal"),
        "audience": st.just("https://api.example.org"),
        "scope": _some(*_SCOPES, most=4).map(lambda names: " ".join(["openid", *names])),
    }
    required = {
        "redirect_uris": st.just([REDIRECT_URI]),
        "client_secret_sha256": st.just(_DIGEST),
    }
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def policy_texts(draw: st.DrawFn) -> str:
    """Give a file of two guilds, three subteams that may stand on each other, and a client."""
    subteams = {}
    for number, slug in enumerate(_SLUGS):
        condition = draw(_condition(_SLUGS[:number]).filter(lambda parts: any(parts.values())))
        subteams[slug] = {"name": slug.title(), **condition}
    return tomlkit.dumps(
        {
            "guilds": {"club": GUILD_ID, "partner": OTHER_GUILD_ID},
            "roles": _ROLES,
            "subteams": subteams,
            "gate": draw(_gate()),
            "applications": {CLIENT_ID: draw(_application())},
        }
    )


def rulebook_of(text: str, path: Path) -> Rulebook:
    """Load a file as a start does."""
    path.write_text(text)
    return load(DISCORD_GUILD_ID=None, GUILDPASS_CONFIG=str(path)).rulebook


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who comes, and the scope the application asks for."""

    identity: Identity
    scope: tuple[str, ...]


@st.composite
def visitors(draw: st.DrawFn) -> Visitor:
    """Give somebody with some roles in some guilds, of which one may be silent."""
    found, silent = [], set()
    for guild_id, roles in ((GUILD_ID, _OF_CLUB), (OTHER_GUILD_ID, _OF_PARTNER)):
        # Mostly a member, or hardly anybody would get in.
        kind = draw(st.sampled_from(("full", "full", "full", "none", "silent", "pending")))
        if kind == "silent":
            silent.add(guild_id)
        elif kind != "none":
            held = tuple(draw(_some(*roles, "99", most=4)))
            nick = draw(st.sampled_from((None, "Nick")))
            pending = kind == "pending"
            found.append(Membership(guild_id=guild_id, roles=held, nick=nick, pending=pending))
    identity = Identity(
        discord_id=draw(st.sampled_from((OLD, YOUNG))),
        username=draw(st.sampled_from(("nelly", "Ünusual.Näme", "n_1"))),
        discriminator=draw(st.sampled_from(("0", "1234"))),
        email=draw(st.sampled_from((None, "nelly@example.org"))),
        email_verified=draw(st.booleans()),
        two_factor=draw(st.sampled_from((True, True, False, None))),
        memberships=a_memberships(*found, silent=tuple(silent)),
    )
    scope = draw(_some("openid", *_SCOPES, "offline_access", "unknown", least=1, most=5))
    return Visitor(identity=identity, scope=tuple(scope))
