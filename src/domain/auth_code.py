"""AuthCode: an authorization code and all it is bound to (RFC 6749 section 4.1.2)."""

from dataclasses import dataclass
from datetime import datetime

from domain.auth_request import AuthRequest
from domain.errors import InvalidGrant
from domain.grant import Grant
from domain.identity import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthCode:
    """Kept under the digest of the code: the request it answers, and who signed in when."""

    request: AuthRequest
    identity: Identity
    auth_time: datetime
    read_at: datetime
    sid: str
    expires_at: datetime

    def check_bindings(
        self, *, client_id: str, redirect_uri: str | None, code_verifier: str | None
    ) -> None:
        """Raise :class:`InvalidGrant` unless the code is this client's, URI's and verifier's.

        All reasons read alike to the client (RFC 6749 section 5.2); nothing is consumed, so
        that a wrong client or verifier does not spoil the code for the right one.
        """
        if client_id != self.request.client_id:
            raise InvalidGrant(reason="the code belongs to another client")
        if redirect_uri != self.request.redirect_uri:
            raise InvalidGrant(reason="redirect_uri differs from the authorization request")
        self._check_verifier(code_verifier)

    def check_age(self, now: datetime) -> None:
        """Raise :class:`InvalidGrant` once the code has expired (RFC 6749 section 4.1.2)."""
        if now >= self.expires_at:
            raise InvalidGrant(reason="the code is older than AUTH_CODE_TTL")

    def _check_verifier(self, code_verifier: str | None) -> None:
        challenge = self.request.code_challenge
        if challenge is None:
            if code_verifier is not None:
                raise InvalidGrant(reason="code_verifier without a code_challenge")
        elif code_verifier is None or not challenge.matches(code_verifier):
            raise InvalidGrant(reason="code_verifier does not match the code_challenge")

    def grant(self) -> Grant:
        """Give the grant that redeeming this code creates."""
        return Grant(
            client_id=self.request.client_id,
            scope=self.request.scope,
            auth_time=self.auth_time,
            identity=self.identity,
            read_at=self.read_at,
            sid=self.sid,
            claims=self.request.claims,
        )
