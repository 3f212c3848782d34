"""Ending what somebody has: of one application whose gate closed, or everything."""

from datetime import datetime, timedelta

import pytest

from application.events import AccessEnded, GateClosed, GrantEnded, SignedOff
from application.judge_person import Judgement
from domain.access_rules import Refusal
from domain.client import Client
from domain.policy.broken_rule import BrokenRule
from domain.policy.gate import Rule
from tests.builders import CLIENT_ID, DISCORD_ID, a_client, a_portrait, an_identity
from tests.unit.application.gated import teller
from tests.unit.application.house import House, Signed, code_of
from tests.unit.application.leaving import is_signed_in
from tests.unit.application.refreshing import has_nothing, redeem_as
from tests.unit.application.steps import return_with, session_of
from tests.unit.application.test_tell_clients import parts_of

pytestmark = pytest.mark.anyio

_TOLD, _FORUM = teller(), teller("forum")
_REASON = "the gate of the application is closed to them"
_RULES = (BrokenRule(rule=Rule.ANY, names=("The board",)), BrokenRule(rule=Rule.TWO_FACTOR))
_OF_THE_PERSON = [one for one in Refusal if one is not Refusal.GATE]
_CLOSED = GateClosed(client_id=CLIENT_ID, sub=DISCORD_ID, rules="any two_factor")


@pytest.fixture
def house(house: House) -> House:
    """Give two applications that want to be told."""
    house.register(_TOLD, _FORUM)
    return house


async def _end(
    house: House, refusal: Refusal, client: Client = _TOLD, *, auth_time: datetime | None = None
) -> None:
    broken = _RULES if refusal is Refusal.GATE else ()
    judgement = Judgement(portrait=a_portrait(client=client), refusal=refusal, broken=broken)
    house.audit.events.clear()
    house.delivery.sent.clear()
    await house.end_refused()(judgement, refusal, auth_time=auth_time)


async def _use(house: House, who: Signed, *client_ids: str) -> None:
    for client_id in client_ids:
        await redeem_as(
            house, client_id, code_of(await return_with(house, who, client_id=client_id))
        )


async def _clients_of(house: House, subject: str = DISCORD_ID) -> list[str]:
    return sorted(grant.client_id for grant in (await house.grants.of(subject)).values())


def _told(house: House) -> list[tuple[object, ...]]:
    sent = [(one.client_id, parts_of(one.logout_token)[1]) for one in house.delivery.sent]
    return [(client_id, claims["aud"], claims["sub"], claims["sid"]) for client_id, claims in sent]


async def test_a_closed_gate_ends_every_grant_of_that_application_and_no_other(
    house: House,
) -> None:
    first, second = await house.begin_session(), await house.begin_session()
    await _use(house, first, CLIENT_ID, CLIENT_ID, "forum")
    await _use(house, second, CLIENT_ID, "forum")
    await _end(house, Refusal.GATE)
    assert await _clients_of(house) == ["forum", "forum"]
    assert [await is_signed_in(house, who) for who in (first, second)] == [True, True]


async def test_it_is_told_of_each_session_once_and_nobody_else_is_told(house: House) -> None:
    first, second = await house.begin_session(), await house.begin_session()
    await _use(house, first, CLIENT_ID, CLIENT_ID, "forum")
    await _use(house, second, CLIENT_ID)
    sids = sorted([(await session_of(house, who)).sid for who in (first, second)])
    await _end(house, Refusal.GATE)
    assert _told(house) == [(CLIENT_ID, CLIENT_ID, DISCORD_ID, sid) for sid in sids]
    ended = GrantEnded(client_id=CLIENT_ID, sub=DISCORD_ID, reason=_REASON)
    assert house.audit.events == [_CLOSED, ended, ended]


async def test_somebody_elses_grant_at_that_application_stays(house: House) -> None:
    house.upstream.answer = an_identity(discord_id="42")
    await _use(house, await house.begin_session(), CLIENT_ID)
    await _end(house, Refusal.GATE)
    assert await _clients_of(house, "42") == [CLIENT_ID]
    assert house.delivery.sent == []


async def test_where_the_application_holds_nothing_it_is_recorded_all_the_same(
    house: House,
) -> None:
    await _use(house, await house.begin_session(client_id="forum"), "forum")
    await _end(house, Refusal.GATE)
    assert house.audit.events == [_CLOSED]
    assert house.delivery.sent == []
    assert await _clients_of(house) == ["forum"]


async def test_an_application_that_does_not_want_to_be_told_is_not(house: House) -> None:
    house.register(a_client(), _FORUM)
    await _use(house, await house.begin_session(), CLIENT_ID)
    await _end(house, Refusal.GATE, a_client())
    assert await _clients_of(house) == []
    assert house.delivery.sent == []


@pytest.mark.parametrize(("since", "ended"), [(-1, False), (0, True), (1, True), (None, True)])
async def test_what_a_later_sign_in_gave_is_judged_by_itself(
    house: House, since: int | None, *, ended: bool
) -> None:
    who = await house.begin_session()
    signed_in = (await session_of(house, who)).auth_time
    await _use(house, who, CLIENT_ID)
    judged_as_of = None if since is None else signed_in + timedelta(seconds=since)
    await _end(house, Refusal.GATE, auth_time=judged_as_of)
    assert await _clients_of(house) == ([] if ended else [CLIENT_ID])
    assert len(house.delivery.sent) == ended


@pytest.mark.parametrize("refusal", _OF_THE_PERSON)
async def test_any_other_refusal_ends_all_that_they_have_everywhere(
    house: House, refusal: Refusal
) -> None:
    who = await house.begin_session()
    await _use(house, who, CLIENT_ID, "forum")
    await _end(house, refusal)
    assert await has_nothing(house)
    assert [one.client_id for one in house.delivery.sent] == [CLIENT_ID, "forum"]
    assert house.audit.events == [
        SignedOff(sub=DISCORD_ID, joined="dashboard forum", reason=refusal),
        AccessEnded(sub=DISCORD_ID, reason=refusal),
    ]
