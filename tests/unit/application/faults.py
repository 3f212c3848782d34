"""Stores of a house that fail until they are mended."""

from collections.abc import Callable

from tests.fakes.failing_sign_in_stores import FailingSessionStore
from tests.fakes.failing_sign_out_stores import FailingSignOns
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingAuthCodeStore, FailingGrantStore
from tests.unit.application.house import House


def fail(house: House, store: str, verb: str, fault: str) -> Callable[[], None]:
    """Let a verb fail; give what mends it."""
    faults = Faults(**{fault: frozenset({verb})})
    codes, grants = house.auth_codes, house.grants
    sessions, sign_ons = house.sessions, house.sign_ons

    def mend() -> None:
        house.auth_codes, house.grants = codes, grants
        house.sessions, house.sign_ons = sessions, sign_ons

    match store:
        case "auth_codes":
            house.auth_codes = FailingAuthCodeStore(codes, faults)
        case "grants":
            house.grants = FailingGrantStore(grants, faults)
        case "sessions":
            house.sessions = FailingSessionStore(sessions, faults)
        case _:
            house.sign_ons = FailingSignOns(sign_ons, faults)
    return mend
