"""The provider describes itself by its own issuer, and by the pages of who runs it."""

import pytest

from adapters.rulebook.held_rulebooks import HeldRulebooks
from application.describe_provider import DescribeProvider
from domain.metadata import OperatorPages
from tests.builders import a_rulebook

pytestmark = pytest.mark.anyio


async def test_every_address_is_one_of_the_issuer() -> None:
    describe = _describe(OperatorPages())
    metadata = await describe()
    addresses = [value for name, value in metadata.items() if name.endswith(("endpoint", "uri"))]
    assert metadata["issuer"] == "http://127.0.0.1:8000"
    assert len(addresses) == 7
    assert all(str(address).startswith("http://127.0.0.1:8000/") for address in addresses)


async def test_the_pages_of_the_operator_are_named() -> None:
    pages = OperatorPages(op_tos_uri="https://club.example/terms")
    metadata = await _describe(pages)()
    assert metadata["op_tos_uri"] == "https://club.example/terms"


@pytest.mark.parametrize("offline_access", [True, False])
async def test_refresh_tokens_are_named_only_where_they_can_be_had(*, offline_access: bool) -> None:
    metadata = await _describe(OperatorPages(), offline_access=offline_access)()
    assert ("offline_access" in str(metadata["scopes_supported"])) is offline_access
    assert ("refresh_token" in str(metadata["grant_types_supported"])) is offline_access


def _describe(pages: OperatorPages, *, offline_access: bool = True) -> DescribeProvider:
    return DescribeProvider(
        issuer="http://127.0.0.1:8000",
        pages=pages,
        offline_access=offline_access,
        rulebooks=HeldRulebooks(rulebook=a_rulebook()),
    )
