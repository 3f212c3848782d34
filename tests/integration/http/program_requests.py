"""The requests a program makes by itself, as they are when they are good."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.integration.http.harness import CLIENT_ID, INTROSPECT, REVOKE, SECRET, TOKEN
from tests.integration.http.program import Held, Program

ME = {"client_id": CLIENT_ID, "client_secret": SECRET}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A request a program makes: where to, which parameter carries the token, what else."""

    path: str
    name: str
    rest: Mapping[str, str]

    def form(self, held: Held) -> dict[str, str]:
        """Give a good request."""
        return {**ME, self.name: held.refresh_token, **self.rest}


REFRESH = {"grant_type": "refresh_token"}
KINDS = {
    "refresh": Kind(path=TOKEN, name="refresh_token", rest=REFRESH),
    "revoke": Kind(path=REVOKE, name="token", rest={}),
    "introspect": Kind(path=INTROSPECT, name="token", rest={}),
}
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())


async def assert_nothing_happened(program: Program, held: Held) -> None:
    """Check that the token is neither used nor ended."""
    assert all((await program.is_alive(held)).values())
    assert (await program.refresh(held.refresh_token)).status_code == 200
