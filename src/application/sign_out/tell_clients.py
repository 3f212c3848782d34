"""Use case: tell applications that a session has ended (OpenID Connect Back-Channel Logout)."""

from collections.abc import Set as AbstractSet

from application.ports.client_registry import ClientRegistry
from application.ports.clock import Clock
from application.ports.logout_delivery import LogoutDelivery
from application.ports.token_generator import TokenGenerator
from application.ports.tokens import TokenSigner
from domain.tokens import LOGOUT_TOKEN_TYPE, TokenProfile


class TellClients:
    """Sign one logout token for each client that wants any, and send them off."""

    def __init__(
        self,
        *,
        clients: ClientRegistry,
        signer: TokenSigner,
        delivery: LogoutDelivery,
        clock: Clock,
        tokens: TokenGenerator,
        profile: TokenProfile,
    ) -> None:
        self._clients = clients
        self._signer = signer
        self._delivery = delivery
        self._clock = clock
        self._tokens = tokens
        self._profile = profile

    async def __call__(self, client_ids: AbstractSet[str], *, subject: str, sid: str) -> None:
        """Begin the deliveries, and wait for none of them."""
        for client_id in sorted(client_ids):
            client = await self._clients.find(client_id)
            if client is None or client.backchannel_logout_uri is None:
                # Registered otherwise since then.
                continue
            claims = self._profile.logout_token(
                client_id=client_id,
                subject=subject,
                sid=sid,
                jti=self._tokens.token(),
                now=self._clock.now(),
            )
            token = await self._signer.sign(
                claims,
                token_type=LOGOUT_TOKEN_TYPE,
                # As the ID token (OpenID Connect Back-Channel Logout section 2.4).
                algorithm=client.id_token_signed_response_alg,
            )
            self._delivery.send(client.backchannel_logout_uri, token, client_id=client_id)
