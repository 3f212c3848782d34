"""The page for somebody who is not a member: who they are, and the two ways on."""

import pytest

from application.events import NotAMember
from domain.identity import Identity
from tests import builders
from tests.integration.http.answers import assert_page
from tests.integration.http.browser import NONCE, STATE, Browser
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import (
    CLIENT_ID,
    DISCORD,
    HOSTILE_NAME,
    HTTPS_ISSUER,
    REDIRECT,
    REDIRECT_WITH_QUERY,
    Provider,
    query_of,
)
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio


OUTSIDERS = {
    "not in the guild": builders.an_identity(membership=None),
    "screening not passed": builders.an_identity(membership=builders.a_membership(pending=True)),
    "guest": builders.an_identity(membership=builders.a_membership(guest=True)),
}


@pytest.mark.parametrize("identity", OUTSIDERS.values(), ids=OUTSIDERS.keys())
async def test_somebody_who_is_not_a_member_gets_a_page_and_no_code(
    browser: Browser, provider: Provider, identity: Identity
) -> None:
    """N-AZ-24: a page, not a loop."""
    provider.upstream.answer = identity
    response = await browser.sign_in()

    assert_page(response, 403)
    assert "nelly" in response.text
    assert set(Page(response).links) == {"Use another account", f"Back to {CLIENT_ID}"}
    assert "auth_code" not in provider.memory.everything()
    assert [type(event) for event in provider.audit.events] == [NotAMember]


@pytest.mark.parametrize("redirect_uri", [REDIRECT, REDIRECT_WITH_QUERY])
@pytest.mark.parametrize("state", [STATE, None, "\"><svg onload=1>'&amp;%41 +"])
async def test_back_to_the_application_gives_it_access_denied(
    browser: Browser, provider: Provider, redirect_uri: str, state: str | None
) -> None:
    """N-AZ-12, N-AZ-13, N-AZ-24."""
    provider.upstream.answer = builders.an_identity(membership=None)
    page = Page(await browser.sign_in(redirect_uri=redirect_uri, state=state))

    back = page.links[f"Back to {CLIENT_ID}"]
    answer = query_of(back)
    assert back.startswith(redirect_uri)
    assert answer["error"] == "access_denied"
    assert answer["iss"] == HTTPS_ISSUER
    assert answer.get("state") == state
    assert "code" not in answer


async def test_use_another_account_leads_to_discord_and_into_the_application(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-24: same request, with a choice of account; straight to Discord."""
    provider.upstream.answer = builders.an_identity(membership=None)
    page = Page(await browser.sign_in())
    provider.upstream.answer = builders.an_identity()

    again = page.links["Use another account"]
    assert again.startswith(f"{DISCORD}?")
    assert [trip.choose_account for trip in provider.upstream.sent] == [False, True]

    back = await browser.come_back(query_of(again)["state"])
    answer = query_of(back.headers["location"])
    assert answer["state"] == STATE
    tokens = (await browser.exchange(answer["code"])).json()
    assert claims_of(tokens["id_token"])["nonce"] == NONCE


HOSTILE = ["<svg onload=1>", '"><script>alert(1)</script>', "{{ 7*7 }}", "'&<>\"", "<b>\u202ex"]


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_and_states_are_shown_as_text(
    browser: Browser, provider: Provider, name: str
) -> None:
    """N-X-03."""
    provider.upstream.answer = builders.an_identity(username=name, membership=None)
    response = await browser.sign_in(client_id="named", state=name, nonce=name)
    page = Page(response)

    head = {"html", "head", "meta", "title", "style"}
    assert page.elements == head | {"body", "header", "main", "h1", "p", "bdi", "a"}
    assert name.replace("\u202e", "") in page.text
    assert HOSTILE_NAME in page.text
    assert HOSTILE_NAME not in response.text
    assert "\u202e" not in response.text


async def test_an_account_without_a_name_that_can_be_shown_is_named_by_its_id(
    browser: Browser, provider: Provider
) -> None:
    """N-X-03."""
    provider.upstream.answer = builders.an_identity(username="\u202e\u200f", membership=None)

    assert builders.DISCORD_ID in (await browser.sign_in()).text
