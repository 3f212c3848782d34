"""The whole of the application in memory, and the steps a person and a client take in it."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from adapters.clients.client_registry import ConfiguredClientRegistry
from adapters.jose.signing_key import SigningKey
from adapters.jose.tokens import JoseAccessTokenVerifier, JoseTokenSigner
from adapters.store.memory.auth_code_store import MemoryAuthCodeStore
from adapters.store.memory.grant_store import MemoryGrantStore
from adapters.store.memory.login_store import MemoryLoginStore
from adapters.store.memory.store import MemoryStore
from application.ports.auth_code_store import AuthCodeStore
from application.ports.client_registry import ClientRegistry
from application.ports.grant_store import GrantStore
from application.ports.login_store import LoginStore
from application.ports.tokens import TokenSigner
from application.sign_in.authorize import Authorize
from application.sign_in.complete_login import CompleteLogin, RefusedPerson
from application.sign_in.identify_person import IdentifyPerson
from application.sign_in.issue_code import IssueCode
from application.sign_in.open_login import OpenLogin
from application.sign_in.take_login import TakeLogin
from application.token.authenticate_client import AuthenticateClient
from application.token.end_replayed_grant import EndReplayedGrant
from application.token.exchange_code import ExchangeCode
from application.token.find_code import FindCode
from application.token.get_userinfo import GetUserinfo
from application.token.issue_tokens import IssuedTokens, IssueTokens
from application.token.redeem_code import RedeemCode
from domain.authorization_response import AuthorizationResponse
from domain.client import Client, ClientCredentials
from domain.errors import InvalidToken
from domain.parameters import Parameters
from tests.builders import (
    AUDIENCE,
    ISSUER,
    a_client,
    a_token_profile,
    an_identity,
    authorization_parameters,
)
from tests.fakes.audit_log import FakeAuditLog
from tests.fakes.clock import FakeClock
from tests.fakes.token_generator import FakeTokenGenerator
from tests.fakes.upstream import FakeUpstream
from tests.unit.application.presented import callback, credentials, token_request

LOGIN_LIFETIME = timedelta(seconds=600)
CODE_LIFETIME = timedelta(seconds=300)
GRANT_LIFETIME = timedelta(seconds=3600)
UPSTREAM_ISSUER = "https://discord.test"


@dataclass(frozen=True, kw_only=True)
class Trip:
    """A person on the way to Discord: the state in the URL, and the cookie."""

    state: str
    browser: str


@dataclass
class House:
    """Every part may be replaced before the step it matters to."""

    signing_key: SigningKey
    clock: FakeClock = field(default_factory=FakeClock)
    tokens: FakeTokenGenerator = field(default_factory=FakeTokenGenerator)
    audit: FakeAuditLog = field(default_factory=FakeAuditLog)
    upstream: FakeUpstream = field(default_factory=lambda: FakeUpstream(an_identity()))
    clients: ClientRegistry = field(
        default_factory=lambda: ConfiguredClientRegistry(clients=[a_client()])
    )

    def __post_init__(self) -> None:
        """Move in."""
        store = MemoryStore(clock=self.clock)
        self.logins: LoginStore = MemoryLoginStore(store=store)
        self.auth_codes: AuthCodeStore = MemoryAuthCodeStore(store=store)
        self.grants: GrantStore = MemoryGrantStore(store=store)
        self.signer: TokenSigner = JoseTokenSigner(signing_key=self.signing_key)

    def register(self, *clients: Client) -> None:
        """Have these clients and no other."""
        self.clients = ConfiguredClientRegistry(clients=clients)

    async def authorize(self, parameters: Parameters, *, browser: str | None = None) -> Trip:
        """Begin a sign-in."""
        use_case = Authorize(
            clients=self.clients,
            logins=self.logins,
            upstream=self.upstream,
            clock=self.clock,
            tokens=self.tokens,
            login_lifetime=LOGIN_LIFETIME,
        )
        sent = await use_case(parameters, browser=browser)
        return Trip(state=parse_qs(urlsplit(sent.url).query)["state"][0], browser=sent.browser)

    async def set_out(self, **changes: str | None) -> Trip:
        """Begin a good sign-in."""
        return await self.authorize(authorization_parameters(**changes))

    def complete_login(self) -> CompleteLogin:
        """Give the use case of the callback."""
        return CompleteLogin(
            open_login=OpenLogin(
                clients=self.clients,
                logins=self.logins,
                clock=self.clock,
                upstream_issuer=UPSTREAM_ISSUER,
            ),
            take_login=TakeLogin(logins=self.logins, tokens=self.tokens),
            identify_person=IdentifyPerson(upstream=self.upstream),
            issue_code=IssueCode(
                auth_codes=self.auth_codes,
                clock=self.clock,
                tokens=self.tokens,
                audit=self.audit,
                lifetime=CODE_LIFETIME,
            ),
            audit=self.audit,
            issuer=ISSUER,
        )

    async def come_back(
        self, trip: Trip, **changes: str | None
    ) -> AuthorizationResponse | RefusedPerson:
        """Return from Discord, in the browser that set out."""
        parameters = callback(**({"state": trip.state} | changes))
        return await self.complete_login()(parameters, browser=trip.browser)

    async def sign_in(self, **changes: str | None) -> str:
        """Sign in to the end, and give the code."""
        answer = await self.come_back(await self.set_out(**changes))
        assert isinstance(answer, AuthorizationResponse)
        return dict(answer.parameters)["code"]

    def end_replayed_grant(self) -> EndReplayedGrant:
        """Give the use case that ends a grant."""
        return EndReplayedGrant(grants=self.grants, audit=self.audit)

    async def exchange(
        self, credentials: ClientCredentials, parameters: Parameters
    ) -> IssuedTokens:
        """Ask the token endpoint."""
        use_case = ExchangeCode(
            authenticate_client=AuthenticateClient(clients=self.clients),
            find_code=FindCode(
                auth_codes=self.auth_codes,
                end_replayed_grant=self.end_replayed_grant(),
                clock=self.clock,
            ),
            issue_tokens=IssueTokens(
                signer=self.signer,
                clock=self.clock,
                tokens=self.tokens,
                profile=a_token_profile(),
            ),
            redeem_code=RedeemCode(
                auth_codes=self.auth_codes,
                end_replayed_grant=self.end_replayed_grant(),
                tokens=self.tokens,
                audit=self.audit,
                grant_lifetime=GRANT_LIFETIME,
            ),
        )
        return await use_case(credentials, parameters)

    async def redeem(self, code: str, **changes: str | None) -> IssuedTokens:
        """Redeem a code as its own client does."""
        return await self.exchange(credentials(), token_request(code=code, **changes))

    async def userinfo(self, access_token: str) -> dict[str, object]:
        """Ask userinfo."""
        verifier = JoseAccessTokenVerifier(
            signing_key=self.signing_key, clock=self.clock, issuer=ISSUER, audience=AUDIENCE
        )
        use_case = GetUserinfo(
            verifier=verifier,
            grants=self.grants,
            clients=self.clients,
            profile=a_token_profile(),
        )
        return await use_case(access_token)

    async def is_alive(self, issued: IssuedTokens) -> bool:
        """Tell whether userinfo takes the access token."""
        try:
            return bool(await self.userinfo(issued.access_token))
        except InvalidToken:
            return False
