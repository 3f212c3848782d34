"""The authorization response, a success or an error (RFC 6749 sections 4.1.2 and 4.1.2.1)."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

from tests.conformance.browser import Arrival
from tests.conformance.checks.randomness import check_unguessable
from tests.conformance.outcomes import Plan

Warn = Callable[[str], None]

# What may be said to prompt=none when somebody would have to be asked (Core section 3.1.2.6).
NOT_WITHOUT_ASKING = {
    "login_required",
    "interaction_required",
    "consent_required",
    "account_selection_required",
}

_OF_SUCCESS = {"code", "state", "session_state", "iss"}
_OF_ERROR = {"error", "error_description", "error_uri", "state", "session_state", "iss"}
# RFC 6749 section 4.1.2.1, without what the suite warns about: CR, LF and TAB.
_DESCRIPTION = re.compile(r"[\x20-\x21\x23-\x5B\x5D-\x7E]+")


def check_answer(
    arrival: Arrival, request: Mapping[str, str], issuer: str, plan: Plan, warn: Warn
) -> dict[str, str]:
    """Check what came to the redirect_uri, and give its parameters."""
    answer = _carried(arrival, request["redirect_uri"], plan)
    assert answer.get("state") == request.get("state"), "state is not as it was sent"
    assert answer.get("iss", issuer) == issuer
    if "error" in answer:
        _check_error(answer, warn)
    else:
        check_unguessable(answer["code"])
        _check_names(answer, _OF_SUCCESS, warn)
    return answer


def _carried(arrival: Arrival, redirect_uri: str, plan: Plan) -> dict[str, str]:
    """Give the parameters from where the mode wants them, and make sure they are there only."""
    registered = dict(parse_qsl(urlsplit(redirect_uri).query, strict_parsing=False))
    assert arrival.url.partition("?")[0] == redirect_uri.partition("?")[0]
    query = arrival.query
    assert {name: query.pop(name, None) for name in registered} == registered
    if plan is Plan.FORM_POST:
        assert arrival.method == "POST"
        assert arrival.url == redirect_uri, "something is in the address"
        return arrival.fields
    assert arrival.method == "GET"
    return query


def _check_error(answer: Mapping[str, str], warn: Warn) -> None:
    assert "code" not in answer
    description = answer.get("error_description")
    assert description is None or _DESCRIPTION.fullmatch(description), description
    _check_names(answer, _OF_ERROR, warn)


def _check_names(answer: Mapping[str, str], known: set[str], warn: Warn) -> None:
    unexpected = sorted(answer.keys() - known)
    if unexpected:
        warn(f"the authorization response also holds {', '.join(unexpected)}")
