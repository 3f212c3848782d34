"""The address is asked of Discord for those who ask for it, and told to nobody else."""

import json

import pytest

from tests import builders
from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import Browser
from tests.integration.http.harness import OTHER, Provider

pytestmark = pytest.mark.anyio

ADDRESS = "nelly@example.org"
BY_NAME = json.dumps({"userinfo": {"email": None}})
ASKING = [{"scope": "openid email"}, {"scope": "openid", "claims": BY_NAME}]


@pytest.mark.parametrize("asking", ASKING, ids=["by scope", "by name"])
async def test_a_session_without_the_address_takes_one_more_trip(
    browser: Browser, provider: Provider, asking: dict[str, str]
) -> None:
    """N-AZ-26: Discord has to be asked for more; it is no new sign-in."""
    first = await browser.told(await browser.sign_in(scope="openid"))
    provider.clock.advance(100)
    answer = await browser.sign_in(**asking)
    tokens = await browser.redeem(answer)

    assert [trip.email for trip in provider.upstream.sent] == [False, True]
    assert [trip.choose_account for trip in provider.upstream.sent] == [False, False]
    assert (await browser.userinfo(tokens["access_token"])).json()["email"] == ADDRESS
    second = await browser.told(await browser.authorize(**asking))
    assert (second["auth_time"], second["sid"]) == (first["auth_time"], first["sid"])
    assert len(provider.upstream.sent) == 2


@pytest.mark.parametrize("asking", ASKING, ids=["by scope", "by name"])
async def test_under_prompt_none_it_is_interaction_required(
    browser: Browser, provider: Provider, asking: dict[str, str]
) -> None:
    """N-AZ-17."""
    await browser.code(scope="openid")

    assert_error_redirect(await browser.authorize(**asking, prompt="none"), "interaction_required")
    assert len(provider.upstream.sent) == 1


async def test_an_address_given_to_one_application_is_not_told_to_another(
    browser: Browser, provider: Provider
) -> None:
    """N-UI-03 (C-66): the session holds it, the code of the other does not."""
    await browser.tokens(scope="openid email")
    before = provider.memory.everything().splitlines()
    tokens = await browser.redeem(await browser.authorize(**OTHER, scope="openid profile"), **OTHER)
    told = (await browser.userinfo(tokens["access_token"])).json()

    assert len(provider.upstream.sent) == 1
    assert not {"email", "email_verified"} & told.keys()
    assert ADDRESS not in json.dumps(told)
    added = set(provider.memory.everything().splitlines()) - set(before)
    assert added
    assert ADDRESS in "".join(before)
    assert ADDRESS not in "".join(added)


async def test_somebody_without_an_address_is_not_sent_for_it_again_and_again(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-26: Discord was asked, and knew none."""
    provider.upstream.answer = builders.an_identity(email=None)
    await browser.code(scope="openid email")

    assert "code=" in (await browser.authorize(scope="openid email")).headers["location"]
    assert len(provider.upstream.sent) == 1


async def test_a_session_that_is_renewed_keeps_the_address(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-26: who asked for it before needs no trip of its own."""
    await browser.code(scope="openid email")
    provider.clock.advance(300)
    await browser.code(scope="openid")
    tokens = await browser.tokens(scope="openid email", prompt="none")

    assert [trip.email for trip in provider.upstream.sent] == [True, True]
    assert (await browser.userinfo(tokens["access_token"])).json()["email"] == ADDRESS


SOMEBODY_ELSE = json.dumps({"id_token": {"sub": {"value": "80351110224678913"}}})


async def test_another_account_is_not_asked_for_what_only_the_first_was(
    with_bot: Provider,
) -> None:
    """N-AZ-26 (C-66): by our page, by the client's wish, by the page for strangers."""
    browser = Browser(with_bot)
    await browser.code(scope="openid email")
    page = await browser.page_for(scope="openid", prompt="consent")
    await browser.press(page, "Use another account")
    await browser.authorize(scope="openid", claims=SOMEBODY_ELSE)
    with_bot.members.answer = None
    with_bot.clock.advance(300)
    await browser.authorize(scope="openid")

    assert [trip.email for trip in with_bot.upstream.sent] == [True, False, False, False]
    assert [trip.choose_account for trip in with_bot.upstream.sent] == [False, True, True, True]
