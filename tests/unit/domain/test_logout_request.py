"""Which hint proves that a session is meant, and whom a pending logout belongs to."""

from datetime import timedelta

import pytest

from domain.id_token_hint import IdTokenHint
from domain.logout import LogoutRequest, PendingLogout
from domain.opaque_token import digest
from domain.page_refusals import ForeignBrowser, LoginExpired
from tests.builders import BROWSER, CLIENT_ID, DISCORD_ID, NOW, SID, a_session


def a_hint(subject: str = DISCORD_ID, sid: str | None = SID) -> IdTokenHint:
    return IdTokenHint(subject=subject, client_id=CLIENT_ID, sid=sid)


@pytest.mark.parametrize(
    ("hint", "settled"),
    [
        (None, False),
        (a_hint(), True),
        (a_hint(sid=None), False),
        (a_hint(sid=""), False),
        (a_hint(sid="t" * 43), False),
        (a_hint(sid=SID[:-1]), False),
        (a_hint(subject="42"), False),
        (a_hint(subject="42", sid="t" * 43), False),
    ],
)
def test_only_a_hint_of_this_session_and_this_person_settles(
    hint: IdTokenHint | None, *, settled: bool
) -> None:
    assert LogoutRequest(client_id=CLIENT_ID, hint=hint).settles(a_session()) is settled


def a_pending(*, asked: bool = True) -> PendingLogout:
    return PendingLogout(
        request=LogoutRequest(),
        browser_digest=digest(BROWSER) if asked else None,
        session_digest=digest("session") if asked else None,
        expires_at=NOW,
    )


def test_it_is_over_at_its_time_and_not_before() -> None:
    a_pending().check_age(NOW - timedelta(microseconds=1))
    with pytest.raises(LoginExpired):
        a_pending().check_age(NOW)


def test_a_question_belongs_to_the_browser_that_was_asked() -> None:
    assert a_pending().is_question
    a_pending().check_browser(BROWSER)
    for cookie in ("c" * 43, "", digest(BROWSER)):
        with pytest.raises(ForeignBrowser):
            a_pending().check_browser(cookie)


def test_a_request_that_came_by_post_asks_nobody() -> None:
    assert not a_pending(asked=False).is_question
    with pytest.raises(ForeignBrowser):
        a_pending(asked=False).check_browser(BROWSER)


def test_it_is_about_one_session() -> None:
    assert a_pending().was_asked_of(digest("session"))
    assert not a_pending().was_asked_of(digest("another"))
    assert not a_pending(asked=False).was_asked_of(digest("session"))
