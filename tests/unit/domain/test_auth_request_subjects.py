"""Which people a client takes: by ``id_token_hint``, by ``claims``, or anybody."""

import json
from collections.abc import Mapping

import pytest

from domain.auth_request import AuthRequest
from domain.errors import InvalidRequest, LoginRequired
from tests.builders import (
    DISCORD_ID,
    a_client,
    an_auth_request,
    an_identity,
    authorization_parameters,
)

_OTHER = "80351110224678999"
_Wanted = Mapping[str, object]


def _subjects(hint: str | None, id_token: _Wanted, userinfo: _Wanted) -> frozenset[str] | None:
    claims = json.dumps({"id_token": {"sub": id_token}, "userinfo": {"sub": userinfo}})
    parameters = authorization_parameters(claims=claims)
    request = AuthRequest.validated(parameters, a_client())
    return (request if hint is None else request.hinting(hint)).subjects


@pytest.mark.parametrize(
    ("hint", "id_token", "userinfo", "subjects"),
    [
        (None, {}, {}, None),
        (None, {"essential": True}, {}, None),
        (DISCORD_ID, {}, {}, {DISCORD_ID}),
        (None, {"value": DISCORD_ID}, {}, {DISCORD_ID}),
        (None, {}, {"value": DISCORD_ID}, {DISCORD_ID}),
        (None, {"values": [DISCORD_ID, _OTHER]}, {}, {DISCORD_ID, _OTHER}),
        (None, {"values": [DISCORD_ID, _OTHER]}, {"value": _OTHER}, {_OTHER}),
        (DISCORD_ID, {"value": DISCORD_ID}, {}, {DISCORD_ID}),
        (DISCORD_ID, {"values": [DISCORD_ID, _OTHER]}, {}, {DISCORD_ID}),
        (None, {"value": DISCORD_ID}, {"value": _OTHER}, set()),
        (None, {"values": []}, {}, set()),
    ],
)
def test_hint_and_claims_say_together_who_is_taken(
    hint: str | None, id_token: _Wanted, userinfo: _Wanted, subjects: set[str] | None
) -> None:
    assert _subjects(hint, id_token, userinfo) == subjects


@pytest.mark.parametrize(
    ("id_token", "userinfo"),
    [
        ({"value": _OTHER}, {}),
        ({}, {"value": _OTHER}),
        ({"values": []}, {}),
        ({"value": DISCORD_ID}, {"value": _OTHER}),
    ],
)
def test_a_hint_and_claims_that_name_different_people_are_refused(
    id_token: _Wanted, userinfo: _Wanted
) -> None:
    with pytest.raises(InvalidRequest):
        _subjects(DISCORD_ID, id_token, userinfo)


def test_anybody_is_taken_where_nobody_was_named() -> None:
    request = an_auth_request(subjects=None)
    assert request.takes(an_identity(discord_id=_OTHER))
    request.check_subject(an_identity(discord_id=_OTHER))


@pytest.mark.parametrize("subjects", [{DISCORD_ID}, {DISCORD_ID, _OTHER}])
def test_somebody_who_was_named_is_taken(subjects: set[str]) -> None:
    request = an_auth_request(subjects=frozenset(subjects))
    assert request.takes(an_identity())
    request.check_subject(an_identity())


@pytest.mark.parametrize("subjects", [set(), {_OTHER}, {DISCORD_ID + "0"}, {DISCORD_ID[:-1]}, {""}])
def test_anybody_else_is_a_login_required(subjects: set[str]) -> None:
    request = an_auth_request(subjects=frozenset(subjects))
    assert not request.takes(an_identity())
    with pytest.raises(LoginRequired):
        request.check_subject(an_identity())
