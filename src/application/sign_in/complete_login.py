"""Use case: the person comes back from Discord (RFC 6749 section 4.1.2, as its client)."""

from dataclasses import dataclass

from application.events import NotAMember
from application.ports.audit_log import AuditLog
from application.sign_in.identify_person import IdentifyPerson
from application.sign_in.issue_code import IssueCode
from application.sign_in.open_login import OpenLogin
from application.sign_in.refusals import refusals_to
from application.sign_in.take_login import TakeLogin
from domain.auth_request import AuthRequest
from domain.authorization_response import (
    AuthorizationResponse,
    ResponseTarget,
)
from domain.client import Client
from domain.errors import AccessDenied
from domain.identity import Identity
from domain.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPerson:
    """Somebody who is not a member: the page tells who they are and where they can go.

    ``back`` answers the client with ``access_denied``; ``restart`` asks the same again with a
    choice of account.
    """

    identity: Identity
    client: Client
    back: AuthorizationResponse
    restart: dict[str, str]


class CompleteLogin:
    """Check the trip, use it up, ask Discord who it is, and issue a code to members only.

    Nothing is asked of Discord before the browser is known to be the one that set out.
    """

    def __init__(
        self,
        *,
        open_login: OpenLogin,
        take_login: TakeLogin,
        identify_person: IdentifyPerson,
        issue_code: IssueCode,
        audit: AuditLog,
        issuer: str,
    ) -> None:
        self._open_login = open_login
        self._take_login = take_login
        self._identify_person = identify_person
        self._issue_code = issue_code
        self._audit = audit
        self._issuer = issuer

    async def __call__(
        self, parameters: Parameters, *, browser: str | None
    ) -> AuthorizationResponse | RefusedPerson:
        """``browser`` is the cookie as the browser sent it, if it did."""
        login, client = await self._open_login(parameters, browser=browser)
        target = client.response_target(login.request.redirect_uri, login.request.state)
        with refusals_to(target, client.client_id):
            await self._take_login(parameters)
            identity = await self._identify_person(parameters, login)
            if not identity.is_member:
                return self._refuse(identity, login.request, client, target)
            code = await self._issue_code(login.request, identity)
        return AuthorizationResponse.success(target, issuer=self._issuer, code=code)

    def _refuse(
        self, identity: Identity, request: AuthRequest, client: Client, target: ResponseTarget
    ) -> RefusedPerson:
        reason = "membership screening or guest" if identity.membership else "not in the guild"
        self._audit.record(
            NotAMember(client_id=client.client_id, sub=identity.discord_id, reason=reason)
        )
        error = AccessDenied("This Discord account is not a member of the guild.")
        return RefusedPerson(
            identity=identity,
            client=client,
            back=AuthorizationResponse.failure(target, issuer=self._issuer, error=error),
            restart=request.restarted(),
        )
