"""``OAUTH_CLIENTS``: when people are asked, and how old a sign-in may be."""

import pytest

from domain.client import Client, Consent
from tests.unit.entrypoints.settings_values import clients_json, load, refusal

MARK = "vAlUe"
WEB = "https://app.example.org/cb"
ON_THE_DEVICE = ["com.example.app:/cb", "http://127.0.0.1:8080/cb", "http://localhost/cb"]
PUBLIC = {"client_secret": None, "token_endpoint_auth_method": "none"}


def _client(**changes: object) -> Client:
    (client,) = load(OAUTH_CLIENTS=clients_json(**changes)).clients
    return client


def test_the_operators_own_clients_do_not_ask() -> None:
    assert _client().consent is Consent.NEVER
    assert _client(**PUBLIC).consent is Consent.NEVER
    assert _client(redirect_uris=ON_THE_DEVICE).consent is Consent.NEVER


@pytest.mark.parametrize("uri", ON_THE_DEVICE)
def test_a_public_client_on_the_device_always_asks(uri: str) -> None:
    assert _client(**PUBLIC, redirect_uris=[uri]).consent is Consent.ALWAYS
    assert _client(**PUBLIC, redirect_uris=[WEB, uri]).consent is Consent.ALWAYS


@pytest.mark.parametrize("consent", Consent)
@pytest.mark.parametrize("uri", [WEB, *ON_THE_DEVICE])
def test_what_the_operator_says_counts(consent: Consent, uri: str) -> None:
    assert _client(consent=consent, redirect_uris=[uri]).consent is consent
    assert _client(**PUBLIC, consent=consent, redirect_uris=[uri]).consent is consent


@pytest.mark.parametrize("seconds", [0, 1, 3600, 2**53])
def test_a_default_max_age_is_taken(seconds: int) -> None:
    assert _client(default_max_age=seconds).default_max_age == seconds


def test_without_one_there_is_none() -> None:
    assert _client().default_max_age is None


@pytest.mark.parametrize("required", [True, False])
def test_that_auth_time_is_required_may_be_said_and_changes_nothing(*, required: bool) -> None:
    assert _client(require_auth_time=required) == _client()


@pytest.mark.parametrize(
    "changes",
    [
        {"consent": MARK},
        {"consent": ""},
        {"consent": "Never"},
        {"consent": "always "},
        {"consent": True},
        {"consent": ["once"]},
        {"default_max_age": -1},
        {"default_max_age": 2**53 + 1},
        {"default_max_age": 10**30},
        {"default_max_age": "60"},
        {"default_max_age": 60.5},
        {"default_max_age": True},
        {"default_max_age": MARK},
        {"require_auth_time": "true"},
        {"require_auth_time": 1},
        {"require_auth_time": MARK},
    ],
)
def test_anything_else_is_refused_and_not_repeated(changes: dict[str, object]) -> None:
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(**changes))
    assert 'client "app"' in message
    assert MARK.lower() not in message.lower()
