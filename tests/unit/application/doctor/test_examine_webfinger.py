"""Each domain of WEBFINGER_DOMAINS has to lead to this issuer."""

import json

import pytest

from application.doctor.examine_webfinger import ExamineWebfinger
from application.ports.http_probe import Fetched, ProbeFault
from domain.webfinger import ISSUER_RELATION
from tests.builders import ISSUER
from tests.fakes.doctor import FakeProbe
from tests.unit.application.doctor.lines import lines_of

pytestmark = pytest.mark.anyio

URL = (
    "https://example.org/.well-known/webfinger"
    "?resource=acct:doctor@example.org&rel=http://openid.net/specs/connect/1.0/issuer"
)
HERE = "webfinger example.org: https://example.org"


def an_examination(answer: Fetched | ProbeFault | None, *domains: str) -> ExamineWebfinger:
    """Give one of a domain that answers so."""
    probe = FakeProbe({} if answer is None else {URL: answer})
    return ExamineWebfinger(issuer=ISSUER, domains=domains or {"example.org"}, probe=probe)


def naming(*links: object) -> Fetched:
    """Give a descriptor."""
    return Fetched(status=200, body=json.dumps({"links": links}).encode())


async def test_a_domain_that_names_this_issuer_is_good() -> None:
    link = {"rel": ISSUER_RELATION, "href": ISSUER}
    assert await lines_of(an_examination(naming({"rel": "other"}, 7, link))) == [
        "ok webfinger example.org: names this issuer"
    ]


@pytest.mark.parametrize(
    "answer",
    [
        naming(),
        naming({"rel": ISSUER_RELATION, "href": f"{ISSUER}/"}),
        naming({"rel": "other", "href": ISSUER}),
        Fetched(status=200, body=b'{"links": 7}'),
        Fetched(status=200, body=b"<html>"),
    ],
)
async def test_a_domain_that_names_another_or_none_is_named(answer: Fetched) -> None:
    assert await lines_of(an_examination(answer)) == [f"failed {HERE} does not name this issuer"]


async def test_a_domain_that_does_not_lead_here_is_named() -> None:
    assert await lines_of(an_examination(None)) == [f"failed {HERE}: no connection"]
    assert await lines_of(an_examination(Fetched(status=404))) == [
        f"failed {HERE} answers 404 at /.well-known/webfinger"
    ]


async def test_a_redirect_is_odd_and_no_fault() -> None:
    assert await lines_of(an_examination(Fetched(status=307))) == [
        f"warning {HERE} redirects /.well-known/webfinger, which not every application follows"
    ]


@pytest.mark.parametrize(
    ("answer", "mend"),
    [
        (ProbeFault("TLS: expired", of_certificate=True), "install a certificate"),
        (None, "what serves https://example.org has to send /.well-known/webfinger"),
    ],
)
async def test_the_mend_fits(answer: ProbeFault | None, mend: str) -> None:
    (check,) = await an_examination(answer)()
    assert check.mend is not None
    assert check.mend.startswith(mend)


async def test_each_domain_has_a_line_and_none_has_one_as_well() -> None:
    lines = await lines_of(an_examination(None, "example.org", "example.net"))
    assert [line.partition(": ")[0] for line in lines] == [
        "failed webfinger example.net",
        "failed webfinger example.org",
    ]
    nothing = ExamineWebfinger(issuer=ISSUER, domains=(), probe=FakeProbe({}))
    assert await lines_of(nothing) == [
        "ok webfinger: no domain in WEBFINGER_DOMAINS, so none is answered for"
    ]
