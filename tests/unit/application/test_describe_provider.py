"""Discovery is that of the issuer in the settings."""

import pytest

from application.describe_provider import DescribeProvider

pytestmark = pytest.mark.anyio


async def test_every_address_is_one_of_the_issuer() -> None:
    metadata = await DescribeProvider(issuer="http://127.0.0.1:8000")()
    addresses = {v for k, v in metadata.items() if k.endswith(("_endpoint", "_uri"))}
    assert metadata["issuer"] == "http://127.0.0.1:8000"
    assert len(addresses) == 4
    assert all(str(address).startswith("http://127.0.0.1:8000/") for address in addresses)
