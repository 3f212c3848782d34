"""What does not prove the wish to sign out: hints of others, hints of nobody."""

import pytest

from tests import builders
from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.claims import claims_of, header_of
from tests.integration.http.forging import hs256, part, signed
from tests.integration.http.harness import (
    CLIENT_ID,
    GOODBYE,
    HTTPS_ISSUER,
    LOGOUT,
    OTHER,
    OTHER_ID,
    SECRET,
    Provider,
)
from tests.integration.http.leaving import GO, assert_asks, assert_refused, hint_of, led_to
from tests.integration.jose_tokens import FOREIGN, as_json, raw_token

pytestmark = pytest.mark.anyio

SOMEBODY_ELSE = builders.an_identity(discord_id="80351110224678913")


def forged(key_file: str, id_token: str) -> dict[str, str]:
    header, claims = header_of(id_token), claims_of(id_token)
    _, payload, signature = id_token.split(".")
    swapped = {**claims, "iss": CLIENT_ID, "aud": HTTPS_ISSUER}
    less = {name: {n: v for n, v in claims.items() if n != name} for name in ("sub", "aud")}
    return {
        "no JWT": "x",
        "three words": "x.y.z",
        "alg none": f"{part({**header, 'alg': 'none'})}.{payload}.",
        "alg none with signature": f"{part({**header, 'alg': 'none'})}.{payload}.{signature}",
        "no signature": f"{part(header)}.{payload}.",
        "other payload": f"{part(header)}.{part({**claims, 'sub': '1'})}.{signature}",
        "cut": id_token[:-3],
        "longer": f"{id_token}AAAA",
        "another key": raw_token(as_json(header), as_json(claims), FOREIGN),
        "the client's secret": hs256(header, swapped, SECRET.encode()),
        "issuer and audience swapped": signed(key_file, header, swapped),
        "another issuer": signed(key_file, header, {**claims, "iss": "https://evil.example"}),
        "an access token's type": signed(key_file, {**header, "typ": "at+jwt"}, claims),
        "a logout token's type": signed(key_file, {**header, "typ": "logout+jwt"}, claims),
        "no sub": signed(key_file, header, less["sub"]),
        "no aud": signed(key_file, header, less["aud"]),
        "many aud": signed(key_file, header, {**claims, "aud": [CLIENT_ID]}),
        "a client nobody registered": signed(key_file, header, {**claims, "aud": "nobody"}),
        "60 KB": "x." * 30_000,
    }


async def test_what_is_no_id_token_of_ours_ends_nothing_and_leads_nowhere(
    browser: Browser, provider: Provider, key_file: str
) -> None:
    """N-LO-01 (C-40, C-70): a page, with or without an address, by GET and by POST."""
    tokens = await browser.tokens()
    hints = {**forged(key_file, tokens["id_token"]), "an access token": tokens["access_token"]}
    before = provider.memory.everything()
    for hint in hints.values():
        for parameters in ({}, {"post_logout_redirect_uri": GOODBYE, "state": "s"}, GO):
            sent = {**parameters, "id_token_hint": hint}
            await assert_refused(browser, await browser.sign_out(**sent))
            assert_page(await browser.http.post(LOGOUT, data=sent))

    # Each look whether somebody is signed in leaves a code.
    kept = [line for line in provider.memory.everything().splitlines() if "auth_code" not in line]
    assert set(kept) == {line for line in before.splitlines() if "auth_code" not in line}


async def test_a_logout_token_is_no_hint(browser: Browser, provider: Provider) -> None:
    """N-LO-01, N-LO-05: whoever gets one cannot end the next session by it."""
    await browser.sign_out(id_token_hint=await hint_of(browser))
    (sent,) = provider.delivery.sent
    provider.delivery.sent.clear()
    await browser.code()

    await assert_refused(browser, await browser.sign_out(id_token_hint=sent.logout_token))
    assert (await browser.userinfo(sent.logout_token)).status_code == 401


async def test_client_and_hint_must_agree(browser: Browser) -> None:
    """N-LO-02."""
    hint = await hint_of(browser)
    for client_id in (OTHER_ID, "nobody", CLIENT_ID.upper()):
        answer = await browser.sign_out(id_token_hint=hint, client_id=client_id)
        await assert_refused(browser, answer)

    answer = await browser.sign_out(id_token_hint=hint, client_id=CLIENT_ID)
    assert answer.status_code == 303
    assert not await browser.is_signed_in()


async def test_a_hint_of_the_same_person_in_another_browser_asks(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-03 (C-71): neither session ends by the other's token."""
    elsewhere = Browser(provider)
    hint, other_hint = await hint_of(browser), await hint_of(elsewhere)
    assert_asks(await browser.sign_out(id_token_hint=other_hint, **GO))
    assert_asks(await elsewhere.sign_out(id_token_hint=hint, **GO))

    assert await browser.is_signed_in()
    assert await elsewhere.is_signed_in()
    assert provider.delivery.sent == []


async def test_a_hint_of_an_ended_session_does_not_end_the_next(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-03 (C-71): replayed as often as one likes, by GET and by POST."""
    hint = await hint_of(browser)
    assert led_to(await browser.sign_out(id_token_hint=hint, **GO)) == "s"
    provider.delivery.sent.clear()
    await browser.code()
    for _ in range(2):
        assert_asks(await browser.sign_out(id_token_hint=hint, **GO))
        posted = await browser.http.post(LOGOUT, data={"id_token_hint": hint})
        assert_asks(await browser.follow(posted))

    assert await browser.is_signed_in()
    assert provider.delivery.sent == []


async def test_a_post_from_before_does_not_end_the_next_session(browser: Browser) -> None:
    """N-LO-03 (C-71): the request that was kept is decided on when it is taken up."""
    hint = await hint_of(browser)
    posted = await browser.http.post(LOGOUT, data={"id_token_hint": hint})
    await browser.sign_out(id_token_hint=hint)
    await browser.code()

    assert_asks(await browser.follow(posted))
    assert await browser.is_signed_in()


async def test_a_hint_of_another_person_asks(browser: Browser, provider: Provider) -> None:
    """N-LO-03 (C-71): a link with one's own token signs nobody else out."""
    attacker = Browser(provider)
    provider.upstream.answer = SOMEBODY_ELSE
    hint = await hint_of(attacker)
    provider.upstream.answer = builders.an_identity()
    await browser.code()
    assert_asks(await browser.sign_out(id_token_hint=hint, **GO))

    assert await browser.is_signed_in()
    assert await attacker.is_signed_in()


async def test_a_hint_from_before_the_account_was_changed_asks(
    browser: Browser, provider: Provider
) -> None:
    """N-LO-03 (C-71): in the same browser."""
    hint = await hint_of(browser)
    provider.upstream.answer = SOMEBODY_ELSE
    await browser.sign_in_anew()

    assert_asks(await browser.sign_out(id_token_hint=hint, **GO))
    assert await browser.is_signed_in()


@pytest.mark.parametrize("sid", [None, "", "x" * 43, 1, ["x"]])
async def test_the_sid_decides_even_in_a_token_with_our_signature(
    browser: Browser, key_file: str, sid: object
) -> None:
    """N-LO-03 (C-71)."""
    hint = await hint_of(browser)
    claims = {**claims_of(hint), "sid": sid}

    assert_asks(await browser.sign_out(id_token_hint=signed(key_file, header_of(hint), claims)))
    assert await browser.is_signed_in()


async def test_the_sid_of_a_stranger_ends_nothing_with_another_subject(
    browser: Browser, key_file: str
) -> None:
    """N-LO-03 (C-71): even with our signature; and OTHER's token does no more than ours."""
    hint = await hint_of(browser, **OTHER)
    claims = {**claims_of(hint), "sub": SOMEBODY_ELSE.discord_id}

    assert_asks(await browser.sign_out(id_token_hint=signed(key_file, header_of(hint), claims)))
    assert await browser.is_signed_in()
