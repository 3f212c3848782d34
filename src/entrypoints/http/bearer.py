"""The access token as a request carries it (RFC 6750 section 2)."""

from domain.errors import InvalidRequest
from entrypoints.http.form import HttpRequest, form_parameters, is_form, query_parameters


class MissingToken(Exception):
    """The request carries no access token at all (RFC 6750 section 3.1)."""


async def presented_token(request: HttpRequest) -> str:
    """Give the one token presented; raise MissingToken, or InvalidRequest for two ways at once.

    A token in the query is refused (RFC 9700 section 4.3.2): addresses end up in logs.
    """
    query = query_parameters(request)
    query.check_wellformed()
    if query.get("access_token") is not None:
        raise InvalidRequest("The access token must not be in the query.")
    presented = [token for token in (_from_header(request), await _from_body(request)) if token]
    if len(presented) > 1:
        raise InvalidRequest("The access token is presented in two ways at once.")
    if not presented:
        raise MissingToken
    return presented[0]


def _from_header(request: HttpRequest) -> str | None:
    headers = request.headers.getall("authorization", [])
    if len(headers) > 1:
        raise InvalidRequest("The Authorization header is repeated.")
    scheme, _, token = (headers[0] if headers else "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


async def _from_body(request: HttpRequest) -> str | None:
    if request.method != "POST" or not is_form(request):
        return None
    form = await form_parameters(request)
    form.check_wellformed()
    return form.get("access_token")
