"""Nothing that is nearly a refresh token is worth anything, and most of it ends nothing."""

import pytest

from application.events import RefreshTokenReplayed
from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    Provider,
)
from tests.integration.http.program import Program
from tests.integration.http.program_answers import assert_untouched

pytestmark = pytest.mark.anyio


def forgeries(mine: str, others: str) -> dict[str, str]:
    """Give what is nearly a refresh token, or was made from two."""
    grant, handle, secret = mine.split(".")
    other_grant, other_handle, other_secret = others.split(".")
    return {
        "cut at the end": mine[:-1],
        "cut at the start": mine[1:],
        "extended": mine + "A",
        "begun earlier": "A" + mine,
        "in the other case": mine.swapcase(),
        "handle in the other case": f"{grant}.{handle.swapcase()}.{secret}",
        "upper case": mine.upper(),
        "secret first": f"{secret}.{handle}.{grant}",
        "secret and handle exchanged": f"{grant}.{secret}.{handle}",
        "handle and grant exchanged": f"{handle}.{grant}.{secret}",
        "grant for handle": f"{grant}.{grant}.{secret}",
        "handle of another family": f"{grant}.{other_handle}.{secret}",
        "handle and secret of another family": f"{grant}.{other_handle}.{other_secret}",
        "grant of another family": f"{other_grant}.{handle}.{secret}",
        "nobody's grant": f"{'A' * 43}.{handle}.{secret}",
        "grant alone": grant,
        "without a secret": f"{grant}.{handle}",
        "with an empty secret": f"{grant}.{handle}.",
        "with a fourth part": f"{mine}.{secret}",
        "another separator": mine.replace(".", "-"),
        "two separators": mine.replace(".", ".."),
        "padded": mine + "=",
        "each part padded": f"{grant}=.{handle}=.{secret}=",
        "one letter less in one part, one more in another": f"{grant[:-1]}.{handle}.{secret}A",
        "with NUL": mine + "\0",
        "NUL for a letter": mine[:-1] + "\0",
        "NUL in front": "\0" + mine,
        "with a line end": mine + "\n",
        "with a carriage return": mine + "\r\n",
        "with a space": mine + " ",
        "with a tab in front": "\t" + mine,
        "full-width letters": "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in mine),
        "a letter beyond ASCII": mine[:-1] + "\u00e9",
        "a letter that is no letter": mine[:-1] + "\u017f",
        "with a combining mark": mine + "\u0301",
        "with a byte order mark": "\ufeff" + mine,
        "another dot": mine.replace(".", "\u3002"),
        "in quotes": f'"{mine}"',
        "in braces": f"{{{grant}}}.{handle}.{secret}",
        "twice": f"{mine} {mine}",
        "a path": f"../{mine}",
        "percent-encoded again": mine.replace(".", "%2E"),
        "a wildcard": f"{grant}.{handle}.{'*' * 43}",
        "very long": mine + "A" * 60_000,
    }


NAMES = list(forgeries("a.b.c", "d.e.f"))


@pytest.mark.parametrize("name", NAMES)
async def test_what_is_nearly_a_refresh_token_is_refused_and_ends_nothing(
    program: Program, offline: Provider, name: str
) -> None:
    """N-RF-01 (C-27)."""
    held, other = await program.begin(), await program.begin()
    before = offline.memory.everything()
    forged = forgeries(held.refresh_token, other.refresh_token)[name]
    assert forged != held.refresh_token

    assert_oauth_error(await program.refresh(forged), 400, "invalid_grant")

    assert all((await program.is_alive(other)).values())
    await assert_untouched(program, before, held)


@pytest.mark.parametrize("guess", ["swapped", "handle", "grant", "made up"])
async def test_a_wrong_secret_from_somebody_who_has_held_a_token_of_the_family_ends_it(
    program: Program, guess: str
) -> None:
    """N-RF-02 (C-27): whoever knows the handle has held one, and is not the client now."""
    held = await program.begin()
    grant, handle, secret = held.refresh_token.split(".")
    secrets = {"swapped": secret.swapcase(), "handle": handle, "grant": grant, "made up": "A" * 43}

    refused = await program.refresh(f"{grant}.{handle}.{secrets[guess]}")
    assert_oauth_error(refused, 400, "invalid_grant")
    assert not any((await program.is_alive(held)).values())
    assert [e for e in program.provider.audit.events if isinstance(e, RefreshTokenReplayed)]


async def test_no_other_value_of_ours_is_a_refresh_token(program: Program) -> None:
    """N-RF-01: neither code, nor access token, nor ID token, nor session cookie."""
    browser = Browser(program.provider)
    held = await program.begin(browser)
    code = await browser.code()
    for value in (code, held.access_token, held.id_token, browser.session or ""):
        assert_oauth_error(await program.refresh(value), 400, "invalid_grant")


async def test_a_refresh_token_is_no_other_value_of_ours(program: Program) -> None:
    """N-RF-01, N-UI-04: it opens neither userinfo nor anything a code or a hint does."""
    browser = Browser(program.provider)
    held = await program.begin(browser)
    refused = await browser.userinfo(held.refresh_token)
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_token")
    for part in (held.refresh_token, *held.refresh_token.split(".")):
        assert_oauth_error(await browser.exchange(part), 400, "invalid_grant")

    assert (await program.refresh(held.refresh_token)).status_code == 200
