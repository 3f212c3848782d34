"""Which origins may read the token endpoint's answers (C-35)."""

import pytest

from adapters.rulebook.client_registry import RulebookClientRegistry
from adapters.rulebook.held_rulebooks import HeldRulebooks
from application.allow_origin import AllowOrigin
from tests.builders import CLIENT_ID, a_client, a_rulebook

pytestmark = pytest.mark.anyio

_APP = "https://app.example.org"
_OTHER = "https://other.example.org"
_STRANGE = ["null", "*", "", "https://evil.example", "http://app.example.org", _APP + ":444"]
_TRICKS = [_APP + ".evil.example", "https://example.org", _APP + "/", "https://x.app.example.org"]


@pytest.fixture
def allow_origin() -> AllowOrigin:
    other = a_client(client_id="other", redirect_uris=frozenset({_OTHER + "/cb"}))
    return AllowOrigin(
        clients=RulebookClientRegistry(
            rulebooks=HeldRulebooks(rulebook=a_rulebook(a_client(), other))
        )
    )


async def test_a_client_may_be_called_from_its_own_origin(allow_origin: AllowOrigin) -> None:
    assert await allow_origin(_APP, client_id=CLIENT_ID)


async def test_a_client_may_not_be_called_from_another_clients_origin(
    allow_origin: AllowOrigin,
) -> None:
    assert not await allow_origin(_OTHER, client_id=CLIENT_ID)


async def test_an_unknown_client_may_be_called_from_nowhere(allow_origin: AllowOrigin) -> None:
    assert not await allow_origin(_APP, client_id="unknown")


@pytest.mark.parametrize("origin", [_APP, _OTHER])
async def test_a_preflight_may_come_from_the_origin_of_any_client(
    allow_origin: AllowOrigin, origin: str
) -> None:
    assert await allow_origin(origin, client_id=None)


@pytest.mark.parametrize("client_id", [None, CLIENT_ID])
@pytest.mark.parametrize("origin", _STRANGE + _TRICKS)
async def test_no_other_origin_is_allowed(
    allow_origin: AllowOrigin, origin: str, client_id: str | None
) -> None:
    assert not await allow_origin(origin, client_id=client_id)
