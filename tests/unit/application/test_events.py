"""No audit event carries a secret."""

from dataclasses import asdict, fields
from typing import get_args

import pytest

from application.events import AuditEvent
from domain.errors import InvalidGrant
from domain.interaction import Question
from tests.builders import BROWSER, CLIENT_SECRET, CODE_VERIFIER, an_identity
from tests.unit.application.house import House
from tests.unit.application.leaving import ask_first, decide_logout
from tests.unit.application.steps import asked_to, decide, return_with

pytestmark = pytest.mark.anyio


async def test_a_whole_life_of_a_sign_in_is_recorded_without_any_secret(house: House) -> None:
    trip = await house.set_out()
    code = await house.sign_in()
    issued = await house.redeem(code)
    with pytest.raises(InvalidGrant):
        await house.redeem(code)
    who = await house.begin_session()
    asked = asked_to(Question.CONSENT, await return_with(house, who, prompt="consent"))
    await decide(house, asked, who.session)
    question = await ask_first(house, who)
    await decide_logout(house, question.token, who)
    house.upstream.answer = an_identity(membership=None)
    await house.come_back(trip)
    names = [type(event).__name__ for event in house.audit.events]
    assert names == [
        "SignedIn",
        "TokensIssued",
        "CodeReplayed",
        "SignedIn",
        "ConsentGiven",
        "SignedIn",
        "SignedOff",
        "NotAMember",
    ]
    secrets = [code, issued.access_token, issued.id_token or "", trip.state, trip.browser]
    secrets += [who.browser, who.session, asked.interaction, question.token]
    known = [CODE_VERIFIER, CLIENT_SECRET, BROWSER, "discord-code", "token-", "nelly@example.org"]
    written = str([asdict(event) for event in house.audit.events])
    assert [secret for secret in secrets + known if secret in written] == []


@pytest.mark.parametrize("kind", get_args(AuditEvent))
def test_an_event_has_no_field_a_secret_would_fit(kind: type[AuditEvent]) -> None:
    assert {field.name for field in fields(kind)} <= {
        "client_id",
        "sub",
        "scope",
        "reason",
        "joined",
        "kid",
        "alg",
        "signs_from",
    }
