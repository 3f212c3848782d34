"""What a browser reads out of a page: its links, its forms, its text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Form:
    """A form with what it would send, and the buttons that send it."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class HtmlPage(HTMLParser):
    """The parts of a page that a person can use."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.text = ""
        self._address: str | None = None
        self._label = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links and forms as they open."""
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self._address, self._label = given["href"], ""
        elif tag == "form":
            form = Form(action=given.get("action", ""), method=given.get("method", "get").lower())
            self.forms.append(form)
        elif self.forms and "name" in given:
            self._control(tag, given["name"], given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Note a link under its words."""
        if tag == "a" and self._address is not None:
            self.links[" ".join(self._label.split())] = self._address
            self._address = None

    def handle_data(self, data: str) -> None:
        """Collect the words."""
        self.text += data
        self._label += data

    def _control(self, tag: str, name: str, value: str) -> None:
        if tag == "input":
            self.forms[-1].fields[name] = value
        elif tag == "button":
            self.forms[-1].buttons.append((name, value))
