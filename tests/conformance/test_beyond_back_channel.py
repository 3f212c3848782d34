"""What the modules of Back-Channel Logout OP do not ask: several applications, some out of order.

That nobody is told more than is awaited here is checked when the provider has stopped.
"""

from http import HTTPStatus

import pytest

from tests.conformance.clients import ALSO_TOLD, FAILING, HANGING, TOLD
from tests.conformance.module import Module
from tests.conformance.outcomes import Plan
from tests.conformance.signing_out import (
    awkward_state,
    check_return,
    check_signed_out,
    check_signed_out_page,
    end_session,
)
from tests.conformance.told import Member, sign_in_at


@pytest.fixture
def plan() -> Plan:
    """Ask and answer as in that plan."""
    return Plan.BACK_CHANNEL


@pytest.fixture
def member(module: Module) -> Member:
    """Give somebody who is signed in at an application that is well."""
    return sign_in_at(module, TOLD)


def _leave(module: Module, member: Member) -> None:
    state = awkward_state()

    ended = end_session(module, **member.leaving(state))

    check_return(ended, member.client, state)
    check_signed_out(module, member.client)


def test_all_applications_of_a_session_are_told(module: Module, member: Member) -> None:
    other = sign_in_at(module, ALSO_TOLD)

    _leave(module, member)

    assert member.told(module)["jti"] != other.told(module)["jti"]


def test_an_application_may_answer_204(module: Module, member: Member) -> None:
    member.application.statuses = [HTTPStatus.NO_CONTENT, HTTPStatus.OK]

    _leave(module, member)

    assert member.told(module)


def test_who_has_left_without_a_hint_has_left_everywhere(module: Module, member: Member) -> None:
    ended = end_session(module)

    check_signed_out_page(module, ended)
    assert member.told(module)


def test_nobody_is_told_of_another_session(module: Module, member: Member) -> None:
    first = member
    module.browser.forget_cookies()
    second = sign_in_at(module, ALSO_TOLD)

    _leave(module, second)

    assert second.told(module)["sid"] != first.signed_in.id_token["sid"]
    assert first.application.was_left_alone


def test_an_application_that_fails_is_told_again_and_holds_up_nobody(
    module: Module, member: Member
) -> None:
    failing = sign_in_at(module, FAILING)
    failing.application.statuses = [HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.OK]

    _leave(module, member)

    assert member.told(module)
    first, second = failing.told(module), failing.told(module)
    assert second["sid"] == first["sid"]


def test_an_application_that_hangs_holds_up_nobody(module: Module, member: Member) -> None:
    hanging = sign_in_at(module, HANGING)
    hanging.application.answers.clear()
    try:
        _leave(module, member)

        assert member.told(module)
        # Its first token, to which it answers only now.
        assert hanging.told(module)
        assert hanging.application.was_left_alone
    finally:
        hanging.application.answers.set()
