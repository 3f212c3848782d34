"""The whole of the application in memory, and the steps a person and a client take in it."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from adapters.jose.signing_key import SigningKey
from adapters.jose.tokens import JoseTokenSigner, JoseTokenVerifier
from adapters.rulebook.client_registry import RulebookClientRegistry
from adapters.rulebook.held_rulebooks import HeldRulebooks
from adapters.store.memory.auth_code_store import MemoryAuthCodeStore
from adapters.store.memory.consent_store import MemoryConsentStore
from adapters.store.memory.grant_store import MemoryGrantStore
from adapters.store.memory.interaction_store import MemoryInteractionStore
from adapters.store.memory.login_store import MemoryLoginStore
from adapters.store.memory.logout_store import MemoryLogoutStore
from adapters.store.memory.request_store import MemoryRequestStore
from adapters.store.memory.session_store import MemorySessionStore
from adapters.store.memory.sign_ons import MemorySignOns
from adapters.store.memory.store import MemoryStore
from application.ports.auth_code_store import AuthCodeStore
from application.ports.client_registry import ClientRegistry
from application.ports.consent_store import ConsentStore
from application.ports.grant_store import GrantStore
from application.ports.guild_members import GuildMembers
from application.ports.interaction_store import InteractionStore
from application.ports.login_store import LoginStore
from application.ports.logout_store import LogoutStore
from application.ports.request_store import RequestStore
from application.ports.session_store import SessionStore
from application.ports.sign_ons import SignOns
from application.ports.tokens import TokenSigner
from application.sign_in.admit_person import AdmitPerson
from application.sign_in.answer_request import AnswerRequest
from application.sign_in.ask_for_answer import AskForAnswer
from application.sign_in.authorize import Authorize
from application.sign_in.begin_login import BeginLogin
from application.sign_in.complete_login import CompletedLogin, CompleteLogin
from application.sign_in.find_session import FindSession
from application.sign_in.identify_person import IdentifyPerson
from application.sign_in.issue_code import IssueCode
from application.sign_in.open_interaction import OpenInteraction
from application.sign_in.open_login import OpenLogin
from application.sign_in.outcomes import Outcome, SendToUpstream
from application.sign_in.read_request import ReadRequest
from application.sign_in.recall_visit import RecallVisit
from application.sign_in.refresh_membership import RefreshMembership
from application.sign_in.replace_session import ReplaceSession
from application.sign_in.route_request import RouteRequest
from application.sign_in.start_session import StartSession
from application.sign_in.take_answer import TakeAnswer
from application.sign_in.take_login import TakeLogin
from application.sign_out.end_access import EndAccess
from application.sign_out.end_refused import EndRefused
from application.sign_out.end_session import EndSession
from application.sign_out.end_sessions import EndSessions
from application.sign_out.tell_clients import TellClients
from domain.access_rules import AccessRules
from domain.authorization_response import AuthorizationResponse
from domain.client import Client
from domain.parameters import Parameters
from domain.policy.subteam_policy import SubteamPolicy
from tests.builders import (
    GUILD_ID,
    ISSUER,
    OTHER_GUILD_ID,
    a_client,
    a_membership,
    a_policy,
    a_rulebook,
    a_token_profile,
    an_access_rules,
    an_identity,
    authorization_parameters,
)
from tests.fakes.audit_log import FakeAuditLog
from tests.fakes.clock import FakeClock
from tests.fakes.guild_members import FakeGuildMembers
from tests.fakes.logout_delivery import FakeLogoutDelivery
from tests.fakes.token_generator import FakeTokenGenerator
from tests.fakes.upstream import FakeUpstream
from tests.key_rings import ring_of
from tests.unit.application.presented import callback
from tests.unit.application.token_house import LIFETIMES, TokenHouse

LOGIN_LIFETIME = timedelta(seconds=600)
CODE_LIFETIME = timedelta(seconds=300)
SESSION_LIFETIME = timedelta(hours=8)
SESSION_IDLE = timedelta(hours=1)
ROLE_FRESHNESS = timedelta(minutes=5)
GRANT_LIFETIME = LIFETIMES.access
UPSTREAM_ISSUER = "https://discord.test"


@dataclass(frozen=True, kw_only=True)
class Trip:
    """A person on the way to Discord: the state in the URL, and the cookie."""

    state: str
    browser: str


@dataclass(frozen=True, kw_only=True)
class Signed:
    """The cookies of a browser in which somebody has signed in."""

    browser: str
    session: str


def trip_of(outcome: Outcome) -> Trip:
    """Give the trip somebody was sent on."""
    assert isinstance(outcome, SendToUpstream), outcome
    return Trip(state=parse_qs(urlsplit(outcome.url).query)["state"][0], browser=outcome.browser)


def code_of(outcome: Outcome) -> str:
    """Give the code of a good answer."""
    assert isinstance(outcome, AuthorizationResponse), outcome
    return dict(outcome.parameters)["code"]


@dataclass
class House(TokenHouse):
    """Every part may be replaced before the step it matters to."""

    signing_key: SigningKey
    clock: FakeClock = field(default_factory=FakeClock)
    tokens: FakeTokenGenerator = field(default_factory=FakeTokenGenerator)
    delivery: FakeLogoutDelivery = field(default_factory=FakeLogoutDelivery)
    audit: FakeAuditLog = field(default_factory=FakeAuditLog)
    upstream: FakeUpstream = field(default_factory=lambda: FakeUpstream(an_identity()))
    members: GuildMembers | None = field(default_factory=lambda: FakeGuildMembers(a_membership()))
    rules: AccessRules = field(default_factory=an_access_rules)
    policy: SubteamPolicy = field(default_factory=a_policy)
    guild_ids: tuple[str, ...] = (GUILD_ID, OTHER_GUILD_ID)
    registered: tuple[Client, ...] = field(default_factory=lambda: (a_client(),))

    def __post_init__(self) -> None:
        """Move in."""
        store = MemoryStore(clock=self.clock)
        self.logins: LoginStore = MemoryLoginStore(store=store)
        self.auth_codes: AuthCodeStore = MemoryAuthCodeStore(store=store)
        self.requests: RequestStore = MemoryRequestStore(store=store)
        self.interactions: InteractionStore = MemoryInteractionStore(store=store)
        self.sessions: SessionStore = MemorySessionStore(store=store)
        self.sign_ons: SignOns = MemorySignOns(store=store)
        self.logouts: LogoutStore = MemoryLogoutStore(store=store)
        self.consents: ConsentStore = MemoryConsentStore(store=store)
        self.grants: GrantStore = MemoryGrantStore(store=store)
        self.keys = ring_of(self.signing_key, clock=self.clock)
        self.signer: TokenSigner = JoseTokenSigner(keys=self.keys)

    def verifier(self) -> JoseTokenVerifier:
        """Give what verifies tokens."""
        return JoseTokenVerifier(keys=self.keys, clock=self.clock, issuer=ISSUER)

    def register(self, *clients: Client) -> None:
        """Have these clients and no other."""
        self.registered = clients

    def rulebooks(self) -> HeldRulebooks:
        """Give the rules in force."""
        return HeldRulebooks(
            rulebook=a_rulebook(
                *self.registered,
                access=self.rules,
                policy=self.policy,
                guild_ids=self.guild_ids,
            )
        )

    @property
    def clients(self) -> ClientRegistry:
        """Where use cases find clients."""
        return RulebookClientRegistry(rulebooks=self.rulebooks())

    def read_request(self) -> ReadRequest:
        """Give the use case that reads a request."""
        return ReadRequest(clients=self.clients, hints=self.verifier())

    def recall_visit(self) -> RecallVisit:
        """Give the use case that finds the client of a request again."""
        return RecallVisit(clients=self.clients)

    def find_session(self) -> FindSession:
        """Give the use case that finds a session."""
        return FindSession(
            sessions=self.sessions, sign_ons=self.sign_ons, clock=self.clock, idle=SESSION_IDLE
        )

    def end_session(self) -> EndSession:
        """Give the use case that ends a session everywhere."""
        return EndSession(
            sessions=self.sessions,
            sign_ons=self.sign_ons,
            grants=self.grants,
            tell_clients=self.tell_clients(),
            audit=self.audit,
            remembered_for=CODE_LIFETIME + GRANT_LIFETIME,
        )

    def tell_clients(self) -> TellClients:
        """Give the use case that sends logout tokens."""
        return TellClients(
            clients=self.clients,
            signer=self.signer,
            delivery=self.delivery,
            clock=self.clock,
            tokens=self.tokens,
            profile=a_token_profile(),
        )

    def end_refused(self) -> EndRefused:
        """Give the use case that ends what somebody has who may not go on."""
        return EndRefused(
            end_access=self.end_access(),
            grants=self.grants,
            tell_clients=self.tell_clients(),
            audit=self.audit,
        )

    def begin_login(self) -> BeginLogin:
        """Give the use case that sends somebody to Discord."""
        return BeginLogin(
            logins=self.logins,
            upstream=self.upstream,
            clock=self.clock,
            tokens=self.tokens,
            lifetime=LOGIN_LIFETIME,
        )

    def ask_for_answer(self) -> AskForAnswer:
        """Give the use case that puts a question."""
        return AskForAnswer(
            interactions=self.interactions,
            clock=self.clock,
            tokens=self.tokens,
            lifetime=LOGIN_LIFETIME,
        )

    def end_sessions(self) -> EndSessions:
        """Give the use case that signs somebody out of every browser."""
        return EndSessions(sessions=self.sessions, end_session=self.end_session())

    def end_access(self) -> EndAccess:
        """Give the use case that ends all that a person has."""
        return EndAccess(end_sessions=self.end_sessions(), grants=self.grants, audit=self.audit)

    def admit_person(self) -> AdmitPerson:
        """Give the use case that lets a member in."""
        return AdmitPerson(
            judge_person=self.judge_person(),
            end_refused=self.end_refused(),
            begin_login=self.begin_login(),
            audit=self.audit,
            issuer=ISSUER,
        )

    def issue_code(self) -> IssueCode:
        """Give the use case that issues a code."""
        return IssueCode(
            auth_codes=self.auth_codes,
            sign_ons=self.sign_ons,
            clock=self.clock,
            tokens=self.tokens,
            audit=self.audit,
            lifetime=CODE_LIFETIME,
        )

    def answer_request(self) -> AnswerRequest:
        """Give the use case that answers for who is signed in."""
        return AnswerRequest(
            admit_person=self.admit_person(),
            consents=self.consents,
            ask_for_answer=self.ask_for_answer(),
            issue_code=self.issue_code(),
            issuer=ISSUER,
        )

    def refresh_membership(self) -> RefreshMembership:
        """Give the use case that reads a membership again."""
        return RefreshMembership(
            sessions=self.sessions,
            members=self.members,
            clock=self.clock,
            rulebooks=self.rulebooks(),
            idle=SESSION_IDLE,
        )

    def route_request(self) -> RouteRequest:
        """Give the use case that decides what a request needs next."""
        return RouteRequest(
            ask_for_answer=self.ask_for_answer(),
            begin_login=self.begin_login(),
            refresh_membership=self.refresh_membership(),
            answer_request=self.answer_request(),
            clock=self.clock,
        )

    def open_interaction(self) -> OpenInteraction:
        """Give the use case that finds a question."""
        return OpenInteraction(
            interactions=self.interactions, recall_visit=self.recall_visit(), clock=self.clock
        )

    def take_answer(self) -> TakeAnswer:
        """Give the use case that takes one answer."""
        return TakeAnswer(
            open_interaction=self.open_interaction(),
            interactions=self.interactions,
            tokens=self.tokens,
        )

    async def arrive(
        self, parameters: Parameters, *, browser: str | None = None, session: str | None = None
    ) -> Outcome:
        """Come to the authorization endpoint with these cookies."""
        use_case = Authorize(
            read_request=self.read_request(),
            find_session=self.find_session(),
            route_request=self.route_request(),
        )
        return await use_case(parameters, browser=browser, session=session)

    async def authorize(self, parameters: Parameters, *, browser: str | None = None) -> Trip:
        """Come without a session, and be sent to Discord."""
        return trip_of(await self.arrive(parameters, browser=browser))

    async def set_out(self, **changes: str | None) -> Trip:
        """Begin a good sign-in."""
        return await self.authorize(authorization_parameters(**changes))

    def open_login(self) -> OpenLogin:
        """Give the use case that finds a trip."""
        return OpenLogin(
            recall_visit=self.recall_visit(),
            logins=self.logins,
            clock=self.clock,
            upstream_issuer=UPSTREAM_ISSUER,
        )

    def take_login(self) -> TakeLogin:
        """Give the use case that lets one callback through."""
        return TakeLogin(open_login=self.open_login(), logins=self.logins, tokens=self.tokens)

    def complete_login(self) -> CompleteLogin:
        """Give the use case of the callback."""
        return CompleteLogin(
            take_login=self.take_login(),
            identify_person=IdentifyPerson(upstream=self.upstream),
            admit_person=self.admit_person(),
            start_session=StartSession(
                sessions=self.sessions,
                find_session=self.find_session(),
                clock=self.clock,
                tokens=self.tokens,
                lifetime=SESSION_LIFETIME,
            ),
            route_request=self.route_request(),
            replace_session=ReplaceSession(sessions=self.sessions, end_session=self.end_session()),
        )

    async def complete(
        self, trip: Trip, *, session: str | None = None, **changes: str | None
    ) -> CompletedLogin:
        """Return from Discord, in the browser that set out."""
        parameters = callback(**({"state": trip.state} | changes))
        return await self.complete_login()(parameters, browser=trip.browser, session=session)

    async def come_back(self, trip: Trip, **changes: str | None) -> Outcome:
        """Return from Discord without a session, and see what comes of it."""
        return (await self.complete(trip, **changes)).outcome

    async def sign_in(self, **changes: str | None) -> str:
        """Sign in to the end, and give the code."""
        return code_of(await self.come_back(await self.set_out(**changes)))

    async def begin_session(self, **changes: str | None) -> Signed:
        """Sign in, and give the cookies of the browser."""
        trip = await self.set_out(**changes)
        completed = await self.complete(trip)
        assert completed.session is not None
        return Signed(browser=trip.browser, session=completed.session)
