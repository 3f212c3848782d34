"""``docs/apps/cloudflare-access.md``: what Cloudflare Access sends by documents, and reads."""

from base64 import b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from tests.apps.exact.sent import CHALLENGE, VERIFIER, basic, bearer
from tests.apps.exact.steps import turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.pages import page
from tests.apps.people import ALL_GROUPS, MEMBER, SOON
from tests.apps.person import Person
from tests.apps.set_up import secret_of
from tests.e2e.waiting import wait_until

REDIRECT = quote("https://club.cloudflareaccess.com/cdn-cgi/access/callback", safe="")
# A digest, a full stop, and base64 of what was asked for: much longer than other states are.
_ASKED = quote(
    '{"iat":1744120549,"authDomain":"club.cloudflareaccess.com","hostname":"wiki.example.org",'
    '"redirectURL":"/a/page?of=it","aud":"51658a0f5c977a72dbdecbb81a6cbfb5d212552e85b02d21",'
    '"isSameSiteNoneCompatible":true,"isIDPTest":false,"isRefresh":false,"nonce":"5Zp0kEwQ",'
    '"idpId":"6a1f0c5e-8a0d-4d43-9a53-0d9c0d6b7c11","service_token_status":false}',
    safe="",
)
STATE = f"{sha256(b'a state').hexdigest()}.{b64encode(_ASKED.encode()).decode()}"
WITH_PKCE = f"&code_challenge={CHALLENGE}&code_challenge_method=S256"
# What its document lists.
ALGORITHMS = {"RS256", "RS512", "PS512", "ES256", "ES384", "ES512"}


def query(*, pkce: bool = True) -> str:
    return (
        f"client_id=cloudflare-access&redirect_uri={REDIRECT}&response_type=code"
        f"&scope=openid+email+profile&state={quote(STATE, safe='')}" + (WITH_PKCE if pkce else "")
    )


def signed_in(wire: Wire, *, pkce: bool = True) -> dict[str, Any]:
    told = wire.authorize(query(pkce=pkce))
    assert told["state"] == STATE
    body = f"grant_type=authorization_code&code={told['code']}&redirect_uri={REDIRECT}"
    if pkce:
        body += f"&code_verifier={VERIFIER}"
    # As they are, without the encoding of RFC 6749 section 2.3.1.
    sent = basic("cloudflare-access", secret_of("CLOUDFLARE_ACCESS_SECRET"))
    answer = wire.token(body, sent)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def read(wire: Wire) -> dict[str, Any]:
    return wire.claims(signed_in(wire)["id_token"])


def test_the_endpoints_of_the_page_are_those_of_discovery(wire: Wire) -> None:
    found, text = wire.discovery(), page("cloudflare-access").text
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        assert text.count(found[name].replace(wire.issuer, "https://id.example.org")) == 2
    assert set(found["id_token_signing_alg_values_supported"]) <= ALGORITHMS


@pytest.mark.parametrize("pkce", [True, False])
def test_somebody_signs_in(wire: Wire, pkce: bool) -> None:  # noqa: FBT001 - a case
    claims = wire.claims(signed_in(wire, pkce=pkce)["id_token"])
    assert (claims["iss"], claims["aud"]) == (wire.issuer, "cloudflare-access")
    assert claims["sub"] == CAPTAIN.id


def test_the_id_token_has_all_that_is_looked_at(wire: Wire) -> None:
    claims = read(wire)
    assert claims["email"] == CAPTAIN.email
    assert claims["groups"] == ALL_GROUPS
    assert claims["preferred_username"] == CAPTAIN.username
    assert claims["name"] == "Mira"


def test_groups_are_nowhere_else(wire: Wire) -> None:
    given = signed_in(wire)
    assert "groups" not in wire.get("/userinfo", bearer(given["access_token"])).json()
    assert "refresh_token" not in given


def test_a_nonce_comes_back(wire: Wire) -> None:
    told = wire.authorize(f"{query()}&nonce=5Zp0kEwQ")
    body = (
        f"grant_type=authorization_code&code={told['code']}&redirect_uri={REDIRECT}"
        f"&code_verifier={VERIFIER}&client_id=cloudflare-access"
    )
    sent = basic("cloudflare-access", secret_of("CLOUDFLARE_ACCESS_SECRET"))
    assert wire.claims(wire.token(body, sent).json()["id_token"])["nonce"] == "5Zp0kEwQ"


def test_who_has_no_role_is_refused(wire: Wire, newcomer: Person) -> None:
    refused = newcomer.open(f"{wire.issuer}/oauth/authorize?{query()}")
    assert "Cloudflare Access" in refused.text
    assert "Members" in refused.text


def test_groups_are_right_at_the_next_sign_in(wire: Wire, guild: Simulator) -> None:
    assert read(wire)["groups"] == ALL_GROUPS
    guild.set_member(MEMBER)
    wait_until(lambda: bool(read(wire)["groups"] == ["members"]), "the groups follow", within=SOON)


def test_nobody_signs_in_when_the_gate_has_closed(wire: Wire, guild: Simulator) -> None:
    signed_in(wire)
    turned_away_later(wire.issuer, wire.person, guild, query())
