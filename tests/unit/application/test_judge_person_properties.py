"""Of any policy and anybody: what a silent guild would decide opens nothing, and ends nothing."""

import asyncio

from hypothesis import given

from domain.policy.gate import Gate
from domain.policy.subteam_policy import SubteamPolicy
from domain.policy.subteams import Subteam, Subteams
from tests.builders import a_client, a_rulebook
from tests.unit.application.judged import UNDECIDED, word_for
from tests.unit.domain.policy.policies import (
    GUILDS,
    Places,
    completions,
    gates,
    person,
    places_of_somebody,
    silent_guilds,
    subteams,
)


@given(places_of_somebody, silent_guilds, subteams(), gates, gates)
def test_what_was_decided_holds_whatever_the_silent_guilds_would_have_said(
    places: Places, silent: frozenset[str], of: list[Subteam], general: Gate, gate: Gate
) -> None:
    policy = SubteamPolicy(subteams=Subteams(of), gate=general)
    rulebook, client = a_rulebook(policy=policy, guild_ids=GUILDS), a_client(gate=gate)

    async def check() -> None:
        word = await word_for(rulebook, person(places, silent), client)
        told = [
            await word_for(rulebook, person(one), client) for one in completions(places, silent)
        ]
        assert UNDECIDED not in told
        assert word == UNDECIDED or set(told) == {word}

    asyncio.run(check())


@given(places_of_somebody, silent_guilds, subteams(), gates, gates)
def test_who_is_not_decided_on_is_somebody_of_whom_a_silent_guild_could_decide(
    places: Places, silent: frozenset[str], of: list[Subteam], general: Gate, gate: Gate
) -> None:
    policy = SubteamPolicy(subteams=Subteams(of), gate=general)
    rulebook, client = a_rulebook(policy=policy, guild_ids=GUILDS), a_client(gate=gate)
    word = asyncio.run(word_for(rulebook, person(places, silent), client))
    assert silent or word != UNDECIDED


@given(places_of_somebody, silent_guilds, subteams(), gates, gates)
def test_a_guild_that_was_not_asked_is_a_silent_one(
    places: Places, quiet: frozenset[str], of: list[Subteam], general: Gate, gate: Gate
) -> None:
    policy = SubteamPolicy(subteams=Subteams(of), gate=general)
    rulebook, client = a_rulebook(policy=policy, guild_ids=GUILDS), a_client(gate=gate)
    asked = tuple(guild for guild in GUILDS if guild not in quiet)

    async def check() -> None:
        silent = await word_for(rulebook, person(places, quiet), client)
        assert await word_for(rulebook, person(places, asked=asked), client) == silent

    asyncio.run(check())
