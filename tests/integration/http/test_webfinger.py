"""WebFinger: which issuer is named for which resource, and what nobody learns by it."""

from urllib.parse import quote

import httpx
import pytest
from dependency_injector import providers
from structlog.typing import EventDict

from domain.webfinger import ISSUER_RELATION
from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser, client_of
from tests.integration.http.harness import (
    DISCOVERY,
    HTTPS_ISSUER,
    WEBFINGER,
    Provider,
    provider_of,
    raise_unexpected,
    settings_for,
    with_query,
)

pytestmark = pytest.mark.anyio

NELLY = "acct:nelly@example.org"
LINK = {"rel": ISSUER_RELATION, "href": HTTPS_ISSUER}


@pytest.fixture
def fingered(key_file: str) -> Provider:
    """Give a provider that answers for two domains."""
    domains = '["Example.org", "xn--bcher-kva.example"]'
    return provider_of(settings_for(key_file, WEBFINGER_DOMAINS=domains))


async def ask(provider: Provider, query: str, **headers: str) -> httpx.Response:
    async with client_of(with_query(provider.app, query.encode()), provider.issuer) as http:
        return await http.get(WEBFINGER, headers=headers)


async def ask_about(provider: Provider, resource: str) -> httpx.Response:
    return await ask(provider, f"resource={quote(resource, safe='')}")


def assert_not_found(response: httpx.Response) -> None:
    assert_oauth_error(response, 404, "not_found")
    assert response.headers["access-control-allow-origin"] == "*"


async def test_an_account_of_a_domain_leads_to_the_issuer(fingered: Provider) -> None:
    """N-DS-07: as Tailscale asks, and exactly as discovery names the issuer."""
    rel = quote(ISSUER_RELATION, safe="")
    response = await ask(fingered, f"resource=acct%3Anelly%40example.org&rel={rel}")
    metadata = (await Browser(fingered).http.get(DISCOVERY[0])).json()

    assert response.status_code == 200
    assert response.json() == {"subject": NELLY, "links": [LINK]}
    assert response.json()["links"][0]["href"] == metadata["issuer"]
    assert response.headers["content-type"] == "application/jrd+json"
    assert response.headers["cache-control"] == "public, max-age=300"
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_every_script_may_ask(fingered: Provider, origin: str) -> None:
    """N-DS-07: RFC 7033 section 5; and never with credentials."""
    for query in (f"resource={NELLY}", "resource=x", "resource=acct:nelly@evil.example"):
        response = await ask(fingered, query, Origin=origin)
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize(
    ("query", "subject"),
    [
        ("resource=acct:nelly@example.org", NELLY),
        ("%72esource=%61cct%3anelly%40example.org", NELLY),
        ("x=y&&resource=acct:nelly@example.org&x=y", NELLY),
        ("resource=acct:nelly+tag@example.org", "acct:nelly+tag@example.org"),
        ("resource=acct:nelly%2Btag@example.org", "acct:nelly+tag@example.org"),
        ("resource=acct:a=b@example.org", "acct:a=b@example.org"),
        ("resource=acct:nelly%2540home@example.org", "acct:nelly%40home@example.org"),
        ("resource=acct:%2500%250a@example.org", "acct:%00%0a@example.org"),
        ("resource=ACCT:Nelly@EXAMPLE.ORG", "ACCT:Nelly@EXAMPLE.ORG"),
        ("resource=acct:n@XN--bcher-kva.example", "acct:n@XN--bcher-kva.example"),
        ("resource=https%3A%2F%2Fexample.org%2Fnelly", "https://example.org/nelly"),
    ],
)
async def test_the_subject_is_the_resource_as_it_was_sent(
    fingered: Provider, query: str, subject: str
) -> None:
    """N-DS-07: decoded once."""
    response = await ask(fingered, query)
    assert (response.status_code, response.json()) == (200, {"subject": subject, "links": [LINK]})


@pytest.mark.parametrize(
    ("relations", "links"),
    [
        ("rel=avatar", []),
        (f"rel=avatar&rel={quote(ISSUER_RELATION)}&rel=avatar", [LINK]),
        (f"rel={ISSUER_RELATION}&rel={ISSUER_RELATION}", [LINK]),
        (f"rel=avatar%20{ISSUER_RELATION}", []),
        (f"rel={quote(quote(ISSUER_RELATION, safe=''), safe='')}", []),
        ("rel=", [LINK]),
        ("REL=avatar", [LINK]),
    ],
)
async def test_links_are_those_of_the_relations_asked_for(
    fingered: Provider, relations: str, links: list[dict[str, str]]
) -> None:
    """N-DS-07: RFC 7033 section 4.3."""
    response = await ask(fingered, f"resource={NELLY}&{relations}")
    assert (response.status_code, response.json()) == (200, {"subject": NELLY, "links": links})


@pytest.mark.parametrize(
    "resource",
    [
        "acct:nelly@evil.example",
        "acct:nelly@id.example.org",
        "acct:nelly@example.org.evil.example",
        "acct:nelly@ex%61mple.org",
        "acct:nelly%40example.org@evil.example",
        "https://evil.example/@example.org",
        "https://example.org:8443/",
        HTTPS_ISSUER,
        "mailto:nelly@example.org",
    ],
)
async def test_nothing_is_known_of_any_other_domain(fingered: Provider, resource: str) -> None:
    """N-DS-07."""
    assert_not_found(await ask_about(fingered, resource))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "&",
        "rel=avatar",
        "Resource=acct:nelly@example.org",
        "resource",
        "resource=",
        "resource=nelly@example.org",
        "resource=acct:nelly+tag",
        "resource=acct:nelly@home@example.org",
        "resource=acct:nelly@example.org:443",
        "resource=https://nelly@example.org/",
        "resource=https://example.org:x@evil.example/",
        "resource=acct:nelly@example.org%00",
        "resource=acct:nelly%0d%0aX-Y:z@example.org",
        "resource=acct:nelly@example.org%20",
        "resource=acct:<svg>@example.org",
        "resource=acct:n%C3%A9lly@example.org",
        "resource=acct:n@b%C3%BCcher.example",
        "resource=acct:nelly@example.org%23x",
        "resource=acct:%ff@example.org",
        "resource=acct:%zz@example.org",
        "resource=acct:nelly@example.org%",
        "resource=acct:nelly@example.org&%",
        "resource=acct:nelly@example.org&rel=%ff",
        "resource=acct:nelly@example.org&resource=acct:nelly@example.org",
        "resource=acct:nelly@example.org&%72esource=acct:nelly@evil.example",
        "resource=&resource=acct:nelly@example.org",
        f"resource=acct:{'n' * 2048}@example.org",
    ],
)
async def test_a_resource_that_is_missing_repeated_or_malformed_is_refused(
    fingered: Provider, query: str, logs: list[EventDict]
) -> None:
    """N-DS-07: RFC 7033 section 4.2; neither the answer nor the log repeats it."""
    response = await ask(fingered, query)

    assert_oauth_error(response, 400, "invalid_request")
    (line,) = [line for line in logs if line["event"] == "request_refused"]
    for told in (response.text, str(line)):
        assert not any(part in told for part in ("nelly", "nnnn", "svg", "evil"))


async def test_whoever_is_named_the_answer_is_the_same(fingered: Provider) -> None:
    """N-DS-07: a member who has signed in, one who is blocked, and nobody."""
    browser = Browser(fingered)
    sub = (await browser.told(await browser.sign_in()))["sub"]
    fingered.memory.down = True
    before = fingered.memory.everything()
    bodies = set()
    for name in (str(sub), "nelly", "80351110224678999", "nobody", "%61dmin", "x" * 500):
        response = await ask(fingered, f"resource=acct:{quote(name)}@example.org")
        bodies.add(response.text.replace(f"acct:{name}@", "acct:@"))
        assert response.status_code == 200

    assert len(bodies) == 1
    assert fingered.memory.everything() == before


@pytest.mark.parametrize("query", [f"resource={NELLY}", f"resource=acct:a@{HTTPS_ISSUER[8:]}", ""])
async def test_without_domains_nothing_is_known(provider: Provider, query: str) -> None:
    """N-DS-07."""
    assert_not_found(await ask(provider, query))


async def test_domains_that_are_tried_leave_no_trace_in_the_log(
    fingered: Provider, logs: list[EventDict]
) -> None:
    await ask_about(fingered, "acct:nelly@evil.example")
    assert logs == []


async def test_head_answers_as_get(fingered: Provider) -> None:
    http = Browser(fingered).http
    head = await http.head(WEBFINGER, params={"resource": NELLY})
    get = await http.get(WEBFINGER, params={"resource": NELLY})
    assert (head.status_code, head.headers) == (200, get.headers)


async def test_an_unexpected_fault_is_a_server_error(fingered: Provider) -> None:
    """N-TK-18."""
    fingered.container.find_issuer.override(providers.Object(raise_unexpected))
    assert_oauth_error(await ask_about(fingered, NELLY), 500, "server_error")
