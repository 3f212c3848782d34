"""An address that one client asked for reaches no other, whatever way its code comes about."""

import jwt
import pytest

from application.sign_in.decide_consent import ConsentAnswer
from application.sign_in.outcomes import Outcome
from application.token.issue_tokens import IssuedTokens
from domain.client import Consent
from domain.interaction import Question
from domain.opaque_token import digest
from domain.scope import KNOWN_SCOPES
from tests.builders import CLIENT_SECRET, a_client
from tests.unit.application.house import House, Signed, code_of, trip_of
from tests.unit.application.presented import credentials, token_request
from tests.unit.application.situations import STALE, word_for
from tests.unit.application.steps import (
    asked_to,
    decide,
    return_with,
    session_of,
    sign_in_again,
)

pytestmark = pytest.mark.anyio

_ADDRESS = "nelly@example.org"
_OTHER = a_client(client_id="other")
_SCOPE = "openid profile roles groups"
_EVERYTHING = " ".join(KNOWN_SCOPES)
_CLAIMS = '{"id_token":{"email":null},"userinfo":{"email":{"essential":true}}}'
_NO_EMAIL = frozenset(KNOWN_SCOPES) - {"email"}


async def _signed_in_with_email(house: House) -> Signed:
    house.register(a_client(), _OTHER)
    return await house.begin_session(scope="openid email")


async def _said(house: House, outcome: Outcome) -> str:
    """Give all that the other client learns, and what lies in the store for it."""
    code = code_of(outcome)
    stored = await house.auth_codes.get(digest(code))
    presented = credentials(client_id="other", client_secret=CLIENT_SECRET)
    issued: IssuedTokens = await house.exchange(presented, token_request(code=code))
    tokens = [issued.access_token, issued.id_token or ""]
    read = [jwt.decode(token, options={"verify_signature": False}) for token in tokens]
    userinfo = await house.userinfo(issued.access_token)
    grant = await house.grants.get(digest(code))
    return str([stored, read, userinfo, grant])


async def test_the_client_that_asked_learns_it(house: House) -> None:
    who = await _signed_in_with_email(house)
    outcome = await return_with(house, who, client_id="other", scope=_EVERYTHING)
    assert _ADDRESS in await _said(house, outcome)


async def test_from_a_session(house: House) -> None:
    who = await _signed_in_with_email(house)
    outcome = await return_with(house, who, client_id="other", scope=_SCOPE)
    assert _ADDRESS not in await _said(house, outcome)


async def test_after_the_roles_were_read_again(house: House) -> None:
    who = await _signed_in_with_email(house)
    house.clock.advance(STALE)
    outcome = await return_with(house, who, client_id="other", scope=_SCOPE)
    assert _ADDRESS not in await _said(house, outcome)


async def test_after_a_trip_for_new_roles_that_kept_the_address(house: House) -> None:
    house.members = None
    who = await _signed_in_with_email(house)
    house.clock.advance(STALE)
    trip = trip_of(await return_with(house, who, client_id="other", scope=_SCOPE))
    completed = await house.complete(trip, session=who.session)
    assert _ADDRESS not in await _said(house, completed.outcome)


async def test_after_a_question(house: House) -> None:
    who = await _signed_in_with_email(house)
    outcome = await return_with(house, who, client_id="other", scope=_SCOPE, prompt="consent")
    answer = await decide(house, asked_to(Question.CONSENT, outcome), who.session)
    assert _ADDRESS not in await _said(house, answer)


@pytest.mark.parametrize(
    "changes", [{"scope": _EVERYTHING}, {"scope": "openid", "claims": _CLAIMS}]
)
async def test_a_client_that_may_not_have_it_does_not_get_it_by_asking(
    house: House, changes: dict[str, str]
) -> None:
    who = await _signed_in_with_email(house)
    house.register(a_client(client_id="other", allowed_scope=_NO_EMAIL))
    outcome = await return_with(house, who, client_id="other", **changes)
    assert _ADDRESS not in await _said(house, outcome)


async def test_a_yes_to_less_is_no_yes_to_the_address(house: House) -> None:
    who = await _signed_in_with_email(house)
    house.register(a_client(client_id="other", consent=Consent.ONCE))
    first = await return_with(house, who, client_id="other", scope=_SCOPE)
    await decide(house, asked_to(Question.CONSENT, first), who.session)
    second = await return_with(house, who, client_id="other", scope="openid", claims=_CLAIMS)
    assert word_for(house, second) == "consent"


async def test_a_claim_that_is_asked_for_appears_where_it_was_asked_for(house: House) -> None:
    who = await _signed_in_with_email(house)
    claims = '{"userinfo":{"email":null}}'
    outcome = await return_with(house, who, client_id="other", scope="openid", claims=claims)
    presented = credentials(client_id="other", client_secret=CLIENT_SECRET)
    issued = await house.exchange(presented, token_request(code=code_of(outcome)))
    assert issued.id_token
    assert _ADDRESS not in str(jwt.decode(issued.id_token, options={"verify_signature": False}))
    assert (await house.userinfo(issued.access_token))["email"] == _ADDRESS


async def test_a_new_sign_in_of_the_same_person_does_not_lose_the_email(house: House) -> None:
    who = await house.begin_session(scope="openid email")
    again = await sign_in_again(house, who)
    assert (await session_of(house, again)).has_email
    assert house.upstream.sent[-1].email


async def test_another_account_is_not_asked_for_an_email_nobody_wants(house: House) -> None:
    who = await house.begin_session(scope="openid email")
    asked = asked_to(Question.CONSENT, await return_with(house, who, prompt="consent"))
    await decide(house, asked, who.session, ConsentAnswer.OTHER_ACCOUNT)
    assert house.upstream.sent[-1].choose_account
    assert not house.upstream.sent[-1].email
