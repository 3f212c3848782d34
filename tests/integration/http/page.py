"""A page as a browser without scripts reads it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx


@dataclass(kw_only=True)
class Form:
    """A form: where it is sent, what it holds, and its buttons by their label."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, dict[str, str]] = field(default_factory=dict)


class Page(HTMLParser):
    """Links by their text, forms, the elements there are, and the text."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self.forms: list[Form] = []
        self.elements: set[str] = set()
        self.language: str | None = None
        self.title = ""
        self.script = ""
        self.text = ""
        self._href: str | None = None
        self._button: dict[str, str] | None = None
        self._label = ""
        self._inside: str | None = None
        self.feed(response.text)

    @property
    def form(self) -> Form:
        """The one form of the page."""
        (form,) = self.forms
        return form

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.add(tag)
        self._inside = tag
        match tag:
            case "html":
                self.language = values.get("lang")
            case "a":
                self._href, self._label = values.get("href"), ""
            case "form":
                self.forms.append(Form(action=values["action"], method=values["method"]))
            case "input":
                self.forms[-1].fields[values["name"]] = values["value"]
            case "button":
                named = "name" in values
                self._button = {values["name"]: values["value"]} if named else {}
                self._label = ""
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        self._inside = None
        label = " ".join(self._label.split())
        if tag == "a" and self._href:
            self.links[label], self._href = self._href, None
        if tag == "button" and self._button is not None:
            self.forms[-1].buttons[label], self._button = self._button, None

    def handle_data(self, data: str) -> None:
        self.title += " ".join(data.split()) if self._inside == "title" else ""
        self.script += data if self._inside == "script" else ""
        self.text += data
        self._label += data
