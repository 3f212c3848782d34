"""Entities that use every field of theirs, and ones that use as few as they can."""

from datetime import UTC, datetime, timedelta, timezone

from domain.auth_code import AuthCode
from domain.auth_request import AuthRequest
from domain.authorization_response import ResponseMode
from domain.claims_request import ClaimsRequest
from domain.held_request import HeldRequest
from domain.id_token_hint import IdTokenHint
from domain.identity import Identity
from domain.interaction import Interaction, Question
from domain.language import Language
from domain.login import Login
from domain.logout import LogoutRequest, LogoutTarget, PendingLogout
from domain.membership import Membership, Memberships
from domain.opaque_token import digest
from domain.pkce import CodeChallenge
from domain.progress import Progress
from domain.session import Session

KEEP_FOR = timedelta(minutes=5)
DIGEST = digest("the code or state that is looked for")
OTHER_DIGEST = digest("another one")

_SID = "s" * 43
_TEXT = 'Zoë "ß" \\ \U0001d4dd\U0001f980\u202e\x00\x1f\u2028 名前'
_MOMENT = datetime(2026, 11, 24, 23, 59, 59, 999_999, tzinfo=UTC)
_ELSEWHERE = datetime(2026, 3, 29, 2, 30, 0, 1, tzinfo=timezone(timedelta(hours=-9, minutes=-30)))

FULL_REQUEST = AuthRequest(
    client_id="dashboard",
    redirect_uri="https://app.example.org/callback?a=b&c=%20",
    scope=frozenset({"openid", "profile", "email", "roles", "groups", "offline_access"}),
    state=_TEXT,
    nonce=_TEXT + "nonce",
    code_challenge=CodeChallenge.of("v" * 43),
    prompt=frozenset({"login", "consent"}),
    response_mode=ResponseMode.FORM_POST,
    max_age=2**53,
    claims=ClaimsRequest(
        id_token=frozenset({"email"}),
        userinfo=frozenset({"name", "groups"}),
        scopes=frozenset({"email", "profile", "groups"}),
        subjects=frozenset({"80351110224678912"}),
    ),
    subjects=frozenset({"80351110224678912", "1"}),
    ui_locales=Language.GERMAN,
)
BARE_REQUEST = AuthRequest(
    client_id="dashboard",
    redirect_uri="http://127.0.0.1/",
    scope=frozenset(),
    state=None,
    nonce=None,
    code_challenge=None,
    prompt=frozenset(),
)
FULL_PROGRESS = Progress(signed_in=True, agreed="18446744073709551615", keeps_email=True)
FULL_HELD = HeldRequest(request=FULL_REQUEST, expires_at=_MOMENT)
BARE_HELD = HeldRequest(request=BARE_REQUEST, expires_at=_ELSEWHERE)
FULL_IDENTITY = Identity(
    discord_id="18446744073709551615",
    username=_TEXT,
    discriminator="0001",
    global_name=_TEXT + "global",
    avatar="a_8342729096ea3675442027381ff50dfe",
    locale="en-GB",
    email="zoë@example.org",
    email_verified=True,
    two_factor=True,
    memberships=Memberships(
        found=(
            Membership(
                guild_id="81384788765712384",
                roles=("1152921504606846978", "1152921504606846977"),
                nick=_TEXT + "nick",
                avatar="0123456789abcdef0123456789abcdef",
                pending=True,
                guest=True,
            ),
            Membership(guild_id="18446744073709551615", roles=()),
        ),
        silent_guilds=frozenset({"1", "1014823955117604897"}),
        asked=frozenset({"1", "81384788765712384", "18446744073709551615"}),
    ),
)
BARE_IDENTITY = Identity(discord_id="1", username="")
ROLELESS_IDENTITY = Identity(
    discord_id="1",
    username="",
    two_factor=False,
    memberships=Memberships(found=(Membership(guild_id="2", roles=()),)),
)

FULL_LOGIN = Login(
    request=FULL_REQUEST,
    browser_digest=digest("browser"),
    upstream_code_verifier="w" * 43,
    expires_at=_MOMENT,
    chosen=True,
    progress=FULL_PROGRESS,
)
BARE_LOGIN = Login(
    request=BARE_REQUEST, browser_digest="", upstream_code_verifier="", expires_at=_ELSEWHERE
)
FULL_CODE = AuthCode(
    request=FULL_REQUEST,
    identity=FULL_IDENTITY,
    auth_time=_MOMENT,
    read_at=_MOMENT + timedelta(seconds=1),
    sid=_SID,
    expires_at=_ELSEWHERE,
)
BARE_CODE = AuthCode(
    request=BARE_REQUEST,
    identity=BARE_IDENTITY,
    auth_time=_ELSEWHERE,
    read_at=_ELSEWHERE,
    sid=_SID,
    expires_at=_MOMENT,
)
ROLELESS_CODE = AuthCode(
    request=BARE_REQUEST,
    identity=ROLELESS_IDENTITY,
    auth_time=_MOMENT,
    read_at=_MOMENT,
    sid=_SID,
    expires_at=_MOMENT,
)
FULL_SESSION = Session(
    sid=_SID,
    identity=FULL_IDENTITY,
    has_email=True,
    auth_time=_MOMENT,
    read_at=_ELSEWHERE,
    used_at=_MOMENT + timedelta(microseconds=1),
    expires_at=_MOMENT + timedelta(days=30),
)
BARE_SESSION = Session(
    sid="",
    identity=BARE_IDENTITY,
    has_email=False,
    auth_time=_ELSEWHERE,
    read_at=_MOMENT,
    used_at=_ELSEWHERE,
    expires_at=_ELSEWHERE,
)
FULL_INTERACTION = Interaction(
    question=Question.CONSENT,
    request=FULL_REQUEST,
    browser_digest=digest("browser"),
    session_digest=digest("session"),
    expires_at=_MOMENT,
    shown_scope=frozenset({"openid", "groups"}),
    progress=FULL_PROGRESS,
)
BARE_INTERACTION = Interaction(
    question=Question.SIGN_IN,
    request=BARE_REQUEST,
    browser_digest="",
    session_digest=None,
    expires_at=_ELSEWHERE,
    shown_scope=frozenset(),
)
FULL_LOGOUT = PendingLogout(
    request=LogoutRequest(
        client_id="dashboard",
        target=LogoutTarget(
            post_logout_redirect_uri="https://app.example.org/bye?a=b", state=_TEXT
        ),
        hint=IdTokenHint(subject="18446744073709551615", client_id="dashboard", sid=_SID),
    ),
    browser_digest=digest("browser"),
    session_digest=digest("session"),
    expires_at=_MOMENT,
)
BARE_LOGOUT = PendingLogout(
    request=LogoutRequest(), browser_digest=None, session_digest=None, expires_at=_ELSEWHERE
)
HALF_LOGOUT = PendingLogout(
    request=LogoutRequest(
        target=LogoutTarget(post_logout_redirect_uri="com.example.app:/", state=None),
        hint=IdTokenHint(subject="1", client_id="", sid=None),
    ),
    browser_digest="",
    session_digest="",
    expires_at=_MOMENT,
)
