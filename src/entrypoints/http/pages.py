"""The pages a person may see, rendered from templates that escape whatever they are given."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import MediaType, Response

from domain.language import Language
from domain.scope import KNOWN_SCOPES
from entrypoints.branding import Branding
from entrypoints.http.colours import Accent
from entrypoints.http.logos import Logos
from entrypoints.http.markup import filled, filled_plainly
from entrypoints.http.responses import NO_STORE
from entrypoints.http.words import WORDS

_NOWHERE = "'none'"


def leading_to(uris: Iterable[str]) -> str:
    """Give the ``form-action`` of a page whose form may in the end lead to these addresses.

    Chromium holds every redirect that follows a form against it, those of the application's
    own included: only the schemes can be said beforehand.
    """
    targets = {urlsplit(uri).scheme for uri in uris}
    schemes = {"https", *targets} if targets else set[str]()
    return " ".join(["'self'", *(f"{scheme}:" for scheme in sorted(schemes))])


class Pages:
    """Renders templates; style sheet and script are part of the page, allowed by their hash."""

    def __init__(self, *, branding: Branding, logos: Logos) -> None:
        self._logos = logos
        self._templates = Environment(
            loader=PackageLoader("entrypoints.http"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(fill=filled, fill_plainly=filled_plainly)
        accent = Accent.of(branding.accent)
        self._style = self._templates.get_template("style.css").render(accent=accent).strip()
        self._script = self._templates.get_template("form_post.js").render()
        self._style_hash, self._script_hash = _hash(self._style), _hash(self._script)
        self._templates.globals.update(
            style=self._style,
            script=self._script,
            brand=branding.name,
            brand_logo=logos.of_brand,
            support_url=branding.support_url,
            scopes=KNOWN_SCOPES,
        )

    def render(
        self,
        name: str,
        *,
        language: Language,
        status_code: int,
        client_id: str | None = None,
        form_action: str = _NOWHERE,
        submits_itself: bool = False,
        **values: object,
    ) -> Response[Any]:
        """Give the page ``name`` with the values its template wants.

        ``client_id`` is the application whose logo stands on it, if it has one.
        """
        client_logo = self._logos.of_client(client_id)
        html = self._templates.get_template(name).render(
            language=language, words=WORDS[language], client_logo=client_logo, **values
        )
        policy = [
            "default-src 'none'",
            f"style-src {self._style_hash}",
            f"script-src {self._script_hash if submits_itself else _NOWHERE}",
            f"form-action {form_action}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ]
        if client_logo or self._logos.of_brand:
            policy.append("img-src 'self'")
        return Response(
            html,
            status_code=status_code,
            media_type=MediaType.HTML,
            headers={
                "Content-Security-Policy": "; ".join(policy),
                "Content-Language": language,
                "Vary": "Accept-Language",
                **NO_STORE,
            },
        )


def _hash(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
