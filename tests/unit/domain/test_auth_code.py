"""A code is bound to one client, one redirect_uri and one verifier."""

from datetime import timedelta

import pytest

from domain.claims_request import ClaimsRequest
from domain.errors import InvalidGrant
from domain.grant import Grant
from tests.builders import (
    CLIENT_ID,
    CODE_VERIFIER,
    NOW,
    REDIRECT_URI,
    SID,
    an_auth_code,
    an_auth_request,
    an_identity,
)

_RIGHT = {
    "client_id": CLIENT_ID,
    "redirect_uri": REDIRECT_URI,
    "code_verifier": CODE_VERIFIER,
}
_WRONG: list[dict[str, str | None]] = [
    {"client_id": "another"},
    {"client_id": CLIENT_ID.upper()},
    {"redirect_uri": None},
    {"redirect_uri": REDIRECT_URI + "/"},
    {"code_verifier": None},
    {"code_verifier": CODE_VERIFIER + "x"},
    {"code_verifier": "short"},
]


def _refusal(changes: dict[str, str | None]) -> InvalidGrant:
    presented = _RIGHT | changes
    with pytest.raises(InvalidGrant) as refusal:
        an_auth_code().check_bindings(
            client_id=presented["client_id"] or "",
            redirect_uri=presented["redirect_uri"],
            code_verifier=presented["code_verifier"],
        )
    return refusal.value


def test_who_has_all_three_may_redeem_it() -> None:
    an_auth_code().check_bindings(**_RIGHT)


@pytest.mark.parametrize("changes", _WRONG)
def test_all_refusals_read_alike_to_the_client(changes: dict[str, str | None]) -> None:
    assert _refusal(changes).description == InvalidGrant.description


def test_the_log_is_told_which_binding_was_wrong() -> None:
    reasons = {_refusal({name: "x" * 50}).reason for name in _RIGHT}
    assert len(reasons) == 3


def test_a_verifier_without_a_challenge_is_refused() -> None:
    code = an_auth_code(request=an_auth_request(code_challenge=None))
    with pytest.raises(InvalidGrant):
        code.check_bindings(**_RIGHT)


def test_without_a_challenge_no_verifier_is_needed() -> None:
    code = an_auth_code(request=an_auth_request(code_challenge=None))
    code.check_bindings(client_id=CLIENT_ID, redirect_uri=REDIRECT_URI, code_verifier=None)


def test_a_code_is_good_until_the_moment_it_expires() -> None:
    code = an_auth_code(expires_at=NOW)
    code.check_age(NOW - timedelta(microseconds=1))
    with pytest.raises(InvalidGrant):
        code.check_age(NOW)


def test_its_grant_is_that_of_the_request_and_the_person() -> None:
    identity, signed_in = an_identity(discord_id="42"), NOW - timedelta(seconds=90)
    claims = ClaimsRequest(userinfo=frozenset({"roles"}), scopes=frozenset({"roles"}))
    request = an_auth_request(scope=frozenset({"openid", "email"}), claims=claims)
    code = an_auth_code(request=request, identity=identity, auth_time=signed_in)
    assert code.grant() == Grant(
        client_id=CLIENT_ID,
        scope=frozenset({"openid", "email"}),
        auth_time=signed_in,
        identity=identity,
        read_at=NOW,
        sid=SID,
        claims=claims,
    )
