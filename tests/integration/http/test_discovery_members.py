"""Each member of discovery that tells what may be asked for, held against what then happens."""

from collections.abc import Awaitable, Callable

import pytest

from tests.integration.http.answers import assert_error_redirect, assert_oauth_error, posted_answer
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    DISCOVERY,
    HTTPS_ISSUER,
    PUBLIC_ID,
    Provider,
    provider_of,
    settings_for,
)
from tests.integration.http.program import Program

pytestmark = pytest.mark.anyio

METHODS = ["client_secret_basic", "client_secret_post", "none"]
MEMBERS = {
    "issuer": HTTPS_ISSUER,
    "authorization_endpoint": f"{HTTPS_ISSUER}/oauth/authorize",
    "token_endpoint": f"{HTTPS_ISSUER}/oauth/token",
    "userinfo_endpoint": f"{HTTPS_ISSUER}/userinfo",
    "revocation_endpoint": f"{HTTPS_ISSUER}/oauth/revoke",
    "introspection_endpoint": f"{HTTPS_ISSUER}/oauth/introspect",
    "revocation_endpoint_auth_methods_supported": METHODS,
    "introspection_endpoint_auth_methods_supported": METHODS[:2],
    "end_session_endpoint": f"{HTTPS_ISSUER}/oauth/logout",
    "jwks_uri": f"{HTTPS_ISSUER}/jwks.json",
    "scopes_supported": ["openid", "profile", "email", "roles", "groups"],
    "response_types_supported": ["code"],
    "response_modes_supported": ["query", "form_post"],
    "grant_types_supported": ["authorization_code"],
    "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": ["RS256"],
    "acr_values_supported": ["urn:guildpass:discord"],
    "display_values_supported": ["page"],
    "ui_locales_supported": ["en", "de"],
    "code_challenge_methods_supported": ["S256"],
    "claim_types_supported": ["normal"],
    "claims_parameter_supported": True,
    "request_parameter_supported": False,
    "request_uri_parameter_supported": False,
    "authorization_response_iss_parameter_supported": True,
    "backchannel_logout_supported": True,
    "backchannel_logout_session_supported": True,
}
ELSEWHERE = {"token_endpoint_auth_methods_supported", "claims_supported"}


async def metadata_of(browser: Browser) -> dict[str, object]:
    return dict((await browser.http.get(DISCOVERY[0])).json())


@pytest.mark.parametrize(("name", "value"), MEMBERS.items())
async def test_a_member_says_what_it_should(browser: Browser, name: str, value: object) -> None:
    """N-DS-02."""
    assert (await metadata_of(browser))[name] == value


async def test_there_is_no_member_besides_those_that_are_tested(browser: Browser) -> None:
    """N-DS-02: nothing is promised in passing."""
    assert (await metadata_of(browser)).keys() == MEMBERS.keys() | ELSEWHERE


WITH_A_BOT = {
    "scopes_supported": ["openid", "profile", "email", "roles", "groups", "offline_access"],
    "grant_types_supported": ["authorization_code", "refresh_token"],
}


async def test_refresh_tokens_are_advertised_only_where_there_is_a_bot(
    browser: Browser, with_bot: Provider, offline: Provider
) -> None:
    """N-DS-02: without one nobody can be looked at again, so that none is given either."""
    without = await metadata_of(browser)
    for provider in (with_bot, offline):
        assert await metadata_of(Browser(provider)) == {**without, **WITH_A_BOT}

    tokens = await browser.tokens(scope="openid offline_access")
    assert (tokens["scope"], "refresh_token" in tokens) == ("openid", False)
    assert "refresh_token" in await Browser(offline).tokens(scope="openid offline_access")


async def code_is_posted(browser: Browser) -> None:
    answer = posted_answer(await browser.sign_in(response_mode="form_post"))
    assert "code" in answer


async def acr_is_told(browser: Browser) -> None:
    assert (await browser.told(await browser.sign_in()))["acr"] == "urn:guildpass:discord"


async def claims_are_read(browser: Browser) -> None:
    claims = '{"id_token":{"nickname":null}}'
    told = await browser.told(await browser.sign_in(scope="openid", claims=claims))
    assert "nickname" in told


async def pages_speak_them(browser: Browser) -> None:
    for language in ("en", "de"):
        page = await browser.page_for(prompt="login", ui_locales=language, display="page")
        assert f'<html lang="{language}">' in page.text


async def request_objects_are_refused(browser: Browser) -> None:
    refused = await browser.authorize(request="e30.e30.")
    assert_error_redirect(refused, "request_not_supported")
    refused = await browser.authorize(request_uri="https://app.example.org/r")
    assert_error_redirect(refused, "request_uri_not_supported")


async def nobody_without_a_secret_is_told_of_tokens(browser: Browser) -> None:
    public = Program(provider=browser.provider, client_id=PUBLIC_ID)
    assert (await public.revoke("x")).status_code == 200
    assert_oauth_error(await public.introspect("x"), 401, "invalid_client")


async def no_other_challenge_is_taken(browser: Browser) -> None:
    refused = await browser.authorize(code_challenge_method="plain")
    assert_error_redirect(refused, "invalid_request")


TRUE_OF: dict[str, Callable[[Browser], Awaitable[None]]] = {
    "response_modes_supported": code_is_posted,
    "acr_values_supported": acr_is_told,
    "claims_parameter_supported": claims_are_read,
    "ui_locales_supported": pages_speak_them,
    "request_parameter_supported": request_objects_are_refused,
    "code_challenge_methods_supported": no_other_challenge_is_taken,
    "introspection_endpoint_auth_methods_supported": nobody_without_a_secret_is_told_of_tokens,
}


@pytest.mark.parametrize(("name", "check"), TRUE_OF.items(), ids=TRUE_OF.keys())
async def test_what_a_member_says_is_true(
    browser: Browser, name: str, check: Callable[[Browser], Awaitable[None]]
) -> None:
    """N-DS-02."""
    assert name in await metadata_of(browser)
    await check(browser)


@pytest.mark.parametrize("client_id", ["dashboard", "minimal"])
async def test_every_claim_of_an_id_token_is_advertised(browser: Browser, client_id: str) -> None:
    """N-DS-02."""
    told = await browser.told(await browser.sign_in(client_id=client_id), client_id=client_id)
    supported = (await metadata_of(browser))["claims_supported"]

    assert isinstance(supported, list)
    assert told.keys() <= set(supported)


PAGES = {
    "SERVICE_DOCUMENTATION": "service_documentation",
    "OP_POLICY_URI": "op_policy_uri",
    "OP_TOS_URI": "op_tos_uri",
}


@pytest.mark.parametrize(("setting", "name"), PAGES.items())
async def test_a_page_of_the_operators_is_named_where_it_is_set(
    key_file: str, setting: str, name: str
) -> None:
    """N-DS-02: and only that one."""
    page = "https://club.example.org/about?x=y"
    browser = Browser(provider_of(settings_for(key_file, **{setting: page})))
    metadata = await metadata_of(browser)

    assert metadata[name] == page
    assert metadata.keys() & set(PAGES.values()) == {name}
