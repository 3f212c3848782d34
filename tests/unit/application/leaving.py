"""The steps of a person who signs out, one function each."""

from datetime import timedelta

from application.sign_in.visit import FoundSession
from application.sign_out.decide_logout import DecideLogout
from application.sign_out.find_session_to_end import FindSessionToEnd
from application.sign_out.hold_logout import HoldLogout
from application.sign_out.open_logout import OpenLogout
from application.sign_out.outcomes import AskToSignOut, LogoutOutcome, SignedOut
from application.sign_out.read_logout import ReadLogout
from application.sign_out.resume_logout import LogoutQuestion, ResumeLogout
from application.sign_out.route_logout import RouteLogout
from application.sign_out.settle_logout import SettleLogout
from application.sign_out.sign_out import SignOut
from domain.client import Client
from domain.id_token_hint import IdTokenHint
from domain.opaque_token import digest
from domain.parameters import Parameters
from tests.builders import CLIENT_ID, CLIENT_SECRET, DISCORD_ID, a_client
from tests.unit.application.house import LOGIN_LIFETIME, House, Signed
from tests.unit.application.presented import credentials, token_request
from tests.unit.application.steps import NOBODY, session_of

GOODBYE = "https://app.example.org/goodbye"
TELL_AT = "https://app.example.org/told"
BECAUSE = "the test wants it"
WAITING: timedelta = LOGIN_LIFETIME


def a_leaver(*, client_id: str = CLIENT_ID, tell_at: str | None = TELL_AT) -> Client:
    """Give a client that people can sign out at, and that wants to be told of it."""
    return a_client(
        client_id=client_id,
        post_logout_redirect_uris=frozenset({GOODBYE}),
        backchannel_logout_uri=tell_at,
    )


def asks(**values: str | None) -> Parameters:
    """Give a logout request."""
    return Parameters((name, value) for name, value in values.items() if value)


def read_logout(house: House) -> ReadLogout:
    """Give the use case that reads a logout request."""
    return ReadLogout(clients=house.clients, hints=house.verifier())


def find_session_to_end(house: House) -> FindSessionToEnd:
    """Give the use case that finds the session a sign-out is about."""
    return FindSessionToEnd(sessions=house.sessions, clock=house.clock)


def route_logout(house: House) -> RouteLogout:
    """Give the use case that decides what a logout request needs."""
    return RouteLogout(
        find_session=find_session_to_end(house),
        settle_logout=SettleLogout(
            sessions=house.sessions, grants=house.grants, end_session=house.end_session()
        ),
        logouts=house.logouts,
        clock=house.clock,
        tokens=house.tokens,
        lifetime=WAITING,
    )


def open_logout(house: House) -> OpenLogout:
    """Give the use case that finds a sign-out under way."""
    return OpenLogout(logouts=house.logouts, clients=house.clients, clock=house.clock)


async def sign_out(house: House, who: Signed = NOBODY, **values: str | None) -> LogoutOutcome:
    """Come to the end session endpoint in the browser of somebody."""
    use_case = SignOut(read_logout=read_logout(house), route_logout=route_logout(house))
    return await use_case(asks(**values), browser=who.browser, session=who.session)


async def hold_logout(house: House, **values: str | None) -> str:
    """Send a logout request by POST."""
    use_case = HoldLogout(
        read_logout=read_logout(house),
        logouts=house.logouts,
        clock=house.clock,
        tokens=house.tokens,
        lifetime=WAITING,
    )
    return await use_case(asks(**values))


async def resume_logout(
    house: House, token: str | None, who: Signed = NOBODY
) -> LogoutOutcome | LogoutQuestion:
    """Load the page of a sign-out, or go on with one that came by POST."""
    use_case = ResumeLogout(
        open_logout=open_logout(house),
        clients=house.clients,
        find_session=find_session_to_end(house),
        route_logout=route_logout(house),
    )
    return await use_case(token, browser=who.browser, session=who.session)


async def decide_logout(
    house: House, token: str | None, who: Signed, *, signs_out: bool = True
) -> LogoutOutcome | None:
    """Answer the page."""
    use_case = DecideLogout(
        open_logout=open_logout(house),
        find_session=find_session_to_end(house),
        end_session=house.end_session(),
        route_logout=route_logout(house),
    )
    return await use_case(token, signs_out=signs_out, browser=who.browser, session=who.session)


async def ask_first(house: House, who: Signed, **values: str | None) -> AskToSignOut:
    """Ask to sign out where nothing proves the wish."""
    outcome = await sign_out(house, who, **values)
    assert isinstance(outcome, AskToSignOut), outcome
    return outcome


async def is_signed_in(house: House, who: Signed) -> bool:
    """Tell whether the session is good for anything."""
    return await house.find_session()(who.session) is not None


async def hint_of(house: House, code: str, client_id: str = CLIENT_ID) -> str:
    """Redeem a code, and give the ID token."""
    client = credentials(client_id=client_id, client_secret=CLIENT_SECRET)
    issued = await house.exchange(client, token_request(code=code))
    assert issued.id_token is not None
    return issued.id_token


async def a_hint_for(house: House, who: Signed) -> IdTokenHint:
    """Give what an ID token of somebody's session says."""
    session = await session_of(house, who)
    return IdTokenHint(subject=DISCORD_ID, client_id=CLIENT_ID, sid=session.sid)


async def ended_everywhere(house: House, who: Signed) -> None:
    """End the session of somebody."""
    found = FoundSession(session_digest=digest(who.session), session=await session_of(house, who))
    await house.end_session()(found, reason=BECAUSE)


def signed_out(outcome: object) -> str | None:
    """Give where somebody goes who is signed out, None for a page of ours."""
    assert isinstance(outcome, SignedOut), outcome
    return outcome.target.location if outcome.target else None
