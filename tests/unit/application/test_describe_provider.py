"""The provider describes itself by its own issuer, and by the pages of who runs it."""

import pytest

from application.describe_provider import DescribeProvider
from domain.metadata import OperatorPages

pytestmark = pytest.mark.anyio


async def test_every_address_is_one_of_the_issuer() -> None:
    describe = DescribeProvider(issuer="http://127.0.0.1:8000", pages=OperatorPages())
    metadata = await describe()
    addresses = [value for name, value in metadata.items() if name.endswith(("endpoint", "uri"))]
    assert metadata["issuer"] == "http://127.0.0.1:8000"
    assert len(addresses) == 5
    assert all(str(address).startswith("http://127.0.0.1:8000/") for address in addresses)


async def test_the_pages_of_the_operator_are_named() -> None:
    pages = OperatorPages(op_tos_uri="https://club.example/terms")
    metadata = await DescribeProvider(issuer="http://127.0.0.1:8000", pages=pages)()
    assert metadata["op_tos_uri"] == "https://club.example/terms"
