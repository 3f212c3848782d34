"""Use case: look at a code without using it up (RFC 6749 section 4.1.3)."""

from application.ports.auth_code_store import AuthCodeStore
from application.ports.clock import Clock
from application.token.end_replayed_grant import EndReplayedGrant
from domain.auth_code import AuthCode
from domain.client import Client
from domain.errors import InvalidGrant
from domain.parameters import Parameters


class FindCode:
    """Check every binding of a code, consuming nothing.

    A replay that passes every check ends the grant; one that does not pass them touches
    nothing, so that nobody else can end it.
    """

    def __init__(
        self,
        *,
        auth_codes: AuthCodeStore,
        end_replayed_grant: EndReplayedGrant,
        clock: Clock,
    ) -> None:
        self._auth_codes = auth_codes
        self._end_replayed_grant = end_replayed_grant
        self._clock = clock

    async def __call__(self, code_digest: str, client: Client, parameters: Parameters) -> AuthCode:
        """Give the code if this request may redeem it, or raise :class:`InvalidGrant`."""
        stored = await self._auth_codes.get(code_digest)
        if stored is None:
            raise InvalidGrant(reason="the code is unknown or expired")
        auth_code = stored.auth_code
        auth_code.check_bindings(
            client_id=client.client_id,
            redirect_uri=parameters.get("redirect_uri"),
            code_verifier=parameters.get("code_verifier"),
        )
        # A used code outlives its expiry as a tombstone, and is a replay all that time.
        if stored.used:
            grant = auth_code.grant()
            await self._end_replayed_grant(code_digest, grant)
            raise InvalidGrant(reason="the code was already used", sub=grant.subject)
        auth_code.check_age(self._clock.now())
        return auth_code
