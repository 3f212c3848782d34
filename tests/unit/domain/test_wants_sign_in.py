"""When our own sign-in page has to come before an answer (OpenID Connect Core 3.1.2.3)."""

from datetime import timedelta

import pytest

from domain.session import Session
from tests.builders import DISCORD_ID, NOW, a_session, an_auth_request

_JUST_NOW = a_session(auth_time=NOW)
_BEFORE = a_session(auth_time=NOW - timedelta(minutes=10))
_SOMEBODY_ELSE = frozenset({"42"})


@pytest.mark.parametrize("session", [None, _JUST_NOW, _BEFORE], ids=["none", "new", "old"])
@pytest.mark.parametrize("prompt", ["login", "select_account", "login consent"])
def test_these_prompts_want_it_always(prompt: str, session: Session | None) -> None:
    request = an_auth_request(prompt=frozenset(prompt.split()))
    assert request.wants_sign_in(session, NOW)


@pytest.mark.parametrize("prompt", ["", "none", "consent"])
def test_other_prompts_do_not(prompt: str) -> None:
    request = an_auth_request(prompt=frozenset(prompt.split()))
    for session in (None, _JUST_NOW, _BEFORE):
        assert not request.wants_sign_in(session, NOW)


@pytest.mark.parametrize(
    ("max_age", "subjects"),
    [(0, None), (None, _SOMEBODY_ELSE), (0, _SOMEBODY_ELSE)],
)
def test_without_a_session_discord_does_it(
    max_age: int | None, subjects: frozenset[str] | None
) -> None:
    assert not an_auth_request(max_age=max_age, subjects=subjects).wants_sign_in(None, NOW)


@pytest.mark.parametrize(
    ("max_age", "wanted"), [(0, True), (599, True), (600, False), (None, False)]
)
def test_a_sign_in_older_than_max_age_wants_it(max_age: int | None, *, wanted: bool) -> None:
    assert an_auth_request(max_age=max_age).wants_sign_in(_BEFORE, NOW) is wanted


def test_a_max_age_of_zero_wants_it_also_within_the_second_of_the_sign_in() -> None:
    assert an_auth_request(max_age=0).wants_sign_in(_JUST_NOW, NOW)
    assert not an_auth_request(max_age=1).wants_sign_in(_JUST_NOW, NOW)


@pytest.mark.parametrize("subjects", [_SOMEBODY_ELSE, frozenset[str](), frozenset({DISCORD_ID})])
def test_whom_the_client_takes_is_no_matter_of_this_page(subjects: frozenset[str]) -> None:
    assert not an_auth_request(subjects=subjects).wants_sign_in(_JUST_NOW, NOW)
