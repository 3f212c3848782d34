"""How old a sign-in may be, by the request or else by the client (OpenID Connect Core 3.1.2.1)."""

from datetime import timedelta

import pytest

from domain.auth_request import AuthRequest
from tests.builders import NOW, a_client, a_memberships, a_session, authorization_parameters


def _max_age(asked: str | None, default: int | None) -> int | None:
    parameters = authorization_parameters(max_age=asked)
    return AuthRequest.validated(parameters, a_client(default_max_age=default)).max_age


@pytest.mark.parametrize(
    ("asked", "default", "counts"),
    [
        (None, None, None),
        (None, 0, 0),
        (None, 600, 600),
        ("0", None, 0),
        ("0", 600, 0),
        ("600", 0, 600),
        ("007", None, 7),
        (str(2**53), None, 2**53),
    ],
)
def test_what_the_request_says_counts_before_the_clients_default(
    asked: str | None, default: int | None, counts: int | None
) -> None:
    assert _max_age(asked, default) == counts


@pytest.mark.parametrize(
    ("max_age", "age", "exceeded"),
    [
        (0, 0, False),
        (0, 0.999, False),
        (0, 1, True),
        (1, 1, False),
        (1, 1.999, False),
        (1, 2, True),
        (600, 600, False),
        (600, 601, True),
        (2**53, 86_400, False),
        (None, 10**9, False),
    ],
)
def test_a_sign_in_is_too_old_one_second_after_max_age(
    max_age: int | None, age: float, *, exceeded: bool
) -> None:
    session = a_session(auth_time=NOW)
    assert session.exceeds(max_age, NOW + timedelta(seconds=age)) is exceeded


def test_the_age_is_counted_from_the_auth_time_that_clients_read() -> None:
    # Both ends are cut to whole seconds, as the claim is: 1.2 s of age are 2 to the client.
    session = a_session(auth_time=NOW + timedelta(seconds=0.9))
    assert session.exceeds(1, NOW + timedelta(seconds=2.1))


def test_a_session_that_was_renewed_is_no_younger() -> None:
    session = (
        a_session(auth_time=NOW - timedelta(hours=1))
        .used(NOW)
        .with_memberships(a_memberships(), NOW)
    )
    assert session.exceeds(3599, NOW)
    assert not session.exceeds(3600, NOW)
