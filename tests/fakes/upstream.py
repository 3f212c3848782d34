"""A Discord that answers what the test has set."""

from dataclasses import dataclass
from urllib.parse import urlencode

from application.ports.upstream import Upstream
from domain.identity import Identity
from domain.pkce import CodeChallenge


@dataclass
class Sent:
    """A person on the way to Discord."""

    state: str
    code_challenge: CodeChallenge
    email: bool
    choose_account: bool


class FakeUpstream(Upstream):
    """Knows one answer to everything: an identity, or a fault to raise."""

    def __init__(self, answer: Identity | Exception) -> None:
        self.answer = answer
        self.sent: list[Sent] = []
        self.codes: list[str] = []

    def authorization_url(
        self, *, state: str, code_challenge: CodeChallenge, email: bool, choose_account: bool
    ) -> str:
        """Note the trip."""
        self.sent.append(Sent(state, code_challenge, email, choose_account))
        return "https://discord.test/oauth2/authorize?" + urlencode({"state": state})

    async def identify(self, code: str, *, code_verifier: str, email: bool) -> Identity:
        """Give the identity if the verifier is that of a trip, as Discord would."""
        self.codes.append(code)
        if isinstance(self.answer, Exception):
            raise self.answer
        trips = [trip for trip in self.sent if trip.email == email]
        if not any(trip.code_challenge.matches(code_verifier) for trip in trips):
            raise AssertionError("the verifier belongs to no trip")
        return self.answer
