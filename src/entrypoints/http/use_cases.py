"""What HTTP may call: the container satisfies it without HTTP knowing the container."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from application.allow_origin import AllowOrigin
from application.check_readiness import CheckReadiness
from application.describe_provider import DescribeProvider
from application.find_issuer import FindIssuer
from application.publish_keys import PublishKeys
from application.sign_in.authorize import Authorize
from application.sign_in.complete_login import CompleteLogin
from application.sign_in.decide_consent import DecideConsent
from application.sign_in.decide_sign_in import DecideSignIn
from application.sign_in.describe_question import DescribeQuestion
from application.sign_in.hold_request import HoldRequest
from application.sign_in.resume_request import ResumeRequest
from application.sign_out.decide_logout import DecideLogout
from application.sign_out.hold_logout import HoldLogout
from application.sign_out.resume_logout import ResumeLogout
from application.sign_out.sign_out import SignOut
from application.token.exchange_grant import ExchangeGrant
from application.token.get_userinfo import GetUserinfo
from application.token.introspect_token import IntrospectToken
from application.token.revoke_token import RevokeToken


class UseCases(Protocol):
    """One provider for each use case; what it gives is asked for at each request."""

    @property
    def authorize(self) -> Callable[[], Authorize]:
        """Take an authorization request."""

    @property
    def hold_request(self) -> Callable[[], HoldRequest]:
        """Keep a long request that came by POST."""

    @property
    def resume_request(self) -> Callable[[], ResumeRequest]:
        """Take it up again."""

    @property
    def describe_question(self) -> Callable[[], DescribeQuestion]:
        """Say what a page asks."""

    @property
    def decide_sign_in(self) -> Callable[[], DecideSignIn]:
        """Take the answer of the sign-in page."""

    @property
    def decide_consent(self) -> Callable[[], DecideConsent]:
        """Take the answer of the consent page."""

    @property
    def complete_login(self) -> Callable[[], CompleteLogin]:
        """Come back from Discord."""

    @property
    def sign_out(self) -> Callable[[], SignOut]:
        """Take a logout request."""

    @property
    def hold_logout(self) -> Callable[[], HoldLogout]:
        """Keep one that came by POST."""

    @property
    def resume_logout(self) -> Callable[[], ResumeLogout]:
        """Go on with a sign-out at its own address."""

    @property
    def decide_logout(self) -> Callable[[], DecideLogout]:
        """Take the answer whether to sign out."""

    @property
    def exchange_grant(self) -> Callable[[], ExchangeGrant]:
        """Exchange a code or a refresh token for tokens."""

    @property
    def revoke_token(self) -> Callable[[], RevokeToken]:
        """End a token."""

    @property
    def introspect_token(self) -> Callable[[], IntrospectToken]:
        """Tell whether a token is alive."""

    @property
    def get_userinfo(self) -> Callable[[], GetUserinfo]:
        """Answer from the grant of an access token."""

    @property
    def pinned_rules(self) -> Callable[[], AbstractContextManager[None]]:
        """Keep to one version of the rules while a request is being answered."""

    @property
    def allow_origin(self) -> Callable[[], AllowOrigin]:
        """Decide on cross-origin reads of the token endpoint."""

    @property
    def describe_provider(self) -> Callable[[], DescribeProvider]:
        """Give the metadata."""

    @property
    def find_issuer(self) -> Callable[[], FindIssuer]:
        """Name the issuer for an account or an address."""

    @property
    def publish_keys(self) -> Callable[[], PublishKeys]:
        """Give the keys."""

    @property
    def check_readiness(self) -> Callable[[], CheckReadiness]:
        """Tell whether sign-ins can be served."""
