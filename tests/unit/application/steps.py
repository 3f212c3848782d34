"""The steps of a person between the first request and the code, one function each."""

from application.sign_in.decide_consent import ConsentAnswer, DecideConsent
from application.sign_in.decide_sign_in import DecideSignIn
from application.sign_in.describe_question import AskedQuestion, DescribeQuestion
from application.sign_in.hold_request import HoldRequest
from application.sign_in.outcomes import AskPerson, Outcome
from application.sign_in.remember_consent import RememberConsent
from application.sign_in.resume_request import ResumeRequest
from application.sign_in.visit import FoundSession
from domain.interaction import Question
from domain.opaque_token import digest
from domain.parameters import Parameters
from domain.session import Session
from tests.builders import BROWSER, authorization_parameters
from tests.unit.application.house import LOGIN_LIFETIME, House, Signed, Trip, trip_of

NOBODY = Signed(browser=BROWSER, session="n" * 43)


async def return_with(house: House, who: Signed, **changes: str | None) -> Outcome:
    """Come to the authorization endpoint in the browser of somebody."""
    parameters = authorization_parameters(**changes)
    return await house.arrive(parameters, browser=who.browser, session=who.session)


async def sign_in_again(house: House, who: Signed, **changes: str | None) -> Signed:
    """Answer our sign-in page with yes, and come back from Discord."""
    asked = asked_to(Question.SIGN_IN, await return_with(house, who, prompt="login", **changes))
    trip = await continue_to_discord(house, asked)
    completed = await house.complete(trip, session=who.session)
    assert completed.session is not None
    return Signed(browser=trip.browser, session=completed.session)


def asked_to(question: Question, outcome: Outcome) -> AskPerson:
    """Give the page somebody was sent to."""
    assert isinstance(outcome, AskPerson), outcome
    assert outcome.question is question
    return outcome


async def continue_to_discord(
    house: House, asked: AskPerson, *, goes_on: bool = True, browser: str | None = ""
) -> Trip:
    """Answer the sign-in page, in the browser that was asked unless another is named."""
    use_case = DecideSignIn(take_answer=house.take_answer(), begin_login=house.begin_login())
    cookie = asked.browser if browser == "" else browser
    return trip_of(await use_case(asked.interaction, goes_on=goes_on, browser=cookie))


async def decide(
    house: House,
    asked: AskPerson,
    session: str | None,
    answer: ConsentAnswer = ConsentAnswer.ALLOW,
    *,
    browser: str | None = "",
) -> Outcome:
    """Answer the consent page, in the browser that was asked unless another is named."""
    use_case = DecideConsent(
        take_answer=house.take_answer(),
        find_session=house.find_session(),
        remember_consent=RememberConsent(consents=house.consents, audit=house.audit),
        begin_login=house.begin_login(),
        route_request=house.route_request(),
    )
    cookie = asked.browser if browser == "" else browser
    return await use_case(asked.interaction, answer, browser=cookie, session=session)


async def describe(
    house: House, question: Question, token: str | None, who: Signed
) -> AskedQuestion:
    """Load the page of a question."""
    use_case = DescribeQuestion(
        open_interaction=house.open_interaction(), find_session=house.find_session()
    )
    return await use_case(question, token, browser=who.browser, session=who.session)


async def hold(house: House, parameters: Parameters) -> str:
    """Send a request by POST that has to be kept."""
    use_case = HoldRequest(
        read_request=house.read_request(),
        requests=house.requests,
        clock=house.clock,
        tokens=house.tokens,
        lifetime=LOGIN_LIFETIME,
    )
    return await use_case(parameters)


async def resume(house: House, reference: str | None, who: Signed = NOBODY) -> Outcome:
    """Take up a request that was kept."""
    use_case = ResumeRequest(
        requests=house.requests,
        clock=house.clock,
        recall_visit=house.recall_visit(),
        find_session=house.find_session(),
        route_request=house.route_request(),
    )
    return await use_case(reference, browser=who.browser, session=who.session)


async def session_of(house: House, who: Signed) -> Session:
    """Look at a session as it lies in the store."""
    session = await house.sessions.get(digest(who.session))
    assert session is not None
    return session


async def found_session(house: House, who: Signed) -> FoundSession:
    """Give a session as the use cases hand it on."""
    return FoundSession(session_digest=digest(who.session), session=await session_of(house, who))
