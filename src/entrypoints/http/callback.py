"""Where Discord sends people back to."""

from typing import Any
from urllib.parse import quote, urlencode

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_403_FORBIDDEN

from application.sign_in.complete_login import RefusedPerson
from domain.metadata import AUTHORIZE_PATH, CALLBACK_PATH
from entrypoints.http.cookies import BrowserCookie
from entrypoints.http.form import HttpRequest, query_parameters
from entrypoints.http.pages import Pages
from entrypoints.http.responses import see_other
from entrypoints.http.use_cases import UseCases


def callback_route(
    use_cases: UseCases, cookie: BrowserCookie, pages: Pages, issuer: str
) -> HTTPRouteHandler:
    """Make the handler."""

    @get(CALLBACK_PATH)
    async def callback(request: HttpRequest) -> Response[Any]:
        """Go back to the client with a code, or show who is not a member."""
        complete_login = use_cases.complete_login()
        outcome = await complete_login(query_parameters(request), browser=cookie.read(request))
        if isinstance(outcome, RefusedPerson):
            return _not_a_member(outcome, pages, issuer)
        return see_other(outcome.location)

    return callback


def _not_a_member(person: RefusedPerson, pages: Pages, issuer: str) -> Response[Any]:
    query = urlencode(person.restart, quote_via=quote)
    return pages.render(
        "not_a_member.html",
        status_code=HTTP_403_FORBIDDEN,
        account=person.identity.discord_username or person.identity.discord_id,
        client=person.client.display_name,
        waiting=person.identity.membership is not None,
        restart=f"{issuer}{AUTHORIZE_PATH}?{query}",
        back=person.back.location,
    )
