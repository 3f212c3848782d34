"""The ASGI application of one process."""

from functools import partial

from litestar import Litestar

from entrypoints.container import Container, close
from entrypoints.http.app import Site, create_app
from entrypoints.settings import Settings


def application_of(container: Container, settings: Settings) -> Litestar:
    """Give the HTTP application of a container, whatever adapters were put into it."""
    site = Site(
        issuer=settings.issuer,
        upstream_url=settings.discord_authorize_url,
        login_lifetime=settings.auth_request_ttl,
        session_lifetime=settings.session_ttl,
        branding=settings.branding,
        client_logos=settings.client_logos,
    )
    return create_app(
        container,
        site,
        new_reference=lambda: str(container.adapters.tokens().token())[:12],
        on_shutdown=partial(close, container),
    )
