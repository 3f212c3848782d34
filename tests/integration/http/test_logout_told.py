"""Applications are told of a sign-out."""

import pytest

from tests.integration.http.browser import Browser
from tests.integration.http.claims import header_of, verified
from tests.integration.http.harness import (
    CLIENT_ID,
    GOODBYE,
    OTHER,
    OTHER_ID,
    TELL_AT,
    TELL_OTHER_AT,
    Provider,
)
from tests.integration.http.leaving import (
    hint_of,
    led_to,
)

pytestmark = pytest.mark.anyio

BACK = {"post_logout_redirect_uri": GOODBYE, "state": "s"}


async def test_every_application_of_the_session_is_told(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-05: by a token of its own, with the sid of its ID token."""
    told = await browser.told(await browser.sign_in())
    hint = await hint_of(browser, **OTHER)
    await Browser(provider).code(client_id="named")
    await browser.sign_out(id_token_hint=hint)

    now = int(provider.clock.now().timestamp())
    addresses = [(sent.client_id, sent.backchannel_logout_uri) for sent in provider.delivery.sent]
    assert addresses == [(CLIENT_ID, TELL_AT), (OTHER_ID, TELL_OTHER_AT)]
    for sent in provider.delivery.sent:
        claims = await verified(browser.http, sent.logout_token, audience=sent.client_id)
        assert {name: claims[name] for name in ("sub", "sid")} == {
            name: told[name] for name in ("sub", "sid")
        }
        assert header_of(sent.logout_token)["typ"] == "logout+jwt"
        assert (claims["iat"], claims["exp"]) == (now, now + 120)
        assert claims["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
        assert claims.keys() == {"iss", "aud", "sub", "sid", "iat", "exp", "jti", "events"}


async def test_nobody_is_told_twice_of_a_double_click(browser: Browser, provider: Provider) -> None:
    """N-LO-05."""
    hint = await hint_of(browser)
    for _ in range(3):
        assert led_to(await browser.sign_out(id_token_hint=hint, **BACK)) == "s"

    assert len(provider.delivery.sent) == 1
