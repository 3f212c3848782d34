"""A trip to Discord is bound to the browser that began it."""

from datetime import timedelta

import pytest

from domain.browser import presented_browser
from domain.page_refusals import ForeignBrowser, LoginExpired
from tests.builders import BROWSER, NOW, a_login

_BEFORE = NOW - timedelta(microseconds=1)


def test_the_browser_that_began_it_may_go_on() -> None:
    a_login(expires_at=NOW).check(BROWSER, _BEFORE)


def test_another_browser_may_not() -> None:
    with pytest.raises(ForeignBrowser):
        a_login(expires_at=NOW).check("c" * 43, _BEFORE)


def test_a_login_is_over_at_the_moment_it_expires() -> None:
    with pytest.raises(LoginExpired):
        a_login(expires_at=NOW).check(BROWSER, NOW)


def test_another_browser_does_not_learn_that_a_login_has_expired() -> None:
    with pytest.raises(ForeignBrowser):
        a_login(expires_at=NOW).check("c" * 43, NOW)


def test_the_digest_of_the_cookie_is_no_cookie() -> None:
    login = a_login(expires_at=NOW)
    with pytest.raises(ForeignBrowser):
        login.check(login.browser_digest, _BEFORE)


def test_a_login_does_not_show_its_verifier() -> None:
    login = a_login()
    assert login.upstream_code_verifier not in repr(login)


def test_a_cookie_of_ours_is_taken() -> None:
    assert presented_browser(BROWSER) == BROWSER


@pytest.mark.parametrize("cookie", [None, "", "b" * 42, "b" * 44, "b" * 43 + "\n", "\u00e9" * 43])
def test_anything_else_is_no_cookie_of_a_sign_in(cookie: str | None) -> None:
    with pytest.raises(ForeignBrowser):
        presented_browser(cookie)
