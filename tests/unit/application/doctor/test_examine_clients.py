"""Each application is looked at, as far as it can be seen from here."""

import pytest

from application.doctor.examine_clients import ExamineClients
from application.doctor.sane_address import oddity_of
from domain.client import Client
from domain.policy.gate import Gate
from domain.policy.subteam_policy import SubteamPolicy
from tests.builders import ISSUER, a_client, a_rulebook
from tests.fakes.doctor import FakeHosts
from tests.fakes.rulebooks import FakeRulebooks
from tests.unit.application.doctor.lines import lines_of

pytestmark = pytest.mark.anyio

REAL = frozenset({"https://app.yourclub.de/callback"})
LOGOUT = "https://app.yourclub.de/logout"
GATED = Gate(two_factor=True)


async def found(
    *clients: Client,
    policy: SubteamPolicy | None = None,
    hosts: FakeHosts | None = None,
    weak: dict[str, str] | None = None,
) -> list[str]:
    """Give what is said of these."""
    rulebooks = FakeRulebooks(a_rulebook(*clients, policy=policy))
    return await lines_of(
        ExamineClients(
            issuer=ISSUER,
            rulebooks=rulebooks,
            hosts=hosts or FakeHosts(),
            weak_secrets=weak or {},
        )
    )


async def test_no_application_at_all_is_odd() -> None:
    assert await found() == ["warning clients: there is no application yet"]


async def test_a_good_one_is_one_line_that_says_who_may_use_it() -> None:
    plain = a_client(redirect_uris=REAL, backchannel_logout_uri=LOGOUT)
    line = "ok client dashboard: open to every member: there is no gate"
    assert await found(plain) == [line]
    gated = "ok client dashboard: behind a gate"
    assert await found(a_client(redirect_uris=REAL, gate=GATED)) == [gated]
    assert await found(plain, policy=SubteamPolicy(gate=GATED)) == [gated]
    off = a_client(redirect_uris=REAL, enabled=False)
    assert await found(off) == ["ok client dashboard: switched off"]


async def test_a_shared_audience_is_said() -> None:
    one = a_client(client_id="one", client_secret="1", redirect_uris=REAL, audience="api")
    two = a_client(client_id="two", client_secret="2", redirect_uris=REAL, audience="api")
    lines = await found(one, two)
    assert all(line.endswith("shares its audience, so that access tokens of one do at the other")
               for line in lines)  # fmt: skip
    assert await found(one) == ["ok client one: open to every member: there is no gate"]


async def test_secrets_that_can_be_guessed_or_are_shared_are_named() -> None:
    one = a_client(client_id="one", redirect_uris=REAL)
    two = a_client(client_id="two", redirect_uris=REAL)
    assert await found(one, two, weak={"two": "it is short"}) == [
        "warning client one: another application has the same secret",
        "warning client two: its secret can be guessed: it is short",
        "warning client two: another application has the same secret",
    ]


async def test_a_logout_that_reaches_nobody_is_named() -> None:
    client = a_client(redirect_uris=REAL, backchannel_logout_uri=LOGOUT)
    assert await found(client, hosts=FakeHosts({LOGOUT: "no such host"})) == [
        "warning client dashboard: no logout reaches backchannel_logout_uri: no such host"
    ]


async def test_an_address_that_leads_nowhere_is_named() -> None:
    client = a_client(redirect_uris=REAL | {"https://app.example.org/callback"})
    (line,) = await found(client)
    assert line.endswith(": https://app.example.org/callback is of an example, and leads nowhere")
    after = a_client(redirect_uris=REAL, post_logout_redirect_uris=frozenset({"https://a.test/"}))
    (line,) = await found(after)
    assert line.startswith("warning client dashboard: post_logout_redirect_uris: https://a.test/ ")


def test_the_callback_of_discord_is_no_callback_of_an_application() -> None:
    uri = "https://id.yourclub.de:443/auth/discord/callback"
    assert oddity_of(uri, is_public=True, issuer="https://id.yourclub.de") == (
        "leads back to Guildpass itself, not to the application"
    )


@pytest.mark.parametrize(
    ("uri", "is_public", "is_odd"),
    [
        ("https://app.yourclub.de/", False, False),
        ("https://notexample.org/", False, False),
        ("https://example.com/", False, True),
        ("https://wiki.test/", True, True),
        ("http://127.0.0.1/callback", False, True),
        ("http://127.0.0.1/callback", True, False),
        ("https://127.0.0.2/callback", False, True),
        ("https://wiki.localhost/callback", False, True),
        ("https://notlocalhost/callback", False, False),
        ("org.yourclub.app:/callback", True, False),
    ],
)
def test_names_nobody_can_have_and_the_own_machine_are_odd(
    uri: str,
    is_public: bool,  # noqa: FBT001 - data of the test
    is_odd: bool,  # noqa: FBT001 - as above
) -> None:
    assert bool(oddity_of(uri, is_public=is_public, issuer=ISSUER)) is is_odd
