"""A question is answered by the browser it was put to, once it is the right question, in time."""

from datetime import timedelta

import pytest

from domain.interaction import Question
from domain.page_refusals import ForeignBrowser, LoginExpired
from tests.builders import BROWSER, NOW, an_interaction

_BEFORE = NOW - timedelta(microseconds=1)
_OTHER = {Question.SIGN_IN: Question.CONSENT, Question.CONSENT: Question.SIGN_IN}


@pytest.mark.parametrize("question", Question)
def test_the_browser_that_was_asked_may_answer(question: Question) -> None:
    an_interaction(question=question, expires_at=NOW).check(question, BROWSER, _BEFORE)


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize("browser", ["c" * 43, "", BROWSER.upper(), BROWSER[:-1]])
def test_another_browser_may_not(question: Question, browser: str) -> None:
    with pytest.raises(ForeignBrowser):
        an_interaction(question=question, expires_at=NOW).check(question, browser, _BEFORE)


@pytest.mark.parametrize("question", Question)
def test_an_answer_to_another_question_is_none(question: Question) -> None:
    with pytest.raises(LoginExpired):
        an_interaction(question=question, expires_at=NOW).check(_OTHER[question], BROWSER, _BEFORE)


def test_a_question_is_over_at_the_moment_it_expires() -> None:
    with pytest.raises(LoginExpired):
        an_interaction(expires_at=NOW).check(Question.SIGN_IN, BROWSER, NOW)


@pytest.mark.parametrize("question", Question)
def test_another_browser_learns_neither_the_question_nor_that_it_is_over(
    question: Question,
) -> None:
    with pytest.raises(ForeignBrowser):
        an_interaction(expires_at=NOW).check(question, "c" * 43, NOW)


def test_the_digest_of_the_cookie_is_no_cookie() -> None:
    interaction = an_interaction(expires_at=NOW)
    with pytest.raises(ForeignBrowser):
        interaction.check(Question.SIGN_IN, interaction.browser_digest, _BEFORE)
