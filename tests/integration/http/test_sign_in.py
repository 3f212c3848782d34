"""A whole sign-in, on both kinds of issuer."""

import pytest

from tests.integration.http.browser import SCOPE, Browser
from tests.integration.http.harness import Provider

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("which", ["provider", "loopback"])
async def test_a_member_signs_in_and_the_application_learns_who_it_is(
    which: str, request: pytest.FixtureRequest
) -> None:
    provider: Provider = request.getfixturevalue(which)
    browser = Browser(provider)

    tokens = await browser.tokens()
    userinfo = await browser.userinfo(tokens["access_token"])

    assert tokens["scope"] == SCOPE
    assert userinfo.status_code == 200
    assert userinfo.json()["subteams"] == ["board", "captains", "software"]
