"""What the bot may read of the application it belongs to."""

import pytest

from application.ports.bot_application import DiscordApplication
from application.ports.upstream import UpstreamUnavailable
from demo.discord.simulator import Answer
from tests.integration.discord.harness import CLIENT_ID, REDIRECT_URI, Discord

pytestmark = pytest.mark.anyio

ROUTE = "bot_application"


async def test_its_id_and_its_redirect_uris_are_read(discord: Discord) -> None:
    assert await discord.application().read() == DiscordApplication(
        application_id=CLIENT_ID, redirect_uris=frozenset({REDIRECT_URI})
    )
    assert discord.simulator.calls == {ROUTE: 1}


async def test_redirect_uris_that_are_not_told_are_not_none_at_all(discord: Discord) -> None:
    discord.simulator.script(ROUTE, Answer(json={"id": "7"}))
    assert (await discord.application().read()).redirect_uris is None


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(status=403, json={"message": "no", "code": 0}), "answered 403"),
        (Answer(json={"id": "seven"}), "answered 200"),
        (Answer(json={"id": "7", "redirect_uris": "https://"}), "answered 200"),
        (Answer(json={"id": "7"}, delay=1), "in time"),
    ],
)
async def test_an_answer_of_no_use_is_a_fault(discord: Discord, answer: Answer, why: str) -> None:
    discord.simulator.script(ROUTE, answer)
    with pytest.raises(UpstreamUnavailable, match=why):
        await discord.application(deadline=0.3).read()


async def test_a_token_that_is_not_accepted_is_not_in_what_is_said(discord: Discord) -> None:
    with pytest.raises(UpstreamUnavailable) as caught:
        await discord.application(bot_token="canary-another").read()
    assert str(caught.value) == "Discord does not accept DISCORD_BOT_TOKEN"
