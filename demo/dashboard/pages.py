"""The dashboard's pages: rendered on the server, without script, nothing from elsewhere."""

import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response, get

HERE = Path(__file__).parent
STYLE = (HERE / "static" / "style.css").read_bytes()
ICON = (HERE / "static" / "icon.svg").read_bytes()
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def _readable(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


_templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["readable"] = _readable


def page(template: str, *, status_code: int = 200, **context: object) -> Response[str]:
    """Render a template into an answer with the headers every page carries."""
    return Response(
        _templates.get_template(template).render(context),
        status_code=status_code,
        media_type=MediaType.HTML,
        headers=HEADERS,
    )


def _asset(content: bytes, media_type: str) -> Response[bytes]:
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
    return Response(content, media_type=media_type, headers=headers)


@get("/style.css", sync_to_thread=False)
def style() -> Response[bytes]:
    """Serve the stylesheet."""
    return _asset(STYLE, "text/css; charset=utf-8")


@get("/icon.svg", sync_to_thread=False)
def icon() -> Response[bytes]:
    """Serve the icon of the browser's tab."""
    return _asset(ICON, "image/svg+xml")
