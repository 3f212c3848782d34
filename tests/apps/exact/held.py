"""What an application holds after somebody signed in, and what it does with that."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from domain.metadata import USERINFO_PATH
from tests.apps.exact.sent import bearer
from tests.apps.exact.wire import Wire


@dataclass
class Held:
    """The members of its last token response."""

    wire: Wire
    token: dict[str, Any]

    @property
    def claims(self) -> dict[str, Any]:
        """What the ID token says, its signature verified."""
        return self.wire.claims(self.token["id_token"])

    def userinfo(self) -> dict[str, Any]:
        """Ask with the access token in the header."""
        answer = self.wire.get(USERINFO_PATH, bearer(self.token["access_token"]))
        return dict(answer.raise_for_status().json())

    def refresh(self, body: str, headers: Mapping[str, str] | None = None) -> int:
        """Send a body with the refresh token, and keep what comes."""
        answer = self.wire.token(body, headers)
        if answer.is_success:
            self.token |= answer.json()
        return answer.status_code


def held(wire: Wire, answer: httpx.Response) -> Held:
    """Take the tokens of an answer, which has what every library reads."""
    assert answer.status_code == 200, answer.text
    token = answer.json()
    assert token["token_type"] == "Bearer"
    assert type(token["expires_in"]) is int
    return Held(wire, token)
