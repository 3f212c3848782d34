"""Client credentials, as a request carries them."""

from base64 import b64encode
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import RequestFactory

from domain.client_authentication import ClientCredentials, TokenEndpointAuthMethod
from domain.errors import InvalidClient, InvalidRequest
from domain.parameters import Parameters
from entrypoints.http.credentials import client_credentials

BASIC = TokenEndpointAuthMethod.CLIENT_SECRET_BASIC
POST = TokenEndpointAuthMethod.CLIENT_SECRET_POST
NONE = TokenEndpointAuthMethod.NONE


def read(header: str | None = None, **form: str) -> ClientCredentials:
    headers = {} if header is None else {"authorization": header}
    request = RequestFactory().post("/oauth/token", headers=headers)
    return client_credentials(request, Parameters(form.items()))


def basic(raw: bytes) -> str:
    return "Basic " + b64encode(raw).decode()


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_both_halves_of_basic_are_form_decoded(client_id: str, secret: str) -> None:
    credentials = read(basic(f"{quote_plus(client_id)}:{quote_plus(secret)}".encode()))
    assert (credentials.client_id, credentials.client_secret) == (client_id, secret)
    assert credentials.method is BASIC


def test_an_empty_secret_in_basic_is_none_as_programs_in_go_send_it() -> None:
    assert read(basic(b"app:")) == ClientCredentials(client_id="app", client_secret="", method=NONE)


def test_a_secret_may_hold_a_colon() -> None:
    assert read(basic(b"app:a:b:c")).client_secret == "a:b:c"


@pytest.mark.parametrize("scheme", ["basic", "BASIC", "Basic"])
def test_the_scheme_is_read_in_any_case(scheme: str) -> None:
    assert read(basic(b"app:s").replace("Basic", scheme)).client_id == "app"


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic YXBwOnM",
        "Basic YXBw\u00e9",
        "Bearer YXBwOnM=",
        "Digest username=app",
        "Basic  YXBwOnM= x",
        basic(b"no-colon"),
        basic(b"app:%zz"),
        basic(b"%zz:s"),
        basic(b"app:\xff"),
        basic(b"\xff:s"),
    ],
)
def test_a_header_that_cannot_be_read_is_a_failed_authentication(header: str) -> None:
    with pytest.raises(InvalidClient) as caught:
        read(header)
    assert "YXBw" not in caught.value.reason
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("form", "method"),
    [({"client_secret": "s"}, POST), ({}, NONE), ({"client_secret": ""}, NONE)],
)
def test_the_form_tells_the_method(form: dict[str, str], method: TokenEndpointAuthMethod) -> None:
    credentials = read(client_id="app", **form)
    assert (credentials.client_id, credentials.method) == ("app", method)


def test_a_client_that_names_itself_nowhere_is_not_known() -> None:
    with pytest.raises(InvalidClient):
        read(client_secret="s")


@pytest.mark.parametrize(
    "form",
    [
        {"client_secret": "s"},
        {"client_id": "app", "client_secret": "s"},
        {"client_id": "other"},
        {"client_assertion": "x"},
        {"client_assertion_type": "x"},
    ],
)
def test_two_ways_at_once_are_refused(form: dict[str, str]) -> None:
    with pytest.raises(InvalidRequest):
        read(basic(b"app:s"), **form)


def test_the_same_client_id_in_the_form_does_no_harm() -> None:
    assert read(basic(b"app:s"), client_id="app").method is BASIC


def test_an_assertion_is_not_taken_for_a_secret() -> None:
    with pytest.raises(InvalidClient):
        read(client_id="app", client_assertion="x")
