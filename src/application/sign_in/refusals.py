"""How a fault becomes an answer to the client, once it is known who that is."""

from collections.abc import Iterator
from contextlib import contextmanager

from application.ports.store import StoreUnavailable
from domain.authorization_response import AuthorizationRefused, ResponseTarget
from domain.errors import OAuthError, TemporarilyUnavailable


@contextmanager
def refusals_to(target: ResponseTarget, client_id: str) -> Iterator[None]:
    """Raise ``AuthorizationRefused`` for an error of the protocol and for a lost store."""
    try:
        yield
    except OAuthError as error:
        raise AuthorizationRefused(target, error, client_id) from error
    except StoreUnavailable as fault:
        unavailable = TemporarilyUnavailable(reason=fault.reason)
        raise AuthorizationRefused(target, unavailable, client_id) from fault
