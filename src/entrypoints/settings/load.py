"""From environment and ``.env`` to :class:`Settings`, or one line that says what to mend."""

from collections.abc import Mapping
from typing import Literal

from domain.grant_type import GrantType
from entrypoints.settings.access import access_rules, token_lifetimes
from entrypoints.settings.addresses import (
    discord_url,
    host,
    issuer,
    operator_pages,
    redis_url,
)
from entrypoints.settings.branding import branding, client_logos
from entrypoints.settings.clients import further_variables
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.keys import (
    check_can_rotate,
    key_settings,
    session_ttl,
)
from entrypoints.settings.model import Settings
from entrypoints.settings.outbound import allowed_hosts, check_reachable
from entrypoints.settings.rules.rulebook import read_rules
from entrypoints.settings.rules.toml_file import RulesFile
from entrypoints.settings.secret_files import with_secrets_of_files
from entrypoints.settings.source import Source
from entrypoints.settings.tls import outbound_ca_file, tls_files
from entrypoints.settings.webfinger import webfinger_domains

_DISCORD_API = "https://discord.com/api/v10"
_DISCORD_AUTHORIZE = "https://discord.com/oauth2/authorize"
_DAY = 86_400
_LEVELS = ("debug", "info", "warning", "error")


def load_settings(values: Mapping[str, str | None], *, file: RulesFile | None = None) -> Settings:
    """Check every setting; raise :class:`SettingsError` for the first that cannot be right.

    ``file`` is what ``guildpass.toml`` would be, to be looked at before it is written.
    """
    source = Source(with_secrets_of_files(values))
    # First what has no default, as it was before there was a file.
    address = issuer(source)
    read = read_rules(source, access_rules(source), values, file)
    settings = Settings(
        issuer=address,
        jwt_audience=_audience(source),
        keys=key_settings(source),
        discord_client_id=source.snowflake("DISCORD_CLIENT_ID"),
        discord_client_secret=source.required("DISCORD_CLIENT_SECRET"),
        discord_bot_token=source.header_token("DISCORD_BOT_TOKEN"),
        discord_api_url=discord_url(source, "DISCORD_API_URL", _DISCORD_API),
        discord_authorize_url=discord_url(source, "DISCORD_AUTHORIZE_URL", _DISCORD_AUTHORIZE),
        read=read,
        further_variables=further_variables(read.entries),
        redis_url=redis_url(source),
        redis_key_prefix=_prefix(values),
        auth_request_ttl=source.duration("AUTH_REQUEST_TTL", 600, most=3_600),
        auth_code_ttl=source.duration("AUTH_CODE_TTL", 300, most=600),
        lifetimes=token_lifetimes(source),
        session_ttl=session_ttl(source),
        session_idle_ttl=source.duration("SESSION_IDLE_TTL", 3_600, most=30 * _DAY),
        operator_pages=operator_pages(source),
        webfinger_domains=webfinger_domains(source),
        outbound_allowed_hosts=allowed_hosts(source),
        outbound_ca_file=outbound_ca_file(source),
        branding=branding(source),
        client_logos=client_logos(read),
        host=host(source),
        port=source.whole("PORT", 8000, least=1, most=65_535),
        workers=source.whole("WORKERS", 1, least=1, most=64),
        tls=tls_files(source),
        log_format=_log_format(source),
        log_level=_log_level(source),
    )
    _check_together(settings)
    return settings


def _check_together(settings: Settings) -> None:
    if settings.workers > 1 and settings.store == "memory":
        raise SettingsError("WORKERS", "must be 1 without REDIS_URL: workers share nothing else")
    if settings.tls and not settings.issuer.startswith("https://"):
        raise SettingsError("ISSUER", "must be https, since TLS_CERT_FILE is set")
    _check_audiences(settings)
    _check_offline(settings)
    check_can_rotate(settings.keys)
    check_reachable(settings.clients, settings.outbound_allowed_hosts)


def _check_audiences(settings: Settings) -> None:
    client_ids = {client.client_id for client in settings.clients}
    mend = "must not be a client id, or an ID token would pass for an access token"
    if settings.jwt_audience in client_ids:
        raise SettingsError("JWT_AUDIENCE", mend)
    for client in settings.clients:
        if client.audience in client_ids:
            raise settings.read.client_error(client.client_id, "audience", mend)


def _check_offline(settings: Settings) -> None:
    wanting = [c.client_id for c in settings.clients if GrantType.REFRESH_TOKEN in c.grant_types]
    if wanting and not settings.offline_access:
        # Nobody could be looked at again, so that a token would outlive the membership.
        mend = "refresh_token needs DISCORD_BOT_TOKEN"
        raise settings.read.client_error(wanting[0], "grant_types", mend)


def _audience(source: Source) -> str:
    text = source.required("JWT_AUDIENCE")
    if not text.isascii():
        raise SettingsError("JWT_AUDIENCE", "must be ASCII")
    return text


def _prefix(values: Mapping[str, str | None]) -> str:
    # The one setting whose default is empty, and so may be given empty.
    text = values.get("REDIS_KEY_PREFIX") or ""
    if not text.isprintable() or {"{", "}", " "} & set(text):
        raise SettingsError("REDIS_KEY_PREFIX", "must be printable, without spaces and braces")
    return text


def _log_format(source: Source) -> Literal["json", "console"] | None:
    match source.optional("LOG_FORMAT"):
        case None:
            return None
        case "json":
            return "json"
        case "console":
            return "console"
        case _:
            raise SettingsError("LOG_FORMAT", "must be json or console")


def _log_level(source: Source) -> str:
    text = source.optional("LOG_LEVEL") or "info"
    if text not in _LEVELS:
        raise SettingsError("LOG_LEVEL", f"must be one of {', '.join(_LEVELS)}")
    return text
