"""The modules of Back-Channel Logout OP."""

import pytest

from tests.conformance.clients import TOLD
from tests.conformance.module import Module
from tests.conformance.outcomes import Plan
from tests.conformance.signing_out import (
    awkward_state,
    check_return,
    check_signed_out,
    end_session,
)
from tests.conformance.told import sign_in_at


@pytest.fixture
def plan() -> Plan:
    """Run them in their own plan."""
    return Plan.BACK_CHANNEL


@pytest.mark.module("oidcc-backchannel-logout-discovery-endpoint-verification")
def test_discovery_says_that_applications_are_told(module: Module) -> None:
    assert module.metadata["backchannel_logout_supported"] is True
    assert module.metadata["backchannel_logout_session_supported"] is True
    assert module.metadata["end_session_endpoint"].startswith("https://")


@pytest.mark.module("oidcc-backchannel-rp-initiated-logout")
def test_the_application_is_told_and_the_browser_led_back(module: Module) -> None:
    member, state = sign_in_at(module, TOLD), awkward_state()

    ended = end_session(module, **member.leaving(state))

    assert member.told(module)
    check_return(ended, TOLD, state)
    check_signed_out(module, TOLD)
