"""What the modules of RP-Initiated Logout OP do not ask: POST, the question, another session."""

import pytest

from tests.conformance.browser import LOGOUT_PAGE
from tests.conformance.clients import LEAVING
from tests.conformance.module import Module, SignedIn
from tests.conformance.outcomes import Plan
from tests.conformance.signing_out import (
    awkward_state,
    check_return,
    check_signed_out,
    end_session,
)

_REGISTERED = str(LEAVING.post_logout_redirect_uri)


@pytest.fixture
def plan() -> Plan:
    """Ask and answer as in that plan."""
    return Plan.RP_LOGOUT


@pytest.fixture
def signed_in(module: Module) -> SignedIn:
    """Give somebody who is signed in."""
    return module.sign_in(LEAVING)


def test_a_form_of_another_site_signs_out_without_a_question(
    module: Module, signed_in: SignedIn
) -> None:
    state = awkward_state()
    form = {
        "id_token_hint": signed_in.tokens["id_token"],
        "post_logout_redirect_uri": _REGISTERED,
        "state": state,
    }
    module.browser.seen.clear()
    module.browser.keep_cookies()

    ended = module.browser.sent_by_form(module.metadata["end_session_endpoint"], form)

    check_return(ended, LEAVING, state)
    assert module.browser.seen == []
    check_signed_out(module, LEAVING)


@pytest.mark.usefixtures("signed_in")
def test_by_its_client_id_an_application_can_have_the_person_asked(module: Module) -> None:
    state = awkward_state()

    ended = end_session(
        module, client_id=LEAVING.client_id, post_logout_redirect_uri=_REGISTERED, state=state
    )

    check_return(ended, LEAVING, state)
    assert module.browser.seen == [LOGOUT_PAGE]
    check_signed_out(module, LEAVING)


def test_the_hint_of_a_session_that_has_ended_does_not_end_the_next(
    module: Module, signed_in: SignedIn
) -> None:
    old, state = signed_in.tokens["id_token"], awkward_state()
    end_session(module, id_token_hint=old)
    module.browser.forget_cookies()
    module.sign_in(LEAVING)

    ended = end_session(
        module, id_token_hint=old, post_logout_redirect_uri=_REGISTERED, state=state
    )

    # The browser of the tests presses the button; nobody is signed out without it.
    assert module.browser.seen == [LOGOUT_PAGE]
    check_return(ended, LEAVING, state)
    check_signed_out(module, LEAVING)
