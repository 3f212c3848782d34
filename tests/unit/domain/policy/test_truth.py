"""Yes, no and not known: the whole truth tables of strong three-valued logic."""

from itertools import product

import pytest

from domain.policy.truth import Truth, all_of, any_of, none_of

_T, _F, _N = True, False, None
_VALUES: tuple[Truth, ...] = (_T, _F, _N)
_PAIRS = list(product(_VALUES, repeat=2))
# In the order of the pairs: TT TF TN, FT FF FN, NT NF NN.
_ALL = [_T, _F, _N, _F, _F, _F, _N, _F, _N]
_ANY = [_T, _T, _T, _T, _F, _N, _T, _N, _N]
_NONE = [_F, _F, _F, _F, _T, _N, _F, _N, _N]


@pytest.mark.parametrize(("pair", "truth"), list(zip(_PAIRS, _ALL, strict=True)))
def test_all_of_two(pair: tuple[Truth, Truth], truth: Truth) -> None:
    assert all_of(pair) is truth


@pytest.mark.parametrize(("pair", "truth"), list(zip(_PAIRS, _ANY, strict=True)))
def test_any_of_two(pair: tuple[Truth, Truth], truth: Truth) -> None:
    assert any_of(pair) is truth


@pytest.mark.parametrize(("pair", "truth"), list(zip(_PAIRS, _NONE, strict=True)))
def test_none_of_two(pair: tuple[Truth, Truth], truth: Truth) -> None:
    assert none_of(pair) is truth


def test_of_nothing_all_and_none_hold_and_no_one_does() -> None:
    assert (all_of(()), any_of(()), none_of(())) == (True, False, True)


@pytest.mark.parametrize("triple", list(product(_VALUES, repeat=3)))
def test_what_is_known_stays_whatever_the_unknown_comes_to(
    triple: tuple[Truth, Truth, Truth],
) -> None:
    completions = list(product(*[(one,) if one is not None else (True, False) for one in triple]))
    for of, python in ((all_of, all), (any_of, any), (none_of, lambda c: not any(c))):
        outcomes = {python(one) for one in completions}
        assert of(triple) is (outcomes.pop() if len(outcomes) == 1 else None)
