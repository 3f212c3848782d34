"""How the endpoints for clients take a request: refresh, revocation and introspection alike."""

from collections.abc import AsyncIterator
from urllib.parse import urlencode

import httpx
import pytest

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser, changed
from tests.integration.http.harness import (
    FORM,
    INTROSPECT,
    REVOKE,
    SECRET,
)
from tests.integration.http.program import Program
from tests.integration.http.program_requests import EACH, ME, Kind, assert_nothing_happened

pytestmark = pytest.mark.anyio


STATE = [REVOKE, INTROSPECT]


@pytest.fixture
def http(program: Program) -> httpx.AsyncClient:
    return Browser(program.provider).http


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "BREW"])
@pytest.mark.parametrize("path", STATE)
async def test_post_is_the_only_method(
    program: Program, http: httpx.AsyncClient, path: str, method: str
) -> None:
    """N-TK-01, N-RV-01, N-IN-01: 405, with what would do."""
    held = await program.begin()
    query = {**ME, "token": held.refresh_token}
    response = await http.request(method, path, params=query)

    assert response.status_code == 405
    assert "POST" in response.headers["allow"]
    assert "GET" not in response.headers["allow"]
    await assert_nothing_happened(program, held)


@EACH
async def test_parameters_in_the_query_do_not_count(
    program: Program, http: httpx.AsyncClient, kind: Kind
) -> None:
    """N-TK-01, N-RV-01, N-IN-01: neither the token nor the credentials."""
    held = await program.begin()
    form = kind.form(held)
    everything = await http.post(kind.path, params=form, headers={"Content-Type": FORM})
    without_token = changed(form, {kind.name: None})
    token = {kind.name: held.refresh_token}
    token_there = await http.post(kind.path, params=token, data=without_token)
    secret = {"client_secret": SECRET}
    without_secret = changed(form, {"client_secret": None})
    secret_there = await http.post(kind.path, params=secret, data=without_secret)

    assert_oauth_error(everything, 401, "invalid_client")
    assert_oauth_error(token_there, 400, "invalid_request")
    assert_oauth_error(secret_there, 401, "invalid_client")
    await assert_nothing_happened(program, held)


@EACH
async def test_a_query_beside_a_good_body_does_not_disturb(
    program: Program, http: httpx.AsyncClient, kind: Kind
) -> None:
    """N-TK-01."""
    held = await program.begin()
    query = {kind.name: "x", "client_id": "nobody", "grant_type": "password"}

    response = await http.post(kind.path, params=query, data=kind.form(held))
    assert response.status_code == 200


TYPES = ["application/json", "text/plain", "multipart/form-data; boundary=x", "", None, FORM + "x"]


@EACH
@pytest.mark.parametrize("content_type", TYPES)
async def test_a_body_that_is_no_form_is_refused(
    program: Program, http: httpx.AsyncClient, kind: Kind, content_type: str | None
) -> None:
    """N-TK-02, N-RV-01, N-IN-01."""
    held = await program.begin()
    headers = {} if content_type is None else {"Content-Type": content_type}
    body = urlencode(kind.form(held))
    response = await http.post(kind.path, content=body, headers=headers)

    assert_oauth_error(response, 400, "invalid_request")
    await assert_nothing_happened(program, held)


@EACH
async def test_json_and_multipart_bodies_are_refused(
    program: Program, http: httpx.AsyncClient, kind: Kind
) -> None:
    """N-TK-02, N-RV-01, N-IN-01."""
    held = await program.begin()
    form = kind.form(held)
    as_json = await http.post(kind.path, json=form)
    as_parts = await http.post(kind.path, files={n: (None, v) for n, v in form.items()})

    assert_oauth_error(as_json, 400, "invalid_request")
    assert_oauth_error(as_parts, 400, "invalid_request")
    await assert_nothing_happened(program, held)


@EACH
async def test_the_charset_of_a_form_does_not_matter(
    program: Program, http: httpx.AsyncClient, kind: Kind
) -> None:
    """N-TK-02."""
    body = urlencode(kind.form(await program.begin()))
    headers = {"Content-Type": FORM + "; charset=ISO-8859-1"}

    assert (await http.post(kind.path, content=body, headers=headers)).status_code == 200


@EACH
async def test_any_repeated_parameter_is_refused(
    program: Program, http: httpx.AsyncClient, kind: Kind
) -> None:
    """N-TK-03, N-RV-01, N-IN-01: also one that nobody reads."""
    held = await program.begin()
    form = {**kind.form(held), "scope": "openid", "token_type_hint": "x", "unknown": "1"}
    for name, value in form.items():
        for second in (value, "other"):
            body = urlencode([*form.items(), (name, second)])
            response = await http.post(kind.path, content=body, headers={"Content-Type": FORM})
            assert_oauth_error(response, 400, "invalid_request")

    await assert_nothing_happened(program, held)


MALFORMED = [b"%", b"%4", b"%zz", b"%ff", b"%c3%28", b"%ed%a0%80", b"\xff", b"%c0%80"]


@EACH
@pytest.mark.parametrize("raw", MALFORMED)
async def test_what_cannot_be_decoded_is_refused(
    program: Program, http: httpx.AsyncClient, kind: Kind, raw: bytes
) -> None:
    """N-TK-03."""
    held = await program.begin()
    good = urlencode(kind.form(held)).encode()
    inside = good.replace(held.refresh_token.encode(), raw)
    for body in (good + b"&x=" + raw, good + b"&" + raw, inside):
        response = await http.post(kind.path, content=body, headers={"Content-Type": FORM})
        assert_oauth_error(response, 400, "invalid_request")

    await assert_nothing_happened(program, held)


@pytest.mark.parametrize("path", STATE)
@pytest.mark.parametrize("body", [b"", b"&", b"=", b"\0", b"{}", b"=" * 60_000])
async def test_a_body_of_nonsense_is_no_client(
    http: httpx.AsyncClient, path: str, body: bytes
) -> None:
    """N-TK-05, N-IN-01."""
    response = await http.post(path, content=body, headers={"Content-Type": FORM})

    assert_oauth_error(response, 401, "invalid_client")


@EACH
@pytest.mark.parametrize("token", [None, ""])
async def test_a_token_is_required(
    program: Program, http: httpx.AsyncClient, kind: Kind, token: str | None
) -> None:
    """N-TK-03, N-RV-01, N-IN-01: empty is left out."""
    form = changed(kind.form(await program.begin()), {kind.name: token})

    assert_oauth_error(await http.post(kind.path, data=form), 400, "invalid_request")


@EACH
async def test_a_body_of_more_than_64_kib_is_refused(
    program: Program, http: httpx.AsyncClient, kind: Kind
) -> None:
    """N-TK-02."""
    form = urlencode(kind.form(await program.begin())).encode() + b"&padding="
    largest = form + b"a" * (65_536 - len(form))
    headers = {"Content-Type": FORM}

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"a" * 1024

    for body in (largest + b"a", endless()):
        too_large = await http.post(kind.path, content=body, headers=headers)
        assert_oauth_error(too_large, 400, "invalid_request")
    assert (await http.post(kind.path, content=largest, headers=headers)).status_code == 200
