"""The half of the application that clients talk to, in memory."""

from adapters.jose.tokens import JoseTokenVerifier
from application.judge_person import JudgePerson
from application.ports.auth_code_store import AuthCodeStore
from application.ports.client_registry import ClientRegistry
from application.ports.grant_store import GrantStore
from application.ports.guild_members import GuildMembers
from application.ports.rulebooks import Rulebooks
from application.ports.sign_ons import SignOns
from application.ports.tokens import TokenSigner
from application.sign_out.end_refused import EndRefused
from application.sign_out.end_sessions import EndSessions
from application.token.authenticate_client import AuthenticateClient
from application.token.begin_family import BeginFamily
from application.token.check_client import CheckClient
from application.token.describe_refresh_token import DescribeRefreshToken
from application.token.end_access_token import EndAccessToken
from application.token.end_refresh_token import EndRefreshToken
from application.token.end_replayed_grant import EndReplayedGrant
from application.token.exchange_code import ExchangeCode
from application.token.exchange_grant import ExchangeGrant
from application.token.exchange_refresh_token import ExchangeRefreshToken
from application.token.find_code import FindCode
from application.token.find_family import FindFamily
from application.token.get_userinfo import GetUserinfo
from application.token.introspect_token import IntrospectToken
from application.token.issue_tokens import IssuedTokens, IssueTokens
from application.token.note_members import NoteMembers
from application.token.open_grant import OpenGrant
from application.token.read_membership import ReadMembership
from application.token.redeem_code import RedeemCode
from application.token.review_grant import ReviewGrant
from application.token.revoke_token import RevokeToken
from application.token.use_refresh_token import UseRefreshToken
from domain.access_rules import AccessRules
from domain.client_authentication import ClientCredentials
from domain.errors import InvalidToken
from domain.lifetimes import TokenLifetimes
from domain.parameters import Parameters
from tests.builders import a_token_lifetimes, a_token_profile
from tests.fakes.audit_log import FakeAuditLog
from tests.fakes.clock import FakeClock
from tests.fakes.token_generator import FakeTokenGenerator
from tests.unit.application.presented import credentials, refresh_request, token_request

LIFETIMES = a_token_lifetimes()


class TokenHouse:
    """What issues tokens, and what answers about them."""

    clock: FakeClock
    tokens: FakeTokenGenerator
    audit: FakeAuditLog
    rules: AccessRules
    lifetimes: TokenLifetimes = LIFETIMES
    members: GuildMembers | None
    auth_codes: AuthCodeStore
    grants: GrantStore
    sign_ons: SignOns
    signer: TokenSigner

    @property
    def clients(self) -> ClientRegistry:
        """Where use cases find clients."""
        raise NotImplementedError

    def verifier(self) -> JoseTokenVerifier:
        """Give what verifies tokens."""
        raise NotImplementedError

    def end_sessions(self) -> EndSessions:
        """Give the use case that signs somebody out of every browser."""
        raise NotImplementedError

    def end_refused(self) -> EndRefused:
        """Give the use case that ends what somebody has who may not go on."""
        raise NotImplementedError

    def rulebooks(self) -> Rulebooks:
        """Give the rules in force."""
        raise NotImplementedError

    def judge_person(self) -> JudgePerson:
        """Give the use case that decides whether somebody may use an application."""
        return JudgePerson(rulebooks=self.rulebooks(), clock=self.clock)

    def authenticate_client(self) -> AuthenticateClient:
        """Give the use case that finds out which client speaks."""
        return AuthenticateClient(clients=self.clients)

    def review_grant(self) -> ReviewGrant:
        """Give the use case that decides whether a grant may go on."""
        return ReviewGrant(
            check_client=CheckClient(
                clients=self.clients,
                grants=self.grants,
                end_sessions=self.end_sessions(),
                audit=self.audit,
            ),
            read_membership=ReadMembership(
                members=self.members, rulebooks=self.rulebooks(), clock=self.clock
            ),
            rulebooks=self.rulebooks(),
            judge_person=self.judge_person(),
            end_refused=self.end_refused(),
        )

    def issue_tokens(self) -> IssueTokens:
        """Give the use case that signs."""
        return IssueTokens(
            signer=self.signer, clock=self.clock, tokens=self.tokens, profile=a_token_profile()
        )

    def end_replayed_grant(self) -> EndReplayedGrant:
        """Give the use case that ends a grant."""
        return EndReplayedGrant(grants=self.grants, audit=self.audit)

    def exchange_code(self) -> ExchangeCode:
        """Give the use case that exchanges codes."""
        return ExchangeCode(
            find_code=FindCode(
                auth_codes=self.auth_codes,
                end_replayed_grant=self.end_replayed_grant(),
                clock=self.clock,
            ),
            review_grant=self.review_grant(),
            begin_family=BeginFamily(
                tokens=self.tokens, clock=self.clock, lifetimes=self.lifetimes
            ),
            issue_tokens=self.issue_tokens(),
            redeem_code=RedeemCode(
                auth_codes=self.auth_codes,
                grants=self.grants,
                sign_ons=self.sign_ons,
                end_replayed_grant=self.end_replayed_grant(),
                tokens=self.tokens,
                audit=self.audit,
            ),
        )

    def find_family(self) -> FindFamily:
        """Give the use case that looks at a refresh token."""
        return FindFamily(
            grants=self.grants, audit=self.audit, clock=self.clock, lifetimes=self.lifetimes
        )

    def use_refresh_token(self) -> UseRefreshToken:
        """Give the use case that uses a refresh token."""
        return UseRefreshToken(
            find_family=self.find_family(),
            grants=self.grants,
            tokens=self.tokens,
            clock=self.clock,
            lifetimes=self.lifetimes,
        )

    def exchange_refresh_token(self) -> ExchangeRefreshToken:
        """Give the use case that exchanges refresh tokens."""
        return ExchangeRefreshToken(
            find_family=self.find_family(),
            review_grant=self.review_grant(),
            issue_tokens=self.issue_tokens(),
            use_refresh_token=self.use_refresh_token(),
            audit=self.audit,
        )

    async def exchange(
        self, credentials: ClientCredentials, parameters: Parameters
    ) -> IssuedTokens:
        """Ask the token endpoint."""
        use_case = ExchangeGrant(
            authenticate_client=self.authenticate_client(),
            exchange_code=self.exchange_code(),
            exchange_refresh_token=self.exchange_refresh_token(),
        )
        return await use_case(credentials, parameters)

    async def redeem(self, code: str, **changes: str | None) -> IssuedTokens:
        """Redeem a code as its own client does."""
        return await self.exchange(credentials(), token_request(code=code, **changes))

    async def refresh(self, refresh_token: str, **changes: str | None) -> IssuedTokens:
        """Use a refresh token as its own client does."""
        return await self.exchange(credentials(), refresh_request(refresh_token, **changes))

    def open_grant(self) -> OpenGrant:
        """Give the use case that finds the grant of an access token."""
        return OpenGrant(
            verifier=self.verifier(),
            grants=self.grants,
            review_grant=self.review_grant(),
            note_members=self.note_members(),
            profile=a_token_profile(),
        )

    def note_members(self) -> NoteMembers:
        """Give the use case that keeps what Discord said."""
        return NoteMembers(grants=self.grants, tokens=self.tokens)

    async def userinfo(self, access_token: str) -> dict[str, object]:
        """Ask userinfo."""
        use_case = GetUserinfo(open_grant=self.open_grant(), profile=a_token_profile())
        return await use_case(access_token)

    async def introspect(
        self, token: str, by: ClientCredentials | None = None
    ) -> dict[str, object]:
        """Ask about a token, as its own client does."""
        use_case = IntrospectToken(
            authenticate_client=self.authenticate_client(),
            open_grant=self.open_grant(),
            describe_refresh_token=DescribeRefreshToken(
                grants=self.grants,
                review_grant=self.review_grant(),
                note_members=self.note_members(),
                profile=a_token_profile(),
                clock=self.clock,
                lifetimes=self.lifetimes,
            ),
            profile=a_token_profile(),
            audit=self.audit,
        )
        return await use_case(by or credentials(), Parameters([("token", token)]))

    async def revoke(self, token: str, by: ClientCredentials | None = None) -> None:
        """Revoke a token, as its own client does."""
        use_case = RevokeToken(
            authenticate_client=self.authenticate_client(),
            end_refresh_token=EndRefreshToken(grants=self.grants, audit=self.audit),
            end_access_token=EndAccessToken(
                grants=self.grants, tokens=self.tokens, clock=self.clock, audit=self.audit
            ),
            verifier=self.verifier(),
            hints=self.verifier(),
            audit=self.audit,
        )
        await use_case(by or credentials(), Parameters([("token", token)]))

    async def is_alive(self, issued: IssuedTokens) -> bool:
        """Tell whether userinfo takes the access token."""
        try:
            return bool(await self.userinfo(issued.access_token))
        except InvalidToken:
            return False
