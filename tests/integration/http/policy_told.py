"""All that the dashboard is told of a person, by place."""

from pathlib import Path
from typing import Any

from tests.integration.http.claims import claims_of
from tests.integration.http.harness import CLIENT_ID
from tests.integration.http.policy_house import House, a_house
from tests.integration.http.refreshing_clients import SERVER_ID

ID_TOKEN, USERINFO = "id_token", "userinfo"
ACCESS_TOKEN, INTROSPECTION = "access_token", "introspection"


async def told(house: House, scope: str = "openid", **asked: str) -> dict[str, dict[str, Any]]:
    """Sign in at the dashboard, and give all it is told, by place."""
    tokens = await house.person().tokens(scope=scope, **asked)
    server = house.program(SERVER_ID)
    return {
        ID_TOKEN: claims_of(tokens["id_token"]),
        USERINFO: (await house.person().userinfo(tokens["access_token"])).json(),
        ACCESS_TOKEN: claims_of(tokens["access_token"]),
        INTROSPECTION: await server.told(tokens["access_token"]),
    }


def claiming(key_file: str, directory: Path, **client: Any) -> House:  # noqa: ANN401 - as the file has it
    """Open a house in which the dashboard is registered so."""
    return a_house(key_file, directory, applications={CLIENT_ID: client})
