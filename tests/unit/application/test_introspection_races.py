"""Introspection while somebody else changes or ends the grant: what is told is true at the end."""

import pytest

from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import (
    FailingGrantStore,
    GrantChangedMeanwhile,
    GrantEndedMeanwhile,
)
from tests.unit.application.house import ROLE_FRESHNESS, House
from tests.unit.application.refreshing import offline, token_of

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("kind", ["access token", "refresh token"])
@pytest.mark.parametrize(
    ("store", "active"), [(GrantChangedMeanwhile, True), (GrantEndedMeanwhile, False)]
)
async def test_a_token_is_told_to_be_alive_only_if_its_grant_still_is(
    house: House, kind: str, store: type[FailingGrantStore], *, active: bool
) -> None:
    """N-IN-02."""
    issued = await offline(house)
    token = token_of(issued) if kind == "refresh token" else issued.access_token
    # So that Discord is asked, and the answer has to be kept.
    house.clock.advance(ROLE_FRESHNESS.total_seconds())
    house.grants = store(house.grants, Faults())

    answer = await house.introspect(token)

    assert answer["active"] is active
