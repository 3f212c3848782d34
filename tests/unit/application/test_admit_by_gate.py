"""A member at a gate: the page that is shown, and what is never asked of those it is closed to."""

import pytest

from application.events import GateClosed
from application.sign_in.outcomes import RefusedPerson
from domain.access_rules import Refusal
from domain.authorization_response import AuthorizationRefused, AuthorizationResponse
from domain.client import Consent
from domain.policy.broken_rule import BrokenRule
from domain.policy.gate import Gate, Rule
from tests.builders import (
    CLIENT_ID,
    DISCORD_ID,
    ISSUER,
    SOFTWARE_ROLE,
    a_client,
    a_membership,
    an_identity,
)
from tests.unit.application.gated import FOR_CAPTAINS, open_up
from tests.unit.application.house import House
from tests.unit.application.leaving import is_signed_in
from tests.unit.application.situations import word_for
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio

_CREW = an_identity(membership=a_membership(roles=(SOFTWARE_ROLE,)))
_EVENT = GateClosed(client_id=CLIENT_ID, sub=DISCORD_ID, rules="any")


@pytest.fixture
def house(house: House) -> House:
    """Give a gate for captains, and somebody who is none."""
    open_up(house)
    house.upstream.answer = _CREW
    return house


async def test_who_comes_from_discord_is_shown_the_rules_that_said_no(house: House) -> None:
    outcome = await house.come_back(await house.set_out())
    assert isinstance(outcome, RefusedPerson)
    assert (outcome.refusal, outcome.identity) == (Refusal.GATE, _CREW)
    assert outcome.broken == (BrokenRule(rule=Rule.ANY, names=("mechanics",)),)
    assert dict(outcome.back.parameters) == {
        "error": "access_denied",
        "error_description": "This Discord account may not use this application.",
        "state": "af0ifjsldkj",
        "iss": ISSUER,
    }
    assert house.upstream.sent[-1].choose_account
    assert house.audit.events == [_EVENT]


async def test_so_is_who_has_a_session_which_stays(house: House) -> None:
    who = await house.begin_session(client_id="forum")
    house.audit.events.clear()
    outcome = await return_with(house, who)
    assert isinstance(outcome, RefusedPerson)
    assert outcome.broken == (BrokenRule(rule=Rule.ANY, names=("mechanics",)),)
    assert house.audit.events == [_EVENT]
    assert await is_signed_in(house, who)
    assert word_for(house, await return_with(house, who, client_id="forum")) == "code"


async def test_an_application_that_may_show_no_page_is_told_no_rule(house: House) -> None:
    who = await house.begin_session(client_id="forum")
    with pytest.raises(AuthorizationRefused) as refusal:
        await return_with(house, who, prompt="none")
    assert refusal.value.error.error == "access_denied"
    assert "mechanics" not in refusal.value.error.description


async def test_nobody_is_asked_to_share_with_an_application_that_is_closed_to_them(
    house: House,
) -> None:
    who = await house.begin_session(client_id="forum")
    house.register(a_client(gate=FOR_CAPTAINS, consent=Consent.ALWAYS))
    assert word_for(house, await return_with(house, who)) == "refused"
    house.register(a_client(consent=Consent.ALWAYS))
    assert word_for(house, await return_with(house, who)) == "consent"


async def test_a_gate_for_two_factor_opens_after_a_sign_in_with_it(house: House) -> None:
    house.register(a_client(gate=Gate(two_factor=True)))
    house.upstream.answer = an_identity(two_factor=False)
    assert word_for(house, await house.come_back(await house.set_out())) == "refused"
    house.upstream.answer = an_identity(two_factor=True)
    assert isinstance(await house.come_back(await house.set_out()), AuthorizationResponse)


async def test_where_it_is_not_known_nothing_opens(house: House) -> None:
    house.register(a_client(gate=Gate(two_factor=True)))
    house.upstream.answer = an_identity(two_factor=None)
    with pytest.raises(AuthorizationRefused) as refusal:
        await house.come_back(await house.set_out())
    assert refusal.value.error.error == "temporarily_unavailable"
