"""Discord's API as the real adapter calls it, answered without a socket."""

from collections.abc import AsyncIterator, Callable

import httpx
from dependency_injector import providers

from tests import builders
from tests.integration.http.harness import Provider

Answer = Callable[[httpx.Request], httpx.Response]

USER = {
    "id": builders.DISCORD_ID,
    "username": "nelly",
    "discriminator": "0",
    "global_name": "Nelly",
    "email": "nelly@example.org",
    "verified": True,
}
MEMBER = {"roles": [builders.CAPTAIN_ROLE], "nick": "Cap", "user": {"id": builders.DISCORD_ID}}


class Body(httpx.AsyncByteStream):
    """A body that has yet to be read, as one from the network has."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give it in one piece."""
        yield self._content


class DiscordDouble:
    """Answers the three calls of a sign-in; ``answers`` replaces one of them."""

    def __init__(self, *, access_token: str = "discord-access-token") -> None:
        self.access_token = access_token
        self.answers: dict[str, Answer] = {}
        self.calls: list[str] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer as Discord would, unless the test has put something else there."""
        kind = kind_of(request)
        self.calls.append(kind)
        made = self.answers.get(kind, self._usual)(request)
        return httpx.Response(made.status_code, headers=made.headers, stream=Body(made.content))

    def _usual(self, request: httpx.Request) -> httpx.Response:
        token = {"access_token": self.access_token, "token_type": "Bearer", "expires_in": 604800}
        return httpx.Response(
            200, json={"token": token, "user": USER, "member": MEMBER}[kind_of(request)]
        )

    def put_into(self, provider: Provider) -> None:
        """Let the provider's own Discord adapter talk to this."""
        client = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))
        provider.container.adapters.upstream.reset_override()
        provider.container.adapters.http_client.override(providers.Object(client))


def kind_of(request: httpx.Request) -> str:
    """Name the call."""
    path = request.url.path
    if path.endswith("/oauth2/token"):
        return "token"
    return "user" if path.endswith("/users/@me") else "member"
