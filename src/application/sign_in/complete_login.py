"""Use case: the person comes back from Discord (RFC 6749 section 4.1.2, as its client)."""

from dataclasses import dataclass, field

from application.sign_in.admit_person import AdmitPerson
from application.sign_in.identify_person import IdentifyPerson
from application.sign_in.outcomes import Outcome
from application.sign_in.refusals import refusals_to
from application.sign_in.replace_session import ReplaceSession
from application.sign_in.route_request import RouteRequest
from application.sign_in.start_session import StartSession
from application.sign_in.take_login import TakeLogin
from domain.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedLogin:
    """What came of it, and the session cookie to set, if a session began."""

    outcome: Outcome
    session: str | None = field(repr=False)


class CompleteLogin:
    """Check the trip, use it up, ask Discord who it is, and begin a session for members only.

    Nothing is asked of Discord before the browser is known to be the one that set out.
    """

    def __init__(
        self,
        *,
        take_login: TakeLogin,
        identify_person: IdentifyPerson,
        admit_person: AdmitPerson,
        start_session: StartSession,
        route_request: RouteRequest,
        replace_session: ReplaceSession,
    ) -> None:
        self._take_login = take_login
        self._identify_person = identify_person
        self._admit_person = admit_person
        self._start_session = start_session
        self._route_request = route_request
        self._replace_session = replace_session

    async def __call__(
        self, parameters: Parameters, *, browser: str | None, session: str | None
    ) -> CompletedLogin:
        """``browser`` and ``session`` are the cookies as the browser sent them, if it did."""
        login, visit = await self._take_login(parameters, browser=browser)
        with refusals_to(visit.target, visit.client.client_id):
            identity = await self._identify_person(parameters, login)
            refused = await self._admit_person(visit, identity)
            if refused is not None:
                return CompletedLogin(outcome=refused, session=None)
            if login.chosen:
                # Else they passed through unasked, and are sent to choose the right account.
                login.request.check_subject(identity)
            started = await self._start_session(login, identity, cookie=session)
            if started.is_new_sign_in:
                visit = visit.signed_in()
            outcome = await self._route_request(visit, started.found)
            # Last: had anything failed before, the browser would still have only the old one.
            await self._replace_session(started)
            return CompletedLogin(outcome=outcome, session=started.cookie)
