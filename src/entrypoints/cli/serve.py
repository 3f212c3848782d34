"""``guildpass serve``: run the provider."""

import signal
import sys
from types import FrameType
from typing import NoReturn

import click
import structlog
import uvicorn
from litestar import Litestar

from entrypoints.asgi import application
from entrypoints.cli.environment import settings_of_process, stop
from entrypoints.log_setup import configure_logging
from entrypoints.settings import Settings, SettingsError

_GRACE = 15


@click.command()
def serve() -> None:
    """Run the provider until it is told to stop."""
    try:
        settings = settings_of_process()
        # Also with more workers, so that a mistake stops the start and not each of them.
        app = application(settings)
    except SettingsError as fault:
        stop(fault)
    configure_logging(settings.log_format, settings.log_level)
    _announce(settings)
    if settings.workers == 1:
        _run(app, settings)
    else:
        _run("entrypoints.cli.serve:worker", settings)


def worker() -> Litestar:
    """Make the application of one of several worker processes."""
    settings = settings_of_process()
    configure_logging(settings.log_format, settings.log_level)
    return application(settings)


def _run(app: Litestar | str, settings: Settings) -> None:
    # Having stopped in order, uvicorn raises the signal once more: it must not end us as a crash.
    signal.signal(signal.SIGTERM, _stopped)
    uvicorn.run(
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
        timeout_graceful_shutdown=_GRACE,
    )


def _stopped(_: int, __: FrameType | None) -> NoReturn:
    sys.exit(0)


def _announce(settings: Settings) -> None:
    log = structlog.get_logger("guildpass")
    log.info(
        "serving",
        issuer=settings.issuer,
        listen=f"{settings.host}:{settings.port}",
        store=settings.store,
        member_route=settings.member_route,
        clients=len(settings.clients),
    )
    if settings.store == "memory":
        log.warning(
            "memory_store",
            lost_at_restart="sign-ins under way, unused codes, and every access token's userinfo",
            mend="set REDIS_URL",
        )
