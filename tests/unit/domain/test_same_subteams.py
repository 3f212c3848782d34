"""Whether two versions of the subteams are the same."""

from domain.policy.subteams import Subteams
from tests.builders import CAPTAIN_ROLE, SOFTWARE_ROLE, a_subteam, has_role

_LEADS = a_subteam("leads", any_of=[has_role(CAPTAIN_ROLE)])
_BOARD = a_subteam("board", any_of=[has_role(CAPTAIN_ROLE)])


def test_the_same_subteams_in_another_order_are_the_same() -> None:
    one, other = Subteams([_LEADS, _BOARD]), Subteams([_BOARD, _LEADS])
    assert one == other
    assert len({one, other}) == 1


def test_subteams_that_differ_in_anything_are_others() -> None:
    one = Subteams([_LEADS])
    for other in (
        Subteams([]),
        Subteams([_LEADS, _BOARD]),
        Subteams([a_subteam("leads", any_of=[has_role(SOFTWARE_ROLE)])]),
        Subteams([a_subteam("leads", any_of=[has_role(CAPTAIN_ROLE)], name="Leads")]),
        {"leads": _LEADS},
    ):
        assert one != other
