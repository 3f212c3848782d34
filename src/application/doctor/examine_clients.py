"""Examination: each application, as far as it can be seen from here."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from application.doctor.check import Check, Examination, ok, warning
from application.doctor.sane_address import oddity_of
from application.ports.outbound_hosts import OutboundHosts
from application.ports.rulebooks import Rulebooks
from domain.client import Client
from domain.policy.gate import OPEN

_ROTATE = "guildpass clients rotate-secret"


class ExamineClients(Examination):
    """Look at addresses, secrets and gates.

    ``weak_secrets``: by client id, why a secret could be guessed, where its text is known here.
    """

    name = "clients"

    def __init__(
        self,
        *,
        issuer: str,
        rulebooks: Rulebooks,
        hosts: OutboundHosts,
        weak_secrets: Mapping[str, str],
    ) -> None:
        self._issuer = issuer
        self._rulebooks = rulebooks
        self._hosts = hosts
        self._weak_secrets = weak_secrets

    async def __call__(self) -> list[Check]:
        """Give a line for each that is well, and for each oddity of the others."""
        clients = tuple(self._rulebooks.current().clients.values())
        if not clients:
            mend = "guildpass clients add"
            return [warning(self.name, "there is no application yet", mend)]
        return [check for one in clients for check in await self._client(one, clients)]

    async def _client(self, client: Client, clients: Sequence[Client]) -> list[Check]:
        title = f"client {client.client_id}"
        found = [
            *_of_addresses(title, client, self._issuer),
            *self._of_secrets(title, client, clients),
            *await self._of_logout(title, client),
        ]
        return found or [ok(title, self._summary(client, clients))]

    def _of_secrets(self, title: str, client: Client, clients: Sequence[Client]) -> Iterator[Check]:
        change = f"{_ROTATE} {client.client_id}"
        if client.client_id in self._weak_secrets:
            said = f"its secret can be guessed: {self._weak_secrets[client.client_id]}"
            yield warning(title, said, f"{change}, or openssl rand -hex 32")
        counted = Counter(one for other in clients for one in other.client_secrets_sha256)
        if any(counted[one] > 1 for one in client.client_secrets_sha256):
            yield warning(title, "another application has the same secret", change)

    async def _of_logout(self, title: str, client: Client) -> list[Check]:
        uri = client.backchannel_logout_uri
        why = await self._hosts.fault_of(uri) if uri else None
        if why is None:
            return []
        mend = "mend the name, or allow the host in OUTBOUND_ALLOWED_HOSTS if it is inside"
        return [warning(title, f"no logout reaches backchannel_logout_uri: {why}", mend)]

    def _summary(self, client: Client, clients: Sequence[Client]) -> str:
        if not client.enabled:
            return "switched off"
        gated = self._rulebooks.current().policy.gate != OPEN or client.gate != OPEN
        parts = ["behind a gate" if gated else "open to every member: there is no gate"]
        sharing = [other for other in clients if other.audience == client.audience]
        if client.audience is not None and len(sharing) > 1:
            parts.append("shares its audience, so that access tokens of one do at the other")
        return "; ".join(parts)


def _of_addresses(title: str, client: Client, issuer: str) -> Iterator[Check]:
    lists = {
        "redirect_uris": client.redirect_uris,
        "post_logout_redirect_uris": client.post_logout_redirect_uris,
    }
    for name, uri in ((name, uri) for name, uris in lists.items() for uri in sorted(uris)):
        oddity = oddity_of(uri, is_public=client.is_public, issuer=issuer)
        if oddity:
            yield warning(title, f"{name}: {uri} {oddity}", "write where it really is")
