"""The pages a person may see, rendered from templates that escape whatever they are given."""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import MediaType, Response

from entrypoints.http.responses import NO_STORE


class Pages:
    """Renders templates; the style sheet is part of the page and allowed by its hash."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("entrypoints.http"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        source = self._templates.get_template("style.css").render()
        self._style = source
        digest = b64encode(sha256(source.encode()).digest()).decode()
        self._policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'none'; "
            "frame-ancestors 'none'; base-uri 'none'"
        )

    def render(self, name: str, *, status_code: int, **values: object) -> Response[Any]:
        """Give the page ``name`` with the values its template wants."""
        html = self._templates.get_template(name).render(style=self._style, **values)
        return Response(
            html,
            status_code=status_code,
            media_type=MediaType.HTML,
            headers={"Content-Security-Policy": self._policy, **NO_STORE},
        )
