"""Modules of RP-Initiated Logout OP that sign somebody out."""

import pytest

from tests.conformance.browser import LOGOUT_PAGE
from tests.conformance.clients import LEAVING
from tests.conformance.module import Module, random_text
from tests.conformance.outcomes import Plan
from tests.conformance.signing_out import (
    awkward_state,
    check_return,
    check_signed_out,
    check_signed_out_page,
    end_session,
)


@pytest.fixture
def plan() -> Plan:
    """Run them in their own plan."""
    return Plan.RP_LOGOUT


@pytest.mark.module("oidcc-rp-initiated-logout-discovery-endpoint-verification")
def test_discovery_names_the_end_session_endpoint(module: Module) -> None:
    assert module.metadata["end_session_endpoint"].startswith("https://")


@pytest.mark.module("oidcc-rp-initiated-logout")
def test_a_hint_signs_out_and_leads_back_with_any_state(module: Module) -> None:
    signed_in, state = module.sign_in(LEAVING), awkward_state()

    ended = end_session(
        module,
        id_token_hint=signed_in.tokens["id_token"],
        post_logout_redirect_uri=str(LEAVING.post_logout_redirect_uri),
        state=state,
    )

    check_return(ended, LEAVING, state)
    assert module.browser.seen == []
    check_signed_out(module, LEAVING)


@pytest.mark.module("oidcc-rp-initiated-logout-no-state")
def test_without_a_state_none_comes_back(module: Module) -> None:
    signed_in = module.sign_in(LEAVING)

    ended = end_session(
        module,
        id_token_hint=signed_in.tokens["id_token"],
        post_logout_redirect_uri=str(LEAVING.post_logout_redirect_uri),
    )

    check_return(ended, LEAVING, None)
    assert module.browser.seen == []
    check_signed_out(module, LEAVING)


@pytest.mark.module("oidcc-rp-initiated-logout-no-post-logout-redirect-uri")
def test_a_hint_alone_ends_in_the_signed_out_page(module: Module) -> None:
    signed_in = module.sign_in(LEAVING)

    ended = end_session(module, id_token_hint=signed_in.tokens["id_token"], state=random_text(50))

    check_signed_out_page(module, ended)
    assert module.browser.seen == []
    check_signed_out(module, LEAVING)


@pytest.mark.module("oidcc-rp-initiated-logout-no-params")
def test_without_parameters_the_person_is_asked_and_signed_out(module: Module) -> None:
    module.sign_in(LEAVING)

    ended = end_session(module)

    check_signed_out_page(module, ended)
    assert module.browser.seen == [LOGOUT_PAGE]
    check_signed_out(module, LEAVING)


@pytest.mark.module("oidcc-rp-initiated-logout-only-state")
def test_with_a_state_alone_the_person_is_asked_and_signed_out(module: Module) -> None:
    module.sign_in(LEAVING)

    ended = end_session(module, state=awkward_state())

    check_signed_out_page(module, ended)
    assert module.browser.seen == [LOGOUT_PAGE]
    check_signed_out(module, LEAVING)
