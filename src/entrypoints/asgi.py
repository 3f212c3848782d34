"""The ASGI application of one process."""

from collections.abc import Callable

from litestar import Litestar

from entrypoints.container import Container, close
from entrypoints.http.app import Site, create_app
from entrypoints.key_watch import KeyWatch
from entrypoints.rules_watch import RulesWatch
from entrypoints.settings import Settings

Listen = Callable[[Callable[[], None]], None]


def application_of(
    container: Container, settings: Settings, *, listen: Listen | None = None
) -> Litestar:
    """Give the HTTP application of a container, whatever adapters were put into it.

    ``listen`` is told at the start what to call when somebody wants keys and rules reloaded.
    """
    site = Site(
        issuer=settings.issuer,
        upstream_url=settings.discord_authorize_url,
        login_lifetime=settings.auth_request_ttl,
        session_lifetime=settings.session_ttl,
        jwks_max_age=settings.keys.schedule.jwks_max_age,
        branding=settings.branding,
        client_logos=settings.client_logos,
    )
    watch = KeyWatch(
        use_cases=container,
        interval=settings.keys.schedule.reload_interval if settings.keys.directory else None,
        jitter=container.adapters.wait_jitter(),
    )

    rules_watch = RulesWatch(
        reload_rulebook=container.reload_rulebook,
        path=settings.read.config_path,
        read=settings.read.file.seen if settings.read.file else None,
    )

    def wake() -> None:
        watch.wake()
        rules_watch.wake()

    async def start() -> None:
        await watch.start()
        await rules_watch.start()
        if listen:
            listen(wake)

    async def stop() -> None:
        await rules_watch.stop()
        await watch.stop()
        await close(container)

    return create_app(
        container,
        site,
        new_reference=lambda: str(container.adapters.tokens().token())[:12],
        on_startup=start,
        on_shutdown=stop,
    )
