"""Modules of sessions: when the person is asked anew, and when nobody is asked at all."""

import time

import pytest

from tests.conformance.browser import SIGN_IN_PAGE
from tests.conformance.checks.answer import NOT_WITHOUT_ASKING
from tests.conformance.module import Module, wait_for_second

_SECOND_SIGN_IN = "a person looks at the second sign-in page"


@pytest.mark.module("oidcc-prompt-login")
def test_prompt_login_asks_to_sign_in_although_there_is_a_session(module: Module) -> None:
    first = module.sign_in()
    wait_for_second(first.id_token["auth_time"] + 1)

    second = module.sign_in(prompt="login")

    assert second.pages[0] == SIGN_IN_PAGE
    assert second.id_token["auth_time"] > first.id_token["auth_time"]
    assert second.id_token["sub"] == first.id_token["sub"]
    module.review(_SECOND_SIGN_IN)


@pytest.mark.module("oidcc-prompt-none-not-logged-in")
def test_prompt_none_without_a_session_is_an_error_at_once(module: Module) -> None:
    request = module.request(prompt="none")
    assert len(request["state"]) == 128

    answer = module.answer(module.authorize(request), request)

    assert answer["error"] in NOT_WITHOUT_ASKING
    assert module.browser.seen == []


@pytest.mark.module("oidcc-prompt-none-logged-in")
def test_prompt_none_with_a_session_gives_a_code_and_shows_nothing(module: Module) -> None:
    first = module.sign_in()

    silent = module.sign_in(prompt="none")

    assert silent.pages == []
    assert silent.id_token["sub"] == first.id_token["sub"]
    assert silent.id_token["auth_time"] == first.id_token["auth_time"]


@pytest.mark.module("oidcc-max-age-1")
def test_a_session_older_than_max_age_leads_to_a_new_sign_in(module: Module) -> None:
    first = module.sign_in()
    wait_for_second(first.id_token["auth_time"] + 2)
    asked_at = int(time.time())

    second = module.sign_in(max_age="1")

    assert second.pages[0] == SIGN_IN_PAGE
    assert second.id_token["auth_time"] > first.id_token["auth_time"]
    assert second.id_token["auth_time"] >= asked_at
    module.review(_SECOND_SIGN_IN)


@pytest.mark.module("oidcc-max-age-10000")
def test_a_session_younger_than_max_age_is_enough(module: Module) -> None:
    first = module.sign_in(max_age="15000")

    second = module.sign_in(max_age="10000")

    assert second.pages == []
    assert second.id_token["auth_time"] == first.id_token["auth_time"]
    assert second.id_token["sub"] == first.id_token["sub"]


@pytest.mark.module("oidcc-id-token-hint")
def test_the_hint_of_who_is_signed_in_needs_no_page(module: Module) -> None:
    first = module.sign_in()

    silent = module.sign_in(prompt="none", id_token_hint=first.tokens["id_token"])

    assert silent.pages == []
    assert silent.id_token["sub"] == first.id_token["sub"]
