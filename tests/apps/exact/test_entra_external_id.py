"""``docs/apps/entra-external-id.md``, asked and answered.

What Entra External ID sends by Microsoft's documents, and what they say that it reads.

Nobody outside can read Entra itself. Where the documents are silent (response mode, PKCE, which
of its two addresses) each way is gone.
"""

from typing import Any

import pytest

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator
from tests.apps.exact.sent import CHALLENGE, VERIFIER
from tests.apps.exact.steps import turned_away, turned_away_later
from tests.apps.exact.wire import Wire
from tests.apps.person import Person
from tests.apps.set_up import secret_of

HOST = "https%3A%2F%2Fclub.ciamlogin.com%2F"
CALLBACKS = (
    f"{HOST}7a1f0c2e-3b5d-4e6f-8a9b-0c1d2e3f4a5b%2Ffederation%2Foauth2",
    f"{HOST}club.onmicrosoft.com%2Ffederation%2Foauth2",
)
MODES = ("", "&response_mode=query", "&response_mode=form_post")
# (what is asked for, what is sent for it at the token endpoint)
PKCE = (
    ("", ""),
    (f"&code_challenge={CHALLENGE}&code_challenge_method=S256", f"&code_verifier={VERIFIER}"),
)
STATE, NONCE = "rQQIARAA" + "kZG9mVnR" * 200, "638876123456789012.Y2x1Yi1ub25jZQ"
LEAST = {
    "issuer", "authorization_endpoint", "token_endpoint", "token_endpoint_auth_methods_supported",
    "response_types_supported", "subject_types_supported", "jwks_uri",
}  # fmt: skip


def query_of(callback: str, *more: str) -> str:
    return (
        f"client_id=entra&redirect_uri={callback}&response_type=code"
        f"&scope=openid+profile+email&state={STATE}&nonce={NONCE}{''.join(more)}"
    )


QUERY = query_of(CALLBACKS[0])


def sign_in(wire: Wire, callback: str, mode: str, challenge: str, verifier: str) -> dict[str, Any]:
    """Go through a sign-in, and give the claims of the ID token."""
    told = wire.authorize(query_of(callback, mode, challenge))
    assert told["state"] == STATE
    body = (
        f"client_id=entra&client_secret={secret_of('ENTRA_SECRET')}&code={told['code']}"
        f"&grant_type=authorization_code&redirect_uri={callback}{verifier}"
    )
    answer = wire.token(body)
    assert answer.status_code == 200
    return wire.claims(answer.json()["id_token"])


def test_discovery_has_the_least_it_wants(wire: Wire) -> None:
    document = wire.discovery()
    assert document.keys() >= LEAST
    assert document["issuer"] == wire.issuer
    assert "client_secret_post" in document["token_endpoint_auth_methods_supported"]
    assert document["response_types_supported"] == ["code"]
    assert document["subject_types_supported"] == ["public"]
    assert {"query", "form_post"} <= set(document["response_modes_supported"])


@pytest.mark.parametrize("callback", CALLBACKS)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("pkce", PKCE)
def test_the_id_token_has_all_that_is_mapped_whichever_way_it_came(
    wire: Wire, callback: str, mode: str, pkce: tuple[str, str]
) -> None:
    claims = sign_in(wire, callback, mode, *pkce)
    assert claims["iss"] == wire.issuer
    assert claims["aud"] == "entra"
    assert claims["nonce"] == NONCE
    assert claims["iat"] < claims["exp"]
    assert claims["sub"] == CAPTAIN.id
    assert claims["name"] == "Mira"
    assert claims["email"] == CAPTAIN.email
    assert claims["email_verified"] is True


def test_an_answer_by_post_is_a_form_for_it_alone(wire: Wire) -> None:
    told = wire.authorize(query_of(CALLBACKS[0], "&response_mode=form_post"))
    assert told.keys() == {"code", "state", "iss"}
    assert told["iss"] == wire.issuer
    assert not any("ciamlogin.com/" in url for url in wire.person.visited)


def test_who_loses_the_role_is_refused_when_they_next_sign_in(wire: Wire, guild: Simulator) -> None:
    sign_in(wire, CALLBACKS[0], "", "", "")
    turned_away_later(wire.issuer, wire.person, guild, QUERY)


def test_who_does_not_pass_the_gate_never_gets_there(wire: Wire, newcomer: Person) -> None:
    assert turned_away(wire.issuer, newcomer, QUERY)
