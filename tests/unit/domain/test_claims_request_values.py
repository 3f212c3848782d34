"""The ``claims`` parameter: values asked for ``sub`` and ``acr`` (OpenID Connect Core 5.5.1)."""

import json

import pytest

from domain.claims_request import ACR, NO_CLAIMS, ClaimsRequest
from domain.errors import InvalidRequest, UnmetAuthenticationRequirements
from domain.scope import KNOWN_SCOPES
from tests.builders import DISCORD_ID

_ALL = frozenset(KNOWN_SCOPES)
_OTHER = "urn:mace:incommon:iap:silver"


def _parsed(claims: object) -> ClaimsRequest:
    return ClaimsRequest.parsed(json.dumps(claims), _ALL)


@pytest.mark.parametrize("place", ["id_token", "userinfo"])
@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        (None, None),
        ({"essential": True}, None),
        ({"value": DISCORD_ID}, {DISCORD_ID}),
        ({"values": [DISCORD_ID, "42"]}, {DISCORD_ID, "42"}),
        ({"value": "42", "values": [DISCORD_ID]}, {"42"}),
        ({"values": "not a list"}, None),
        ({"values": None}, None),
        ({"values": []}, set()),
        ({"value": None}, set()),
        ({"value": 42}, set()),
        ({"value": {"a": 1}}, set()),
        ({"values": [42, None, [], {}, True, "42"]}, {"42"}),
        ({"value": "\ud800"}, set()),
        ({"value": "\u0664\u0662"}, set()),
        ({"values": ["42\n", " 42", "", "-42", "nelly", "4" * 21, "4" * 20]}, {"4" * 20}),
        ({"values": ["\udfff", "\U0001f600", "42"]}, {"42"}),
    ],
    ids=range(16),
)
def test_the_values_of_sub_are_the_people_that_are_taken(
    place: str, wanted: object, subjects: set[str] | None
) -> None:
    asked = _parsed({place: {"sub": wanted}})
    assert asked.subjects == subjects
    assert not (asked.id_token | asked.userinfo | asked.scopes)


def test_only_somebody_that_both_members_name_is_taken() -> None:
    both = {"id_token": {"sub": {"values": ["1", "2"]}}, "userinfo": {"sub": {"value": "2"}}}
    assert _parsed(both).subjects == frozenset({"2"})
    both["userinfo"] = {"sub": {"value": "3"}}
    assert _parsed(both).subjects == frozenset()


def _people(count: int) -> dict[str, object]:
    return {"values": [str(number) for number in range(count)]}


@pytest.mark.parametrize("place", ["id_token", "userinfo"])
def test_sixteen_people_can_be_named_and_no_more(place: str) -> None:
    assert len(_parsed({place: {"sub": _people(16)}}).subjects or ()) == 16
    with pytest.raises(InvalidRequest):
        _parsed({place: {"sub": _people(17)}})


def test_of_many_people_those_count_that_both_members_name() -> None:
    both = {"id_token": {"sub": _people(500)}, "userinfo": {"sub": _people(16)}}
    assert len(_parsed(both).subjects or ()) == 16


@pytest.mark.parametrize(
    "wanted",
    [
        {"essential": True, "value": _OTHER},
        {"essential": True, "values": [_OTHER, "1"]},
        {"essential": True, "values": []},
        {"essential": True, "value": None},
        {"essential": True, "value": ACR.upper()},
        {"essential": True, "value": [ACR]},
        {"essential": True, "value": _OTHER, "values": [ACR]},
    ],
)
def test_an_essential_acr_that_is_not_ours_cannot_be_met(wanted: object) -> None:
    with pytest.raises(UnmetAuthenticationRequirements):
        _parsed({"id_token": {"acr": wanted}})


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        {"essential": True},
        {"essential": True, "value": ACR},
        {"essential": True, "values": [_OTHER, ACR]},
        {"essential": True, "values": [[], {}, None, ACR]},
        {"essential": True, "values": "x"},
        {"essential": False, "value": _OTHER},
        {"value": _OTHER},
        {"values": [_OTHER]},
        {"essential": "true", "value": _OTHER},
        {"essential": 1, "value": _OTHER},
    ],
)
def test_any_other_wish_for_an_acr_is_no_obstacle(wanted: object) -> None:
    assert _parsed({"id_token": {"acr": wanted}}) == NO_CLAIMS


def test_an_acr_of_userinfo_means_nothing() -> None:
    assert _parsed({"userinfo": {"acr": {"essential": True, "value": _OTHER}}}) == NO_CLAIMS
