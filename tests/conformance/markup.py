"""A page as a browser has it: status, policy, forms, scripts."""

from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser

import httpx

FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass
class Form:
    """A form with what it would send, and the buttons that send it."""

    action: str
    method: str
    enctype: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.scripts: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = given.get("method", "get").lower()
            self.forms.append(
                Form(given.get("action", ""), method, given.get("enctype", FORM_TYPE))
            )
        elif tag == "script":
            self._in_script = True
            self.scripts.append("")
        elif tag == "input":
            self.forms[-1].fields[given["name"]] = given.get("value", "")
        elif tag == "button" and "name" in given:
            self.forms[-1].buttons.append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data


class Page:
    """One page, shown or passed."""

    def __init__(self, response: httpx.Response) -> None:
        self.url = response.url
        self.status = response.status_code
        kind = response.headers.get("content-type", "")
        assert kind.startswith("text/html"), f"{self.url} is {kind}: {response.text}"
        parser = _Parser()
        parser.feed(response.text)
        parser.close()
        self.forms = parser.forms
        self.scripts = parser.scripts
        self._policy = _policy(response.headers.get("content-security-policy", ""))

    @property
    def submits_itself(self) -> bool:
        """Whether a script sends the form, and the policy of the page lets that script run."""
        allowed = self._policy.get("script-src", [])
        return any(
            "submit()" in script and _hash_source(script) in allowed for script in self.scripts
        )

    @property
    def is_refusal(self) -> bool:
        """Whether it is an error page, which has no way on."""
        return self.status == httpx.codes.BAD_REQUEST and not self.forms

    def lets_forms_go_to(self, url: str) -> bool:
        """Tell whether the policy of the page allows the target of a form."""
        sources = self._policy.get("form-action")
        return sources is None or f"{httpx.URL(url).scheme}:" in sources


def _policy(header: str) -> dict[str, list[str]]:
    directives = [directive.split() for directive in header.split(";") if directive.strip()]
    return {name: sources for name, *sources in directives}


def _hash_source(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
