"""When a person is asked to share with a client, and which clients anybody can pose as."""

import pytest

from domain.client import Consent
from tests.builders import REDIRECT_URI, a_client

_NOTHING = frozenset[str]()
_ONE = frozenset({"openid"})
_TWO = frozenset({"openid", "email"})


@pytest.mark.parametrize(
    ("consent", "asked", "agreed", "must_ask"),
    [
        (Consent.NEVER, _TWO, _NOTHING, False),
        (Consent.NEVER, _TWO, _TWO, False),
        (Consent.ONCE, _ONE, _NOTHING, True),
        (Consent.ONCE, _ONE, _ONE, False),
        (Consent.ONCE, _ONE, _TWO, False),
        (Consent.ONCE, _TWO, _ONE, True),
        (Consent.ONCE, _TWO, _TWO, False),
        (Consent.ALWAYS, _ONE, _NOTHING, True),
        (Consent.ALWAYS, _ONE, _TWO, True),
    ],
)
def test_a_person_is_asked_never_once_for_each_scope_or_always(
    consent: Consent, asked: frozenset[str], agreed: frozenset[str], *, must_ask: bool
) -> None:
    assert a_client(consent=consent).must_ask(asked, agreed) is must_ask


@pytest.mark.parametrize(
    "redirect_uris",
    [
        {"com.example.app:/cb"},
        {"http://127.0.0.1:8080/cb"},
        {"http://[::1]/cb"},
        {"http://localhost:3000/cb"},
        {REDIRECT_URI, "com.example.app:/cb"},
    ],
)
def test_a_public_client_of_which_any_address_is_on_the_device_can_be_posed_as(
    redirect_uris: set[str],
) -> None:
    uris = frozenset(redirect_uris)
    assert a_client(client_secret=None, redirect_uris=uris).can_be_impersonated
    assert not a_client(redirect_uris=uris).can_be_impersonated


def test_a_public_client_of_web_addresses_cannot() -> None:
    assert not a_client(client_secret=None).can_be_impersonated
