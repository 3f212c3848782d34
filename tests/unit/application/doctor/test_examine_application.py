"""The application at Discord is asked in a way that makes nothing."""

import pytest

from application.doctor.examine_application import ExamineApplication
from application.ports.bot_application import DiscordApplication
from application.ports.upstream import (
    UpstreamMisconfigured,
    UpstreamRefused,
    UpstreamTokenRefused,
    UpstreamUnavailable,
)
from tests.fakes.doctor import FakeBotApplication
from tests.fakes.token_generator import FakeTokenGenerator
from tests.fakes.upstream import FakeUpstream
from tests.unit.application.doctor.lines import lines_of

pytestmark = pytest.mark.anyio

CALLBACK = "https://id.example.org/auth/discord/callback"
UNTOLD = f"warning discord redirect: whether {CALLBACK} is registered cannot be told from here"


def an_application(*uris: str, application_id: str = "1", told: bool = True) -> DiscordApplication:
    """Give one."""
    return DiscordApplication(
        application_id=application_id, redirect_uris=frozenset(uris) if told else None
    )


def an_examination(
    answer: Exception, bot: DiscordApplication | Exception | None = None
) -> ExamineApplication:
    """Give one to which Discord answers so."""
    return ExamineApplication(
        client_id="1",
        redirect_uri=CALLBACK,
        upstream=FakeUpstream(answer),
        bot=None if bot is None else FakeBotApplication(bot),
        tokens=FakeTokenGenerator(),
    )


async def found(answer: Exception, bot: DiscordApplication | Exception | None = None) -> list[str]:
    """Give what is said when Discord answers so."""
    return await lines_of(an_examination(answer, bot))


async def test_a_refused_code_shows_that_the_credentials_are_good() -> None:
    assert await found(UpstreamRefused(), an_application(CALLBACK)) == [
        "ok discord: accepts DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET",
        "ok bot: accepted, and of this application",
        f"ok discord redirect: {CALLBACK} is registered",
    ]


@pytest.mark.parametrize("kind", [UpstreamMisconfigured, UpstreamUnavailable])
async def test_other_answers_fail(kind: type[Exception]) -> None:
    assert (await found(kind("Discord says no")))[0] == "failed discord: Discord says no"


async def test_without_a_bot_the_redirect_uri_cannot_be_told() -> None:
    (_, bot, redirect) = await found(UpstreamRefused())
    assert bot.startswith("warning bot: there is none")
    assert redirect == UNTOLD


@pytest.mark.parametrize(
    ("bot", "lines"),
    [
        (UpstreamUnavailable("not accepted"), ["failed bot: not accepted", UNTOLD]),
        (
            an_application(CALLBACK, application_id="2"),
            [
                "warning bot: DISCORD_BOT_TOKEN is of another application than DISCORD_CLIENT_ID",
                UNTOLD,
            ],
        ),
        (an_application(told=False), ["ok bot: accepted, and of this application", UNTOLD]),
        (
            an_application(CALLBACK + "/"),
            [
                "ok bot: accepted, and of this application",
                f"failed discord redirect: {CALLBACK} is not registered at Discord",
            ],
        ),
    ],
)
async def test_what_the_bot_is_told_is_compared(
    bot: DiscordApplication | Exception, lines: list[str]
) -> None:
    assert (await found(UpstreamRefused(), bot))[1:] == lines


@pytest.mark.parametrize(
    ("fault", "mend"),
    [
        (UpstreamTokenRefused("no"), "Developer Portal, your application, Bot, Reset Token"),
        (UpstreamUnavailable("Discord answered 429"), "try again in some minutes"),
    ],
)
async def test_a_token_is_to_be_reset_only_if_it_was_refused(
    fault: UpstreamUnavailable, mend: str
) -> None:
    """The running provider would lose the token it has."""
    (_, bot, _) = await an_examination(UpstreamRefused(), fault)()
    assert bot.mend is not None
    assert bot.mend.startswith(mend)
