"""Applications are told of a sign-out by a token that says just that."""

import json
from base64 import urlsafe_b64decode

import pytest

from application.sign_out.tell_clients import TellClients
from domain.opaque_token import is_opaque_token
from domain.tokens import seconds
from tests.builders import (
    CLIENT_ID,
    DISCORD_ID,
    ISSUER,
    SID,
    a_client,
    a_token_profile,
    an_identity,
)
from tests.fakes.logout_delivery import SentLogout
from tests.unit.application.house import House
from tests.unit.application.leaving import TELL_AT, a_leaver

pytestmark = pytest.mark.anyio

EVENT = "http://schemas.openid.net/event/backchannel-logout"


def parts_of(token: str) -> tuple[dict[str, object], dict[str, object]]:
    header, payload, signature = token.split(".")
    assert signature
    read = [json.loads(urlsafe_b64decode(part + "==")) for part in (header, payload)]
    return read[0], read[1]


async def tell(house: House, *client_ids: str) -> list[SentLogout]:
    use_case = TellClients(
        clients=house.clients,
        signer=house.signer,
        delivery=house.delivery,
        clock=house.clock,
        tokens=house.tokens,
        profile=a_token_profile(),
    )
    await use_case(frozenset(client_ids), subject=DISCORD_ID, sid=SID)
    return house.delivery.sent


async def test_the_token_says_who_where_and_when_and_nothing_more(house: House) -> None:
    house.register(a_leaver())
    (sent,) = await tell(house, CLIENT_ID)
    header, claims = parts_of(sent.logout_token)
    now = seconds(house.clock.now())
    jti = claims.pop("jti")
    assert claims == {
        "iss": ISSUER,
        "aud": CLIENT_ID,
        "sub": DISCORD_ID,
        "sid": SID,
        "iat": now,
        "exp": now + 120,
        "events": {EVENT: {}},
    }
    assert isinstance(jti, str)
    assert is_opaque_token(jti)
    assert header == {"alg": "RS256", "typ": "logout+jwt", "kid": house.signing_key.kid}
    assert (sent.backchannel_logout_uri, sent.client_id) == (TELL_AT, CLIENT_ID)


async def test_nothing_is_told_of_the_person_but_the_subject(house: House) -> None:
    house.register(a_leaver())
    (sent,) = await tell(house, CLIENT_ID)
    written = json.dumps(parts_of(sent.logout_token))
    known = [an_identity().username, "Nelly", "nelly@example.org", "nonce"]
    assert [word for word in known if word in written] == []


async def test_each_client_gets_a_token_of_its_own(house: House) -> None:
    house.register(a_leaver(), a_leaver(client_id="forum", tell_at="https://forum.example.org/"))
    sent = await tell(house, CLIENT_ID, "forum")
    told = [parts_of(logout.logout_token)[1] for logout in sent]
    assert [(logout.backchannel_logout_uri, logout.client_id) for logout in sent] == [
        (TELL_AT, CLIENT_ID),
        ("https://forum.example.org/", "forum"),
    ]
    assert [claims["aud"] for claims in told] == [CLIENT_ID, "forum"]
    assert told[0]["jti"] != told[1]["jti"]


async def test_who_has_no_address_or_is_gone_is_not_told(house: House) -> None:
    house.register(a_leaver(), a_client(client_id="plain"))
    sent = await tell(house, "gone", "plain", CLIENT_ID)
    assert [logout.client_id for logout in sent] == [CLIENT_ID]


async def test_without_clients_nobody_is_told(house: House) -> None:
    assert await tell(house) == []


async def test_no_two_tokens_have_the_same_jti(house: House) -> None:
    house.register(a_leaver())
    for _ in range(3):
        await tell(house, CLIENT_ID)
    jtis = {parts_of(sent.logout_token)[1]["jti"] for sent in house.delivery.sent}
    assert len(jtis) == 3
