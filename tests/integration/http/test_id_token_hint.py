"""id_token_hint: whom the client expects, as far as a token of ours says so."""

import pytest

from tests import builders
from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import Browser
from tests.integration.http.claims import claims_of, header_of
from tests.integration.http.forging import hs256, part, signed
from tests.integration.http.harness import CLIENT_ID, HTTPS_ISSUER, OTHER, Provider

pytestmark = pytest.mark.anyio

SOMEBODY_ELSE = builders.an_identity(discord_id="80351110224678913")


async def hint_of_somebody_else(provider: Provider) -> str:
    me, provider.upstream.answer = provider.upstream.answer, SOMEBODY_ELSE
    hint = (await Browser(provider).tokens())["id_token"]
    provider.upstream.answer = me
    return str(hint)


@pytest.mark.parametrize("prompt", [None, "none"])
async def test_the_person_who_is_signed_in_is_answered_for(
    browser: Browser, provider: Provider, prompt: str | None
) -> None:
    """N-AZ-20: also by the token of another client."""
    for asked in ({}, OTHER):
        hint = (await browser.tokens(**asked))["id_token"]
        told = await browser.told(await browser.authorize(prompt=prompt, id_token_hint=hint))
        assert told["sub"] == builders.DISCORD_ID

    assert len(provider.upstream.sent) == 1


@pytest.mark.parametrize("has_session", [False, True])
async def test_a_token_that_has_expired_still_says_who(
    with_bot: Provider, *, has_session: bool
) -> None:
    """N-AZ-20 (OpenID Connect Core section 3.1.2.1)."""
    browser = Browser(with_bot)
    hint = (await browser.tokens())["id_token"]
    for _ in range(3 if has_session else 1):
        with_bot.clock.advance(3599 if has_session else 10**6)
        await browser.sign_in()

    told = await browser.told(await browser.sign_in(id_token_hint=hint))
    assert told["iat"] > claims_of(hint)["exp"]


async def test_under_prompt_none_a_hint_of_somebody_else_is_login_required(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-20."""
    hint = await hint_of_somebody_else(provider)
    await browser.code()
    trips = len(provider.upstream.sent)

    refused = await browser.authorize(prompt="none", id_token_hint=hint)
    assert_error_redirect(refused, "login_required")
    assert len(provider.upstream.sent) == trips


async def test_a_hint_of_somebody_else_leads_to_a_choice_of_account(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-20: and the code is theirs, or there is none."""
    hint = await hint_of_somebody_else(provider)
    await browser.code()
    away = await browser.authorize(id_token_hint=hint)
    assert provider.upstream.sent[-1].choose_account

    provider.upstream.answer = SOMEBODY_ELSE
    told = await browser.told(await browser.travel(away))
    assert told["sub"] == SOMEBODY_ELSE.discord_id


async def test_who_chose_another_account_than_the_hint_says_gets_no_code(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-20: and the session there was is not touched."""
    hint = await hint_of_somebody_else(provider)
    await browser.code()
    before = browser.session
    refused = await browser.sign_in(id_token_hint=hint)

    assert_error_redirect(refused, "login_required")
    assert browser.session == before
    assert "code=" in (await browser.authorize(prompt="none")).headers["location"]


async def test_who_passed_through_as_somebody_else_is_asked_to_choose_once(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-20: Discord let them pass without a question, so that they have not chosen yet."""
    hint = await hint_of_somebody_else(provider)
    asked = await browser.sign_in(id_token_hint=hint)
    assert [trip.choose_account for trip in provider.upstream.sent] == [False, False, True]
    refused = await browser.travel(asked)

    assert_error_redirect(refused, "login_required")


def forged(key_file: str, id_token: str) -> dict[str, str]:
    header, claims = header_of(id_token), claims_of(id_token)
    _, payload, signature = id_token.split(".")
    return {
        "no JWT": "x",
        "three words": "x.y.z",
        "other payload": f"{part(header)}.{part({**claims, 'sub': '1'})}.{signature}",
        "no signature": f"{part(header)}.{payload}.",
        "alg none": f"{part({**header, 'alg': 'none'})}.{payload}.",
        "alg none with signature": f"{part({**header, 'alg': 'none'})}.{payload}.{signature}",
        "a shared secret": hs256(header, claims, b"secret"),
        "an access token's type": signed(key_file, {**header, "typ": "at+jwt"}, claims),
        "a logout token's type": signed(key_file, {**header, "typ": "logout+jwt"}, claims),
        "no type": signed(key_file, {n: v for n, v in header.items() if n != "typ"}, claims),
        "another issuer": signed(key_file, header, {**claims, "iss": "https://evil.example"}),
        "issuer and more": signed(key_file, header, {**claims, "iss": HTTPS_ISSUER + "/"}),
        "no sub": signed(key_file, header, {n: v for n, v in claims.items() if n != "sub"}),
        "sub is a number": signed(key_file, header, {**claims, "sub": 1}),
        "a list": signed(key_file, header, [claims]),
    }


async def test_what_is_no_id_token_of_ours_is_refused(
    browser: Browser, provider: Provider, key_file: str
) -> None:
    """N-AZ-20 (C-40): by name, and by login_required under prompt=none."""
    tokens = await browser.tokens()
    hints = {**forged(key_file, tokens["id_token"]), "an access token": tokens["access_token"]}
    for name, hint in hints.items():
        refused = await browser.authorize(id_token_hint=hint)
        silent = await browser.authorize(id_token_hint=hint, prompt="none")
        assert refused.headers["location"].startswith("https://app.example.org/callback?"), name
        assert_error_redirect(refused, "invalid_request")
        assert_error_redirect(silent, "login_required")

    assert len(provider.upstream.sent) == 1


@pytest.mark.parametrize("size", [16_384, 16_388])
async def test_a_hint_may_have_16_kib_and_no_more(
    browser: Browser, key_file: str, size: int
) -> None:
    """N-AZ-20 (C-68): a good one, whatever else stands in it."""
    id_token = (await browser.tokens())["id_token"]
    header, claims = header_of(id_token), claims_of(id_token)
    padded = len(signed(key_file, header, {**claims, "x": ""}))
    hints = (
        signed(key_file, header, {**claims, "x": "a" * ((size - padded) * 3 // 4 + more)})
        for more in range(-4, 4)
    )
    hint = next(hint for hint in hints if size - 2 <= len(hint) <= size)

    answer = await browser.authorize(id_token_hint=hint)
    if len(hint) > 16_384:
        assert_error_redirect(answer, "invalid_request")
    else:
        assert "code=" in answer.headers["location"]


@pytest.mark.parametrize("size", [16_384, 16_385, 20_000])
async def test_a_long_hint_of_nonsense_is_refused_like_a_short_one(
    browser: Browser, provider: Provider, size: int
) -> None:
    """N-AZ-20 (C-68)."""
    for hint in ("a" * size, ("a" * (size // 3) + ".") * 3, "." * size, "\u00e9" * (size // 2)):
        assert_error_redirect(await browser.authorize(id_token_hint=hint), "invalid_request")

    assert provider.upstream.sent == []
    assert provider.memory.everything() == ""


async def test_a_hint_and_claims_that_name_different_people_are_refused(browser: Browser) -> None:
    """N-AZ-20, N-AZ-29."""
    hint = (await browser.tokens())["id_token"]
    claims = '{"id_token":{"sub":{"value":"1"}}}'

    refused = await browser.authorize(id_token_hint=hint, claims=claims, client_id=CLIENT_ID)
    assert_error_redirect(refused, "invalid_request")
