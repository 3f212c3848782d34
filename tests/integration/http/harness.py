"""A provider of its own for every test: the real application on memory, with fakes at its edges."""

import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, NoReturn
from urllib.parse import parse_qsl, quote, urlsplit

from dependency_injector import providers
from litestar import Litestar
from litestar.types import Receive, Scope, Send

from adapters.store.memory.store import MemoryStore, Record
from application.ports.store import StoreUnavailable
from entrypoints.asgi import application_of
from entrypoints.container import Container, open_keys
from entrypoints.settings import Settings, load_settings
from tests import builders
from tests.fakes.audit_log import FakeAuditLog
from tests.fakes.clock import FakeClock
from tests.fakes.guild_members import FakeGuildMembers
from tests.fakes.logout_delivery import FakeLogoutDelivery
from tests.fakes.upstream import FakeUpstream

HTTPS_ISSUER = builders.ISSUER
LOOPBACK_ISSUER = "http://127.0.0.1:8000"
AUDIENCE = "club-services"
AUTHORIZE, TOKEN, USERINFO = "/oauth/authorize", "/oauth/token", "/userinfo"
CALLBACK, JWKS = "/auth/discord/callback", "/jwks.json"
SIGN_IN, CONSENT, RESUME = "/auth/sign-in", "/auth/consent", "/auth/resume"
LOGOUT, SIGN_OUT, SIGNED_OUT = "/oauth/logout", "/auth/logout", "/auth/signed-out"
DISCORD = "https://discord.test/oauth2/authorize"
REVOKE, INTROSPECT = "/oauth/revoke", "/oauth/introspect"
DISCOVERY = ("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")
WEBFINGER = "/.well-known/webfinger"
HEALTH = ("/health/live", "/health/ready")
FORM = "application/x-www-form-urlencoded"

CLIENT_ID, SECRET, REDIRECT = builders.CLIENT_ID, builders.CLIENT_SECRET, builders.REDIRECT_URI
REDIRECT_WITH_QUERY = "https://app.example.org/callback?tenant=7&lang=de"
OTHER_ID, OTHER_SECRET, OTHER_REDIRECT = "forum", "forum-secret", "https://forum.example.org/cb"
PUBLIC_ID, PUBLIC_REDIRECT = "spa", "https://spa.example.org/cb"
NATIVE_REDIRECT, LOOPBACK_REDIRECT = "com.example.app:/cb", "http://127.0.0.1:4711/cb"
NATIVE_ID, ONCE_ID = "native", "once"
SWITCHED_OFF_ID, BLOCKED_ID = "switched-off", "80351110224678999"
ODD_ID, ODD_SECRET = "odd:client+%&=", "s:e+c r%t/&=\u00fc"
GOODBYE, GOODBYE_WITH_QUERY = "https://app.example.org/bye", "https://app.example.org/bye?t=7&l=de"
OTHER_GOODBYE, NATIVE_GOODBYE = "https://forum.example.org/bye", "com.example.app:/bye"
TELL_AT, TELL_OTHER_AT = "https://app.example.org/told", "https://forum.example.org/told?x=y"
OTHER = {"client_id": OTHER_ID, "redirect_uri": OTHER_REDIRECT}
NATIVE = {"client_id": NATIVE_ID, "redirect_uri": LOOPBACK_REDIRECT}
HOSTILE_NAME = '<img src=x onerror=1> & "Co"'

CLIENTS: dict[str, dict[str, Any]] = {
    CLIENT_ID: {
        "client_secret": SECRET,
        "redirect_uris": [REDIRECT, REDIRECT_WITH_QUERY],
        "post_logout_redirect_uris": [GOODBYE, GOODBYE_WITH_QUERY],
        "backchannel_logout_uri": TELL_AT,
        "backchannel_logout_session_required": True,
    },
    OTHER_ID: {
        "client_secret": OTHER_SECRET,
        "redirect_uris": [OTHER_REDIRECT],
        "post_logout_redirect_uris": [OTHER_GOODBYE],
        "backchannel_logout_uri": TELL_OTHER_AT,
    },
    PUBLIC_ID: {
        "token_endpoint_auth_method": "none",
        "redirect_uris": [PUBLIC_REDIRECT, NATIVE_REDIRECT, LOOPBACK_REDIRECT],
        "consent": "never",
    },
    NATIVE_ID: {
        "token_endpoint_auth_method": "none",
        "redirect_uris": [NATIVE_REDIRECT, LOOPBACK_REDIRECT],
        "post_logout_redirect_uris": [NATIVE_GOODBYE],
    },
    ONCE_ID: {"client_secret": SECRET, "redirect_uris": [REDIRECT], "consent": "once"},
    "always": {"client_secret": SECRET, "redirect_uris": [REDIRECT], "consent": "always"},
    SWITCHED_OFF_ID: {"client_secret": SECRET, "redirect_uris": [REDIRECT], "enabled": False},
    "aged": {"client_secret": SECRET, "redirect_uris": [REDIRECT], "default_max_age": 60},
    "basic-only": {
        "client_secret": SECRET,
        "token_endpoint_auth_method": "client_secret_basic",
        "redirect_uris": [REDIRECT],
    },
    "post-only": {
        "client_secret": SECRET,
        "token_endpoint_auth_method": "client_secret_post",
        "redirect_uris": [REDIRECT],
    },
    ODD_ID: {"client_secret": ODD_SECRET, "redirect_uris": [REDIRECT]},
    "minimal": {
        "client_secret": SECRET,
        "redirect_uris": [REDIRECT],
        "id_token_claims": "minimal",
    },
    "openid-only": {"client_secret": SECRET, "redirect_uris": [REDIRECT], "scope": "openid"},
    "named": {
        "client_secret": SECRET,
        "redirect_uris": [REDIRECT],
        "post_logout_redirect_uris": [GOODBYE],
        "client_name": HOSTILE_NAME,
    },
}


# Checking a key takes longer than most tests, and a key has no state.
_opened_keys = cache(open_keys)


class BreakableMemory(MemoryStore):
    """The memory store, with switches that take it down and that make it forget late."""

    down = False
    forgets_late = False

    async def ping(self) -> None:
        """Fail while it is down."""
        self._check()

    def put(self, key: str, data: bytes, keep_for: timedelta) -> None:
        """Fail while it is down."""
        self._check()
        super().put(key, data, self._kept(keep_for))

    def extend(self, key: str, keep_for: timedelta) -> None:
        """Fail while it is down."""
        self._check()
        super().extend(key, self._kept(keep_for))

    def get(self, key: str) -> Record | None:
        """Fail while it is down."""
        self._check()
        return super().get(key)

    def remove(self, key: str) -> None:
        """Fail while it is down."""
        self._check()
        super().remove(key)

    def everything(self) -> str:
        """Give all that lies in the store, keys and values, as one text."""
        return "\n".join(f"{key} {r.data!r} {r.taken_by}" for key, r in self._records.items())

    def _kept(self, keep_for: timedelta) -> timedelta:
        return keep_for * (10 if self.forgets_late else 1)

    def _check(self) -> None:
        if self.down:
            raise StoreUnavailable("switched off by the test")


@dataclass(frozen=True, kw_only=True)
class Provider:
    """The application and the fakes it stands on."""

    settings: Settings
    container: Container
    app: Litestar
    upstream: FakeUpstream
    members: FakeGuildMembers
    delivery: FakeLogoutDelivery
    clock: FakeClock
    audit: FakeAuditLog
    memory: BreakableMemory

    @property
    def issuer(self) -> str:
        """The issuer, which is also where browsers reach it."""
        return self.settings.issuer


def settings_for(
    key_file: str | None, issuer: str = HTTPS_ISSUER, **changes: str | None
) -> Settings:
    """Give settings as an operator would write them; None leaves one out.

    The keys may be in a directory.
    """
    roles = {builders.CAPTAIN_ROLE: ["captains", "board"], builders.SOFTWARE_ROLE: "software"}
    values: dict[str, str | None] = {
        "ISSUER": issuer,
        "JWT_AUDIENCE": AUDIENCE,
        **({"JWT_PRIVATE_KEY_FILE": key_file} if key_file else {}),
        "DISCORD_CLIENT_ID": "1000000000000000001",
        "DISCORD_CLIENT_SECRET": "discord-client-secret",
        "DISCORD_GUILD_ID": builders.GUILD_ID,
        "DISCORD_API_URL": "https://discord.test/api/v10",
        "DISCORD_AUTHORIZE_URL": DISCORD,
        "ROLE_TO_SUBTEAM": json.dumps(roles),
        "OAUTH_CLIENTS": json.dumps(CLIENTS),
        "BLOCKED_USERS": json.dumps([BLOCKED_ID]),
        **changes,
    }
    return load_settings({name: text for name, text in values.items() if text is not None})


def provider_of(settings: Settings) -> Provider:
    """Wire the real program, with Discord, clock, audit log and memory under control."""
    opened = _opened_keys(settings.keys)
    container = Container(settings=settings, opened_keys=providers.Object(opened))
    clock, audit = FakeClock(), FakeAuditLog()
    upstream, memory = FakeUpstream(builders.an_identity()), BreakableMemory(clock=clock)
    container.adapters.clock.override(providers.Object(clock))
    container.adapters.audit.override(providers.Object(audit))
    container.adapters.upstream.override(providers.Object(upstream))
    container.adapters.memory.override(providers.Object(memory))
    delivery = FakeLogoutDelivery()
    container.adapters.logout_delivery.override(providers.Object(delivery))
    members = FakeGuildMembers(builders.a_membership())
    if settings.member_route == "bot":
        container.adapters.guild_members.override(providers.Object(members))
    return Provider(
        settings=settings,
        container=container,
        app=application_of(container, settings),
        upstream=upstream,
        members=members,
        delivery=delivery,
        clock=clock,
        audit=audit,
        memory=memory,
    )


def with_query(app: Litestar, raw: bytes) -> Any:  # noqa: ANN401 - an ASGI application
    """Give the application behind a client whose query is exactly these bytes."""

    async def changed(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "query_string": raw}, receive, send)  # type: ignore[arg-type]  # a copy of any scope

    return changed


def query_of(location: str) -> dict[str, str]:
    """Give the query of an address, and fail on a repeat."""
    pairs = parse_qsl(urlsplit(location).query, keep_blank_values=True, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs), f"a parameter is repeated: {location}"
    return dict(pairs)


def basic(client_id: str, secret: str) -> str:
    """Give the header of RFC 6749 section 2.3.1: both halves form-encoded first."""
    return "Basic " + b64encode(f"{quote(client_id)}:{quote(secret)}".encode()).decode()


def raise_unexpected(*_: object, **__: object) -> NoReturn:
    """Stand in for a use case with a fault nobody thought of."""
    raise RuntimeError("canary-of-an-unexpected-fault")
