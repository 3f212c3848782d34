"""The published keys verify our tokens and sign nothing."""

import jwt
import pytest
from jwt.types import Options

from application.publish_keys import PublishKeys
from tests.builders import AUDIENCE
from tests.unit.application.house import House

pytestmark = pytest.mark.anyio


async def test_a_token_is_verified_by_the_published_key_of_its_kid(house: House) -> None:
    issued = await house.redeem(await house.sign_in())
    published = await PublishKeys(keys=house.keys)()
    key = jwt.PyJWKSet.from_dict(published)[jwt.get_unverified_header(issued.access_token)["kid"]]
    unmoved: Options = {"verify_exp": False, "verify_iat": False}
    claims = jwt.decode(
        issued.access_token, key, algorithms=["RS256"], audience=AUDIENCE, options=unmoved
    )
    assert claims["discord_username"] == "nelly"


async def test_nothing_private_is_published(house: House) -> None:
    published = await PublishKeys(keys=house.keys)()
    keys = published["keys"]
    assert isinstance(keys, list)
    assert [sorted(key) for key in keys] == [["alg", "e", "kid", "kty", "n", "use"]]
