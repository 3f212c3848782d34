"""The ``claims`` parameter: what is refused, and that nothing else ever comes of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claims_request import NO_CLAIMS, ClaimsRequest
from domain.errors import InvalidRequest, OAuthError
from domain.scope import KNOWN_SCOPES

_ALL = frozenset(KNOWN_SCOPES)
_NO_JSON = [
    "{",
    "}",
    "{'id_token': {}}",
    '{"id_token": {"name": null}',
    '{"id_token": {},}',
    '{"id_token": {}} {}',
    "undefined",
    "name",
    "\x00",
    "\ufeff{}",
    '{"a": "\n"}',
    '{"a": ' + "9" * 5000 + "}",
]
_BOMBS = [
    "[" * 8192,
    '{"a":' * 1638,
    "[" * 4096 + "]" * 4096,
    '{"userinfo":{"name":' + "[" * 4000 + "]" * 4000 + "}}",
]
_OTHER_SHAPES = ["[]", '"x"', "1", "true", "NaN", '["id_token"]', '"\\ud800"']
_OTHER_MEMBERS = ["[]", '"name"', "1", "false", '["name"]', "Infinity", '[{"name":null}]']
_OTHER_WANTED = ["[]", '"x"', "1", "true", "[null]"]

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
_WANTED = st.fixed_dictionaries({}, optional={"essential": _JSON, "value": _JSON, "values": _JSON})
_NAMES = st.sampled_from(["sub", "acr", "name", "email", "x"])


def _refused(text: str) -> InvalidRequest:
    with pytest.raises(InvalidRequest) as refusal:
        ClaimsRequest.parsed(text, _ALL)
    return refusal.value


@pytest.mark.parametrize("text", _NO_JSON, ids=range(len(_NO_JSON)))
def test_what_is_no_json_is_refused(text: str) -> None:
    assert "JSON" in _refused(text).description


@pytest.mark.parametrize("text", _BOMBS, ids=range(len(_BOMBS)))
def test_a_nesting_bomb_is_refused_like_any_other_fault(text: str) -> None:
    assert _refused(text).error == "invalid_request"


@pytest.mark.parametrize(
    "text",
    [
        '{"userinfo":{"name":{"value":' + "[" * 90 + "]" * 90 + "}}}",
        '{"userinfo":{"name":null},"x":' + '{"x":' * 90 + "1" + "}" * 90 + "}",
    ],
    ids=["value", "member"],
)
def test_depth_where_nothing_is_read_does_no_harm(text: str) -> None:
    assert ClaimsRequest.parsed(text, _ALL).userinfo == {"name"}


@pytest.mark.parametrize("text", _OTHER_SHAPES)
def test_json_of_another_shape_is_refused(text: str) -> None:
    assert "object" in _refused(text).description


@pytest.mark.parametrize("place", ["id_token", "userinfo"])
@pytest.mark.parametrize("member", _OTHER_MEMBERS)
def test_a_member_of_another_shape_is_refused(place: str, member: str) -> None:
    assert "object" in _refused(f'{{"{place}": {member}}}').description


@pytest.mark.parametrize("place", ["id_token", "userinfo"])
@pytest.mark.parametrize("name", ["name", "sub", "acr", "groups"])
@pytest.mark.parametrize("wanted", _OTHER_WANTED)
def test_a_claim_that_is_asked_for_in_another_shape_is_refused(
    place: str, name: str, wanted: str
) -> None:
    assert "object" in _refused(f'{{"{place}": {{"{name}": {wanted}}}}}').description


@pytest.mark.parametrize("wanted", _OTHER_WANTED)
def test_of_a_claim_that_is_unknown_the_shape_does_not_matter(wanted: str) -> None:
    text = f'{{"id_token": {{"unknown": {wanted}}}, "userinfo": {{"auth_time": {wanted}}}}}'
    assert ClaimsRequest.parsed(text, _ALL) == NO_CLAIMS


def test_a_refusal_repeats_nothing_of_what_was_sent() -> None:
    for text in ("<svg onload=1>", '{"id_token": "<svg onload=1>"}'):
        refusal = _refused(text)
        assert "svg" not in refusal.description + refusal.reason
        assert refusal.__cause__ is None


def _read_or_refused(text: str) -> None:
    try:
        asked = ClaimsRequest.parsed(text, _ALL)
    except OAuthError:
        return
    assert asked.scopes <= _ALL
    # What cannot be written could not be kept until the person is back.
    assert all(subject.encode() is not None for subject in asked.subjects or ())


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    _read_or_refused(text)


@given(_JSON)
def test_any_json_is_read_or_refused(value: object) -> None:
    _read_or_refused(json.dumps(value))
    _read_or_refused(json.dumps({"id_token": value}))
    _read_or_refused(json.dumps({"userinfo": {"sub": value}}))


@given(st.dictionaries(_NAMES, st.none() | _WANTED), st.dictionaries(_NAMES, st.none() | _WANTED))
def test_whatever_is_said_of_a_claim_is_read_or_refused(
    id_token: dict[str, object], userinfo: dict[str, object]
) -> None:
    _read_or_refused(json.dumps({"id_token": id_token, "userinfo": userinfo}))
