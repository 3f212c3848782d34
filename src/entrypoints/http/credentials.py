"""Client credentials as a request carries them (RFC 6749 section 2.3.1)."""

import binascii
from base64 import b64decode

from domain.client_authentication import ClientCredentials, TokenEndpointAuthMethod
from domain.errors import InvalidClient, InvalidRequest
from domain.parameters import Parameters
from entrypoints.http.form import HttpRequest, decode_component, form_parameters
from entrypoints.http.headers import PRESENTED_CLIENT


async def authenticated_form(request: HttpRequest) -> tuple[ClientCredentials, Parameters]:
    """Read the form and the credentials of a request that a client makes itself."""
    form = await form_parameters(request)
    form.check_wellformed()
    credentials = client_credentials(request, form)
    request.scope["state"][PRESENTED_CLIENT] = credentials.client_id
    return credentials, form


def client_credentials(request: HttpRequest, form: Parameters) -> ClientCredentials:
    """Give what was presented, by one method only; raise InvalidRequest or InvalidClient."""
    headers = request.headers.getall("authorization", [])
    if len(headers) > 1:
        raise InvalidRequest("The Authorization header is repeated.")
    if form.get("client_assertion") or form.get("client_assertion_type"):
        raise _assertion_refused(with_header=bool(headers))
    if headers:
        return _from_header(headers[0], form)
    client_id = form.get("client_id")
    if client_id is None:
        raise InvalidClient(reason="the request names no client")
    secret = form.get("client_secret")
    return _presented(client_id, secret, TokenEndpointAuthMethod.CLIENT_SECRET_POST)


def _presented(
    client_id: str, secret: str | None, method: TokenEndpointAuthMethod
) -> ClientCredentials:
    """Take an empty secret for none: libraries of Go send one for public clients."""
    used = method if secret else TokenEndpointAuthMethod.NONE
    return ClientCredentials(client_id=client_id, client_secret=secret, method=used)


def _from_header(header: str, form: Parameters) -> ClientCredentials:
    if form.get("client_secret") is not None:
        raise InvalidRequest("The client authenticates in two ways at once.")
    client_id, secret = _decoded(header)
    if form.get("client_id") not in {None, client_id}:
        raise InvalidRequest("The client_id differs from the one of the Authorization header.")
    return _presented(client_id, secret, TokenEndpointAuthMethod.CLIENT_SECRET_BASIC)


def _decoded(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        raise InvalidClient(reason="the Authorization scheme is not Basic")
    try:
        client_id, colon, secret = b64decode(encoded.strip(), validate=True).partition(b":")
        decoded = decode_component(client_id), decode_component(secret)
    except (ValueError, binascii.Error):
        raise InvalidClient(reason="the Basic credentials cannot be decoded") from None
    if not colon:
        raise InvalidClient(reason="the Basic credentials have no colon")
    return decoded


def _assertion_refused(*, with_header: bool) -> InvalidRequest | InvalidClient:
    if with_header:
        return InvalidRequest("The client authenticates in two ways at once.")
    return InvalidClient(reason="client assertions are not supported")
