"""What each kind of answer must look like, wherever it appears."""

import re

import httpx

from tests.integration.http.harness import HTTPS_ISSUER, REDIRECT, query_of
from tests.integration.http.page import Page

# RFC 6749 section 4.1.2.1: no quotation mark, no backslash, nothing beyond printable ASCII.
_DESCRIPTION = re.compile(r"[\x20-\x21\x23-\x5B\x5D-\x7E]+")
_NEVER = ("Traceback", "canary", 'File "', "RuntimeError", "site-packages")


def assert_page(response: httpx.Response, status: int = 400) -> None:
    """Check a page for a person: HTML, sent nowhere, kept nowhere."""
    assert response.status_code == status, response.text
    assert "location" not in response.headers
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["cache-control"] == "no-store"
    assert_nothing_leaks(response)


def assert_error_redirect(
    response: httpx.Response,
    error: str,
    *,
    to: str = REDIRECT,
    state: str | None = "client-state-1",
) -> dict[str, str]:
    """Check an error for the client: at its own address, by 303, with state and iss."""
    assert response.status_code == 303, response.text
    location = response.headers["location"]
    assert location.startswith(to)
    answer = query_of(location)
    assert answer["error"] == error
    assert "code" not in answer
    assert (
        answer["iss"] == f"{response.request.url.scheme}://{response.request.url.netloc.decode()}"
    )
    assert answer.get("state") == state
    assert _DESCRIPTION.fullmatch(answer["error_description"])
    return answer


def assert_oauth_error(response: httpx.Response, status: int, error: str) -> None:
    """Check an error for a program (RFC 6749 section 5.2)."""
    assert (response.status_code, response.json().get("error")) == (status, error), response.text
    assert set(response.json()) == {"error", "error_description"}
    assert _DESCRIPTION.fullmatch(response.json()["error_description"])
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["pragma"] == "no-cache"
    assert "location" not in response.headers
    assert_nothing_leaks(response)


def assert_challenge(response: httpx.Response, status: int, error: str) -> None:
    """Check an error for the holder of a token (RFC 6750 section 3)."""
    assert_oauth_error(response, status, error)
    challenge = response.headers["www-authenticate"]
    assert challenge.startswith('Bearer realm="')
    assert f'error="{error}"' in challenge


def assert_nothing_leaks(response: httpx.Response) -> None:
    """Check that nothing of our insides stands in an answer."""
    assert not [word for word in _NEVER if word in response.text]


def posted_answer(response: httpx.Response, *, to: str = REDIRECT) -> dict[str, str]:
    """Check a page that posts the answer to the application, and give what it posts."""
    assert_page(response, 200)
    form = Page(response).form
    assert (form.action, form.method) == (to, "post")
    return form.fields


def assert_error_form(response: httpx.Response, error: str, *, to: str = REDIRECT) -> None:
    """Check an error for the client, posted to its own address with state and iss."""
    answer = posted_answer(response, to=to)
    assert answer.keys() == {"error", "error_description", "state", "iss"}
    assert answer["error"] == error
    assert answer["state"] == "client-state-1"
    assert answer["iss"] == HTTPS_ISSUER
    assert _DESCRIPTION.fullmatch(answer["error_description"])
