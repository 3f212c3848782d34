"""What applications find at the issuer is compared with what it should be."""

import json
from datetime import timedelta

import pytest

from application.describe_provider import DescribeProvider
from application.doctor.examine_issuer import ExamineIssuer
from application.ports.http_probe import Fetched, ProbeFault
from domain.metadata import OperatorPages, provider_metadata
from tests.builders import ISSUER, NOW, a_rulebook
from tests.fakes.clock import FakeClock
from tests.fakes.doctor import FakeProbe
from tests.fakes.rulebooks import FakeRulebooks
from tests.unit.application.doctor.lines import lines_of

pytestmark = pytest.mark.anyio

URL = f"{ISSUER}/.well-known/openid-configuration"
PAGES = OperatorPages()
DOCUMENT = provider_metadata(ISSUER, PAGES, offline_access=True)
VALID = NOW + timedelta(days=60)


async def found(answer: Fetched | ProbeFault) -> list[str]:
    """Give what is said of an answer."""
    describe_provider = DescribeProvider(
        issuer=ISSUER, pages=PAGES, offline_access=True, rulebooks=FakeRulebooks(a_rulebook())
    )
    probe = FakeProbe({URL: answer})
    return await lines_of(
        ExamineIssuer(
            issuer=ISSUER, probe=probe, describe_provider=describe_provider, clock=FakeClock()
        )
    )


async def found_in(document: object) -> list[str]:
    """Give what is said of a document, without the line of the certificate."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return (await found(Fetched(status=200, body=body, certificate_ends=VALID)))[1:]


async def test_a_good_issuer_is_good_in_every_line() -> None:
    body = json.dumps(DOCUMENT).encode()
    assert await found(Fetched(status=200, body=body, certificate_ends=VALID)) == [
        "ok tls: the certificate is valid until 2027-01-23",
        f"ok issuer: {ISSUER} answers, and discovery names it",
        "ok discovery: sound: all endpoints are below the issuer",
    ]


async def test_who_does_not_answer_is_told_from_who_is_not_trusted() -> None:
    assert await found(ProbeFault("no connection")) == [f"failed issuer: {URL}: no connection"]
    fault = ProbeFault("TLS: certificate has expired", of_certificate=True)
    assert await found(fault) == [f"failed issuer: {URL}: TLS: certificate has expired"]


@pytest.mark.parametrize(
    ("left", "line"),
    [
        (timedelta(days=14), "ok tls: the certificate is valid until 2026-12-08"),
        (timedelta(days=13), "warning tls: the certificate is valid until 2026-12-07: 13 days"),
        (timedelta(days=-2), "warning tls: the certificate is valid until 2026-11-22: 0 days"),
    ],
)
async def test_a_certificate_is_to_be_renewed_two_weeks_before_its_end(
    left: timedelta, line: str
) -> None:
    assert (await found(Fetched(status=404, certificate_ends=NOW + left)))[0].startswith(line)


async def test_plain_http_redirects_and_other_answers_are_named() -> None:
    assert await found(Fetched(status=301)) == [
        "warning tls: plain http: fit for trying things out on this machine",
        f"failed issuer: {URL} redirects (301)",
    ]
    assert (await found(Fetched(status=502)))[1] == f"failed issuer: {URL} answers 502"


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"\xff", b"[" * 100_000])
async def test_what_is_no_document_is_named(body: bytes) -> None:
    assert await found_in(body) == [f"failed issuer: {URL} is no JSON object"]


@pytest.mark.parametrize(
    ("issuer", "shown"),
    [(f"{ISSUER}/", f"{ISSUER}/"), ("evil\x1b[2J", "evil[2J"), (7, "none"), ("\x07", "none")],
)
async def test_another_issuer_is_shown_as_it_can_stand_in_a_line(
    issuer: object, shown: str
) -> None:
    assert await found_in({**DOCUMENT, "issuer": issuer}) == [
        f"failed issuer: discovery names another issuer: {shown}, not {ISSUER}"
    ]


async def test_endpoints_elsewhere_fail_and_other_settings_are_odd() -> None:
    moved = {**DOCUMENT, "jwks_uri": "http://inside/jwks.json", "token_endpoint": None}
    assert (await found_in(moved))[1] == (
        "failed discovery: these are elsewhere than below the issuer: token_endpoint, jwks_uri"
    )
    other = {**DOCUMENT, "scopes_supported": ["openid"], "op_policy_uri": "x", "\x07": 1}
    assert (await found_in(other))[1] == (
        "warning discovery: the running provider has other settings than these: "
        "scopes_supported, ?, op_policy_uri"
    )
