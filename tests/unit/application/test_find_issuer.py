"""Which issuer WebFinger names, by domain and never by person."""

import pytest

from application.find_issuer import FindIssuer
from domain.errors import InvalidRequest
from domain.webfinger import ISSUER_RELATION

pytestmark = pytest.mark.anyio

ISSUER = "https://id.example.org"
DOMAINS = frozenset({"example.org", "xn--bcher-kva.example"})


@pytest.fixture
def find_issuer() -> FindIssuer:
    return FindIssuer(issuer=ISSUER, domains=DOMAINS)


@pytest.mark.parametrize(
    "resource",
    ["acct:nelly@example.org", "acct:nobody@XN--bcher-kva.example", "https://example.org/nelly"],
)
async def test_a_domain_of_ours_leads_to_the_issuer(find_issuer: FindIssuer, resource: str) -> None:
    assert await find_issuer([resource], [ISSUER_RELATION]) == {
        "subject": resource,
        "links": [{"rel": ISSUER_RELATION, "href": ISSUER}],
    }


@pytest.mark.parametrize("resource", ["acct:nelly@id.example.org", "mailto:nelly@example.org"])
async def test_of_anything_else_nothing_is_known(find_issuer: FindIssuer, resource: str) -> None:
    assert await find_issuer([resource], []) is None


async def test_a_resource_that_cannot_be_read_is_refused(find_issuer: FindIssuer) -> None:
    with pytest.raises(InvalidRequest):
        await find_issuer(["nelly@example.org"], [])


@pytest.mark.parametrize("resources", [[], ["acct:nelly@example.org"], ["x", "x"]])
async def test_without_domains_nothing_is_known_of_anything(resources: list[str]) -> None:
    assert await FindIssuer(issuer=ISSUER, domains=frozenset())(resources, []) is None
