"""The pages a person may see, rendered from templates that escape whatever they are given."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import MediaType, Response

from entrypoints.http.responses import NO_STORE

_NOWHERE = "'none'"


def leading_to(uris: Iterable[str]) -> str:
    """Give the ``form-action`` of a page whose form may in the end lead to these addresses.

    Chromium holds every redirect that follows a form against it, those of the application's
    own included: only the schemes can be said beforehand.
    """
    schemes = {"https", *(urlsplit(uri).scheme for uri in uris)}
    return " ".join(["'self'", *(f"{scheme}:" for scheme in sorted(schemes))])


class Pages:
    """Renders templates; style sheet and script are part of the page, allowed by their hash."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("entrypoints.http"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._style = self._templates.get_template("style.css").render()
        self._script = self._templates.get_template("form_post.js").render()
        self._style_hash, self._script_hash = _hash(self._style), _hash(self._script)

    def render(
        self,
        name: str,
        *,
        status_code: int,
        form_action: str = _NOWHERE,
        submits_itself: bool = False,
        **values: object,
    ) -> Response[Any]:
        """Give the page ``name`` with the values its template wants."""
        template = self._templates.get_template(name)
        html = template.render(style=self._style, script=self._script, **values)
        return Response(
            html,
            status_code=status_code,
            media_type=MediaType.HTML,
            headers={
                "Content-Security-Policy": self._policy(
                    form_action, self._script_hash if submits_itself else _NOWHERE
                ),
                **NO_STORE,
            },
        )

    def _policy(self, form_action: str, script_source: str) -> str:
        return (
            f"default-src 'none'; style-src {self._style_hash}; "
            f"script-src {script_source}; form-action {form_action}; "
            "frame-ancestors 'none'; base-uri 'none'"
        )


def _hash(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
