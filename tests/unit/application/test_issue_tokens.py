"""Signed tokens, read by a library that did not write them."""

import hashlib
from base64 import urlsafe_b64encode

import jwt
import pytest

from application.token.issue_tokens import IssuedTokens
from tests.builders import AUDIENCE, CLIENT_ID, DISCORD_ID, ISSUER
from tests.unit.application.house import GRANT_LIFETIME, House

pytestmark = pytest.mark.anyio


def _read(house: House, token: str, audience: str) -> dict[str, object]:
    key = jwt.PyJWK(house.signing_key.key.as_dict(private=False), "RS256")
    # The clock of the tests stands still: times are checked elsewhere.
    return jwt.decode(
        token,
        key,
        algorithms=["RS256"],
        audience=audience,
        issuer=ISSUER,
        options={"verify_exp": False, "verify_iat": False},
    )


async def _issued(house: House, scope: str = "openid profile") -> IssuedTokens:
    return await house.redeem(await house.sign_in(scope=scope))


async def test_the_access_token_is_an_access_token_of_ours(house: House) -> None:
    token = (await _issued(house)).access_token
    claims = _read(house, token, AUDIENCE)
    assert (claims["sub"], claims["client_id"]) == (DISCORD_ID, CLIENT_ID)
    assert jwt.get_unverified_header(token) == {
        "alg": "RS256",
        "typ": "at+jwt",
        "kid": house.signing_key.kid,
    }


async def test_the_id_token_is_for_the_client_and_no_access_token(house: House) -> None:
    token = (await _issued(house)).id_token
    assert token
    assert _read(house, token, CLIENT_ID)["nonce"] == "n-0S6_WzA2Mj"
    assert jwt.get_unverified_header(token)["typ"] == "JWT"


async def test_the_id_token_names_the_access_token_beside_it(house: House) -> None:
    issued = await _issued(house)
    assert issued.id_token
    half = hashlib.sha256(issued.access_token.encode()).digest()[:16]
    expected = urlsafe_b64encode(half).decode().rstrip("=")
    assert _read(house, issued.id_token, CLIENT_ID)["at_hash"] == expected


async def test_without_openid_there_is_no_id_token(house: House) -> None:
    assert (await _issued(house, "profile roles")).id_token is None


async def test_the_granted_scope_and_the_lifetime_are_told(house: House) -> None:
    issued = await _issued(house, "roles unknown openid")
    assert (issued.scope, issued.expires_in) == ("openid roles", GRANT_LIFETIME)


async def test_no_two_access_tokens_share_a_jti(house: House) -> None:
    one, other = await _issued(house), await _issued(house)
    jtis = {_read(house, issued.access_token, AUDIENCE)["jti"] for issued in (one, other)}
    assert len(jtis) == 2


async def test_no_code_can_be_read_from_a_token(house: House) -> None:
    code = await house.sign_in()
    issued = await house.redeem(code)
    assert code not in str(_read(house, issued.access_token, AUDIENCE))


async def test_tokens_are_not_shown(house: House) -> None:
    issued = await _issued(house)
    assert issued.id_token
    assert issued.access_token not in repr(issued)
    assert issued.id_token not in repr(issued)


async def test_auth_time_is_that_of_the_sign_in(house: House) -> None:
    code = await house.sign_in()
    house.clock.advance(90)
    issued = await house.redeem(code)
    assert issued.id_token
    claims = _read(house, issued.id_token, CLIENT_ID)
    assert claims["auth_time"] == 1_795_521_600
    assert claims["iat"] == 1_795_521_690
