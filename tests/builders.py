"""Entities with sensible defaults; a test names only what it is about."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from types import MappingProxyType

from domain.access_rules import AccessRules
from domain.access_token import AccessToken
from domain.auth_code import AuthCode
from domain.auth_request import AuthRequest
from domain.authorization_response import ResponseMode
from domain.claims import Portrait
from domain.claims_request import NO_CLAIMS, ClaimsRequest
from domain.client import Client, Consent, IdTokenClaims
from domain.client_authentication import TokenEndpointAuthMethod
from domain.grant import Grant
from domain.grant_type import GrantType
from domain.identity import Identity
from domain.interaction import Interaction, Question
from domain.lifetimes import TokenLifetimes
from domain.login import Login
from domain.membership import Membership, Memberships
from domain.opaque_token import digest
from domain.parameters import Parameters
from domain.pkce import CodeChallenge
from domain.policy.condition import Condition, HasRole, Requirement
from domain.policy.disclosure import STANDARD, Disclosure
from domain.policy.gate import OPEN, Gate
from domain.policy.subteam_policy import SubteamPolicy
from domain.policy.subteams import Subteam, Subteams
from domain.progress import NOTHING_YET, Progress
from domain.refresh_token import RefreshFamily, RefreshToken
from domain.role import Role
from domain.rulebook import Rulebook
from domain.scope import KNOWN_SCOPES
from domain.session import Session
from domain.signing_algorithm import SigningAlgorithm
from domain.tokens import TokenProfile

ISSUER = "https://id.example.org"
AUDIENCE = "yourclub-services"
CLIENT_ID = "dashboard"
CLIENT_SECRET = "a-long-random-secret"
REDIRECT_URI = "https://app.example.org/callback"
GUILD_ID = "81384788765712384"
OTHER_GUILD_ID = "1014823955117604898"
CAPTAIN_ROLE = "1152921504606846977"
SOFTWARE_ROLE = "1152921504606846978"
UNMAPPED_ROLE = "1152921504606846979"
DISCORD_ID = "80351110224678912"
CODE_VERIFIER = "a-code-verifier-of-at-least-forty-three-characters"
BROWSER = "b" * 43
SID = "s" * 43
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

_CHALLENGE = CodeChallenge.of(CODE_VERIFIER)
_CONFIDENTIAL = frozenset(
    {TokenEndpointAuthMethod.CLIENT_SECRET_BASIC, TokenEndpointAuthMethod.CLIENT_SECRET_POST}
)
_PUBLIC = frozenset({TokenEndpointAuthMethod.NONE})
_NONE_ENDED: Mapping[str, datetime] = MappingProxyType({})


def a_client(
    *,
    client_id: str = CLIENT_ID,
    client_secret: str | None = CLIENT_SECRET,
    next_secret: str | None = None,
    redirect_uris: frozenset[str] = frozenset({REDIRECT_URI}),
    methods: frozenset[TokenEndpointAuthMethod] = _CONFIDENTIAL,
    allowed_scope: frozenset[str] = frozenset(KNOWN_SCOPES),
    client_name: str | None = None,
    id_token_claims: IdTokenClaims = IdTokenClaims.FULL,
    id_token_signed_response_alg: SigningAlgorithm = SigningAlgorithm.RS256,
    consent: Consent = Consent.NEVER,
    default_max_age: int | None = None,
    post_logout_redirect_uris: frozenset[str] = frozenset(),
    backchannel_logout_uri: str | None = None,
    backchannel_logout_session_required: bool = False,
    grant_types: frozenset[GrantType] = frozenset(GrantType),
    always_offline: bool = False,
    rotates_refresh_tokens: bool = True,
    resource_server: bool = False,
    audience: str | None = None,
    cors_origins: frozenset[str] = frozenset(),
    enabled: bool = True,
    gate: Gate = OPEN,
    disclosure: Disclosure = STANDARD,
) -> Client:
    """Give a confidential client; without a secret, a public one."""
    secrets = [secret for secret in (client_secret, next_secret) if secret is not None]
    digests = frozenset(sha256(secret.encode()).digest() for secret in secrets)
    return Client(
        client_id=client_id,
        client_secrets_sha256=digests,
        redirect_uris=redirect_uris,
        token_endpoint_auth_methods=methods if digests else _PUBLIC,
        allowed_scope=allowed_scope,
        client_name=client_name,
        id_token_claims=id_token_claims,
        id_token_signed_response_alg=id_token_signed_response_alg,
        consent=consent,
        default_max_age=default_max_age,
        post_logout_redirect_uris=post_logout_redirect_uris,
        backchannel_logout_uri=backchannel_logout_uri,
        backchannel_logout_session_required=backchannel_logout_session_required,
        grant_types=grant_types,
        always_offline=always_offline,
        rotates_refresh_tokens=rotates_refresh_tokens,
        resource_server=resource_server,
        audience=audience,
        cors_origins=cors_origins,
        enabled=enabled,
        gate=gate,
        disclosure=disclosure,
    )


def an_access_rules(*, blocked: frozenset[str] = frozenset()) -> AccessRules:
    """Give rules that believe Discord for five minutes, and for an hour while it is down."""
    return AccessRules(
        blocked=blocked, freshness=timedelta(minutes=5), staleness_limit=timedelta(hours=1)
    )


def a_membership(
    *,
    guild_id: str = GUILD_ID,
    roles: tuple[str, ...] = (CAPTAIN_ROLE, SOFTWARE_ROLE),
    nick: str | None = "Cap",
    avatar: str | None = None,
    pending: bool = False,
    guest: bool = False,
) -> Membership:
    """Give the membership of a captain."""
    return Membership(
        guild_id=guild_id, roles=roles, nick=nick, avatar=avatar, pending=pending, guest=guest
    )


def a_memberships(
    *found: Membership,
    silent: tuple[str, ...] = (),
    asked: tuple[str, ...] = (GUILD_ID, OTHER_GUILD_ID),
) -> Memberships:
    """Give what the guilds told; without any, that somebody is in none of them."""
    return Memberships(found=found, silent_guilds=frozenset(silent), asked=frozenset(asked))


_CAPTAIN = a_membership()


def an_identity(
    *,
    discord_id: str = DISCORD_ID,
    username: str = "nelly",
    discriminator: str | None = "0",
    global_name: str | None = "Nelly",
    avatar: str | None = "8342729096ea3675442027381ff50dfe",
    locale: str | None = "en-US",
    email: str | None = "nelly@example.org",
    email_verified: bool = True,
    two_factor: bool | None = True,
    membership: Membership | None = _CAPTAIN,
    memberships: Memberships | None = None,
) -> Identity:
    """Give a member of the guild; ``memberships`` for what is not of that one guild."""
    of_the_guild = a_memberships(membership) if membership else a_memberships()
    return Identity(
        discord_id=discord_id,
        username=username,
        discriminator=discriminator,
        global_name=global_name,
        avatar=avatar,
        locale=locale,
        email=email,
        email_verified=email_verified,
        two_factor=two_factor,
        memberships=memberships or of_the_guild,
    )


def an_auth_request(
    *,
    client_id: str = CLIENT_ID,
    redirect_uri: str = REDIRECT_URI,
    scope: frozenset[str] = frozenset({"openid", "profile", "roles"}),
    state: str | None = "af0ifjsldkj",
    nonce: str | None = "n-0S6_WzA2Mj",
    code_challenge: CodeChallenge | None = _CHALLENGE,
    prompt: frozenset[str] = frozenset(),
    response_mode: ResponseMode = ResponseMode.QUERY,
    max_age: int | None = None,
    claims: ClaimsRequest = NO_CLAIMS,
    subjects: frozenset[str] | None = None,
) -> AuthRequest:
    """Give a validated request."""
    return AuthRequest(
        client_id=client_id,
        redirect_uri=redirect_uri,
        scope=scope,
        state=state,
        nonce=nonce,
        code_challenge=code_challenge,
        prompt=prompt,
        response_mode=response_mode,
        max_age=max_age,
        claims=claims,
        subjects=subjects,
    )


def a_login(
    *,
    request: AuthRequest | None = None,
    expires_at: datetime = NOW,
    chosen: bool = False,
    progress: Progress = NOTHING_YET,
) -> Login:
    """Give a pending trip of the browser ``BROWSER``."""
    return Login(
        request=request or an_auth_request(),
        browser_digest=digest(BROWSER),
        upstream_code_verifier="v" * 43,
        expires_at=expires_at,
        chosen=chosen,
        progress=progress,
    )


def an_interaction(
    *,
    question: Question = Question.SIGN_IN,
    request: AuthRequest | None = None,
    session_digest: str | None = None,
    expires_at: datetime = NOW,
    progress: Progress = NOTHING_YET,
    shown_scope: frozenset[str] | None = None,
) -> Interaction:
    """Give a question that the browser ``BROWSER`` was asked."""
    return Interaction(
        question=question,
        request=request or an_auth_request(),
        browser_digest=digest(BROWSER),
        session_digest=session_digest,
        expires_at=expires_at,
        shown_scope=(request or an_auth_request()).asked_scope
        if shown_scope is None
        else shown_scope,
        progress=progress,
    )


def _asked(request: AuthRequest | None) -> frozenset[str]:
    return (request or an_auth_request()).asked_scope


def a_session(
    *,
    sid: str = SID,
    identity: Identity | None = None,
    has_email: bool = True,
    auth_time: datetime = NOW,
    read_at: datetime = NOW,
    used_at: datetime = NOW,
    expires_at: datetime = NOW + timedelta(hours=8),
) -> Session:
    """Give a session that has just begun."""
    return Session(
        sid=sid,
        identity=identity or an_identity(),
        has_email=has_email,
        auth_time=auth_time,
        read_at=read_at,
        used_at=used_at,
        expires_at=expires_at,
    )


def an_auth_code(
    *,
    request: AuthRequest | None = None,
    identity: Identity | None = None,
    auth_time: datetime = NOW,
    expires_at: datetime = NOW,
) -> AuthCode:
    """Give a code as it is kept."""
    return AuthCode(
        request=request or an_auth_request(),
        identity=identity or an_identity(),
        auth_time=auth_time,
        read_at=NOW,
        sid=SID,
        expires_at=expires_at,
    )


def a_grant(
    *,
    scope: frozenset[str] = frozenset({"openid"}),
    identity: Identity | None = None,
    claims: ClaimsRequest = NO_CLAIMS,
    refresh: RefreshFamily | None = None,
    ended_tokens: Mapping[str, datetime] = _NONE_ENDED,
) -> Grant:
    """Give a grant to ``CLIENT_ID``."""
    return Grant(
        client_id=CLIENT_ID,
        scope=scope,
        auth_time=NOW,
        identity=identity or an_identity(),
        read_at=NOW,
        sid=SID,
        claims=claims,
        refresh=refresh,
        ended_tokens=ended_tokens,
    )


def a_token_lifetimes() -> TokenLifetimes:
    """Give the lifetimes that there are where nothing is set."""
    return TokenLifetimes(
        access=timedelta(hours=1),
        refresh_idle=timedelta(days=14),
        refresh_longest=timedelta(days=90),
        refresh_grace=timedelta(seconds=10),
    )


def an_access_token(
    *,
    unique: str = "t" * 43,
    audience: str = AUDIENCE,
    expires_at: datetime = NOW + timedelta(hours=1),
) -> AccessToken:
    """Give what a verified access token says."""
    return AccessToken(
        grant_id="g" * 43,
        unique=unique,
        audience=audience,
        scope=frozenset({"openid"}),
        issued_at=NOW,
        expires_at=expires_at,
    )


def a_refresh_token(secret: str = "s", *, handle: str = "h") -> RefreshToken:
    """Give a refresh token; those of one handle are of one family."""
    return RefreshToken(grant_id=digest("code"), handle=handle * 43, secret=digest(secret))


def authorization_parameters(**changes: str | None) -> Parameters:
    """Give the parameters of a good authorization request; None leaves one out."""
    values: dict[str, str | None] = {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": REDIRECT_URI,
        "scope": "openid profile roles",
        "state": "af0ifjsldkj",
        "nonce": "n-0S6_WzA2Mj",
        "code_challenge": _CHALLENGE.value,
        "code_challenge_method": "S256",
    }
    return Parameters((name, value) for name, value in (values | changes).items() if value)


def a_subteam(
    slug: str,
    *,
    any_of: Iterable[Requirement] = (),
    all_of: Iterable[Requirement] = (),
    none_of: Iterable[Requirement] = (),
    name: str | None = None,
) -> Subteam:
    """Give a subteam; without a name it is called by its slug."""
    condition = Condition(any=tuple(any_of), all=tuple(all_of), none=tuple(none_of))
    return Subteam(slug=slug, name=name or slug, condition=condition)


def has_role(role_id: str, *, guild_id: str = GUILD_ID) -> HasRole:
    """Give the requirement of a role, labelled by its id."""
    return HasRole(Role(guild_id, role_id), f"@{role_id}")


def a_policy() -> SubteamPolicy:
    """Give a policy in which the captain's role stands for two subteams."""
    captain, software = has_role(CAPTAIN_ROLE), has_role(SOFTWARE_ROLE)
    subteams = (
        a_subteam("leads", any_of=[captain, software]),
        a_subteam("mechanics", any_of=[captain]),
        a_subteam("software", any_of=[software]),
    )
    return SubteamPolicy(subteams=Subteams(subteams))


def a_rulebook(
    *clients: Client,
    access: AccessRules | None = None,
    policy: SubteamPolicy | None = None,
    guild_ids: tuple[str, ...] = (GUILD_ID, OTHER_GUILD_ID),
) -> Rulebook:
    """Give rules with these clients."""
    return Rulebook(
        access=access or an_access_rules(),
        policy=policy or a_policy(),
        clients={client.client_id: client for client in clients},
        guild_ids=guild_ids,
    )


def a_portrait(
    identity: Identity | None = None,
    client: Client | None = None,
    *,
    policy: SubteamPolicy | None = None,
) -> Portrait:
    """Give what may be told of a person."""
    person, rules = identity or an_identity(), policy or a_policy()
    return Portrait(
        identity=person,
        standing=rules.standing(person),
        subteams=rules.subteams,
        client=client or a_client(),
    )


def a_token_profile() -> TokenProfile:
    """Give what is the same in every token."""
    return TokenProfile(issuer=ISSUER, audience=AUDIENCE, lifetime=timedelta(hours=1))
