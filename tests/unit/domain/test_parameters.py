"""Request parameters as RFC 6749 section 3.1 reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidRequest
from domain.parameters import Parameters


def test_a_value_is_given_as_it_was_sent() -> None:
    assert Parameters([("state", " a+b%20 ")]).get("state") == " a+b%20 "


def test_a_parameter_that_was_not_sent_is_absent() -> None:
    assert Parameters([]).get("state") is None


def test_an_empty_value_counts_as_absent() -> None:
    assert Parameters([("state", "")]).get("state") is None


def test_an_empty_value_beside_a_value_is_no_repeat() -> None:
    parameters = Parameters([("state", ""), ("state", "a"), ("state", "")])
    parameters.check_wellformed()
    assert parameters.get("state") == "a"


def test_names_differ_by_case() -> None:
    assert Parameters([("State", "a")]).get("state") is None


def test_of_a_repeated_parameter_no_value_is_used() -> None:
    assert Parameters([("state", "a"), ("state", "a")]).get("state") is None


def test_a_repeat_is_refused_even_of_an_unknown_parameter() -> None:
    with pytest.raises(InvalidRequest) as refusal:
        Parameters([("x", "1"), ("x", "2")]).check_wellformed()
    assert refusal.value.description == "A parameter is repeated."


def test_a_repeated_name_is_told_to_the_log_and_not_to_the_client() -> None:
    name = '"><svg onload=1>'
    with pytest.raises(InvalidRequest) as refusal:
        Parameters([(name, "1"), (name, "2")]).check_wellformed()
    assert name in refusal.value.reason
    assert name not in refusal.value.description


def test_malformed_input_is_refused() -> None:
    with pytest.raises(InvalidRequest):
        Parameters([("state", "a")], malformed=True).check_wellformed()


def test_malformed_input_still_gives_what_could_be_read() -> None:
    assert Parameters([("state", "a")], malformed=True).get("state") == "a"


def test_a_missing_required_parameter_is_named() -> None:
    with pytest.raises(InvalidRequest) as refusal:
        Parameters([]).require("grant_type")
    assert "grant_type" in refusal.value.description


@pytest.mark.parametrize("pairs", [[("code", "")], [("code", "a"), ("code", "b")]])
def test_an_empty_or_repeated_value_is_missing_where_one_is_required(
    pairs: list[tuple[str, str]],
) -> None:
    with pytest.raises(InvalidRequest):
        Parameters(pairs).require("code")


def test_a_required_value_is_given() -> None:
    assert Parameters([("code", "a")]).require("code") == "a"


@pytest.mark.parametrize("character", ["a", "\u00e9", "\u20ac", "\U0001f600"])
def test_length_is_counted_in_bytes_of_utf_8(character: str) -> None:
    size = len(character.encode())
    Parameters([("state", character * 12)]).check_length("state", 12 * size)
    with pytest.raises(InvalidRequest):
        Parameters([("state", character * 12)]).check_length("state", 12 * size - 1)


def test_an_absent_parameter_is_never_too_long() -> None:
    Parameters([]).check_length("state", 0)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=2))))
def test_a_value_is_used_only_if_it_was_the_only_one(pairs: list[tuple[str, str]]) -> None:
    parameters = Parameters(pairs)
    for name in "abc":
        sent = [value for key, value in pairs if key == name and value]
        assert parameters.get(name) == (sent[0] if len(sent) == 1 else None)


def test_the_pairs_are_all_that_was_sent_once_with_their_values() -> None:
    sent = [("state", "a&b=c"), ("empty", ""), ("x", "\u00e9"), ("claims", "{}")]
    assert Parameters(sent).pairs() == [("state", "a&b=c"), ("x", "\u00e9"), ("claims", "{}")]


def test_without_parameters_there_are_no_pairs() -> None:
    assert Parameters([]).pairs() == []


@pytest.mark.parametrize(
    "parameters",
    [
        Parameters([("state", "a"), ("state", "b"), ("x", "1")]),
        Parameters([("state", "a")], malformed=True),
    ],
    ids=["repeated", "malformed"],
)
def test_what_was_not_well_formed_gives_no_pairs(parameters: Parameters) -> None:
    with pytest.raises(InvalidRequest):
        parameters.pairs()


@given(st.dictionaries(st.text(), st.text(min_size=1)))
def test_the_pairs_read_again_are_the_same_parameters(sent: dict[str, str]) -> None:
    again = Parameters(Parameters(sent.items()).pairs())
    assert again.pairs() == list(sent.items())
