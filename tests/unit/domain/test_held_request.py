"""A request that came by POST waits as long as a sign-in may take."""

from datetime import timedelta

import pytest

from domain.held_request import HeldRequest
from domain.page_refusals import LoginExpired
from tests.builders import NOW, an_auth_request

_MOMENT = timedelta(microseconds=1)


def test_it_can_be_taken_up_until_its_time_has_come() -> None:
    held = HeldRequest(request=an_auth_request(), expires_at=NOW)
    held.check(NOW - _MOMENT)
    for late in (NOW, NOW + _MOMENT):
        with pytest.raises(LoginExpired):
            held.check(late)
