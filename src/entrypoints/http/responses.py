"""Ways to answer that several endpoints share."""

from typing import Any

from litestar import HttpMethod, MediaType, Response
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER

# Monitors and caches ask by HEAD (RFC 9110 section 9.1); the server leaves the body out.
READING = [HttpMethod.GET, HttpMethod.HEAD]
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def no_store(body: object, *, status_code: int = HTTP_200_OK) -> Response[Any]:
    """Answer in JSON that nobody may keep (RFC 6749 section 5.1)."""
    return Response(
        body, status_code=status_code, media_type=MediaType.JSON, headers=dict(NO_STORE)
    )


def see_other(location: str) -> Response[Any]:
    """Redirect by 303: a form is never sent on to the target (RFC 9700 section 4.12)."""
    return Response(
        None,
        status_code=HTTP_303_SEE_OTHER,
        media_type=MediaType.TEXT,
        headers={"Location": location, **NO_STORE},
    )
