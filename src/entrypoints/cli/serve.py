"""``guildpass serve``: run the provider."""

import os
import signal
import socket
import sys
from contextlib import suppress
from types import FrameType
from typing import NoReturn

import click
import structlog
import uvicorn
from litestar import Litestar

from entrypoints.asgi import application_of
from entrypoints.cli import hangup
from entrypoints.cli.environment import (
    freeze,
    frozen,
    mend_of,
    stop,
    unknown_names,
    values_of_process,
)
from entrypoints.cli.workers import Workers
from entrypoints.container import build_container
from entrypoints.log_setup import configure_logging
from entrypoints.settings import Settings, SettingsError, load_settings

_GRACE = 15
_NOT_STARTED = 3
# Of TLS 1.2, which the library has as its floor; TLS 1.3 brings its own (BCP 195).
_CIPHERS = "ECDHE+AESGCM"


@click.command()
def serve() -> None:
    """Run the provider until it is told to stop."""
    try:
        values = values_of_process()
        settings = load_settings(values)
        unknown = unknown_names(settings)
        # Also with more workers, so that a mistake stops the start and not each of them.
        container = build_container(settings, lambda: load_settings(values))
        _check_address(settings)
    except SettingsError as fault:
        stop(fault)
    configure_logging(settings.log_format, settings.log_level)
    _announce(settings, unknown)
    # Before anything is spawned: every process inherits it, and listens once it is ready to.
    hangup.block()
    if settings.workers == 1:
        _run(application_of(container, settings, listen=hangup.listen), settings)
    else:
        freeze(values, settings, container.opened_keys().single_kid)
        _run("entrypoints.cli.serve:worker", settings)


def worker() -> Litestar:
    """Make the application of one of several worker processes."""
    try:
        settings, kid = frozen()
        container = build_container(settings, lambda: frozen()[0])
    except SettingsError as fault:
        stop(fault)
    if container.opened_keys().single_kid != kid:
        mend = "the file was changed; restart, so that all workers sign with one key"
        stop(SettingsError("JWT_PRIVATE_KEY_FILE", mend))
    configure_logging(settings.log_format, settings.log_level)
    return application_of(container, settings, listen=hangup.listen)


def _check_address(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as fault:
        # The library adds the address to the system's own words.
        cause = os.strerror(fault.errno) if fault.errno and fault.errno > 0 else fault.strerror
        mend = f"cannot listen there ({cause}); choose others, or stop what does"
        raise SettingsError("HOST, PORT", mend) from None


def _run(app: Litestar | str, settings: Settings) -> None:
    # Having stopped in order, uvicorn raises the signal once more: it must not end us as a crash.
    signal.signal(signal.SIGTERM, _stopped)
    config = uvicorn.Config(
        app,
        factory=isinstance(app, str),
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_config=None,
        # The access log would hold codes and states; forwarded headers are never trusted.
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        ssl_certfile=settings.tls.cert_file if settings.tls else None,
        ssl_keyfile=settings.tls.key_file if settings.tls else None,
        ssl_ciphers=_CIPHERS,
        timeout_graceful_shutdown=_GRACE,
    )
    # As uvicorn.run does, with a parent of our own; on Ctrl-C it has stopped in order by then.
    with suppress(KeyboardInterrupt):
        if settings.workers > 1:
            Workers(config, sockets=[config.bind_socket()]).run()
            return
        server = uvicorn.Server(config)
        server.run()
        if not server.started:
            sys.exit(_NOT_STARTED)


def _stopped(_: int, __: FrameType | None) -> NoReturn:
    sys.exit(0)


def _announce(settings: Settings, unknown: list[str]) -> None:
    log = structlog.get_logger("guildpass")
    log.info(
        "serving",
        issuer=settings.issuer,
        listen=f"{settings.host}:{settings.port}",
        tls=settings.tls is not None,
        store=settings.store,
        member_route=settings.member_route,
        clients=len(settings.clients),
        config=settings.read.config_path,
    )
    for name in unknown:
        log.warning("unknown_setting", name=name, file=".env", mend=mend_of(name))
    if settings.store == "memory":
        log.warning(
            "memory_store",
            lost_at_restart="sessions, consents, sign-ins, codes, every access token's userinfo",
            mend="set REDIS_URL",
        )
