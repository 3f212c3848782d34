"""What every page must be: well-formed, named throughout, and small."""

from collections import Counter
from html.parser import HTMLParser

import httpx

# HTML section 13.1.2: elements that have no end tag.
_VOID = frozenset({"meta", "img", "input", "br", "link"})
_NAMED = frozenset({"button", "a", "h1", "title", "li", "p", "label"})
_LANDMARKS = frozenset({"header", "main", "footer"})
_HIDDEN_INPUT = ("type", "hidden")
_LARGEST = 20_000
# What a browser loads by itself.
_LOADED = {"img": ["src"], "link": ["href"], "script": ["src"]}


class Markup(HTMLParser):
    """A strict reading; whatever is wrong is noted."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.counts: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.language: str | None = None
        self.sources: list[str] = []
        self._open: list[str] = []
        self._said: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open]
        self.faults += [f"the id {name} stands twice" for name, n in self.ids.items() if n > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counts[tag] += 1
        values = {name: value or "" for name, value in attrs}
        self.faults += faults_of(tag, attrs)
        self.ids.update(filter(None, [values.get("id")]))
        self.sources += [values[name] for name in _LOADED.get(tag, ()) if name in values]
        self.language = values.get("lang") if tag == "html" else self.language
        if self._open == ["html", "body"] and tag not in _LANDMARKS:
            self.faults.append(f"<{tag}> lies outside every landmark")
        if tag not in _VOID:
            self._open.append(tag)
            self._said.append("")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]}")
            return
        self._open.pop()
        said = self._said.pop()
        if tag in _NAMED and not said.strip():
            self.faults.append(f"<{tag}> says nothing")
        if self._said:
            self._said[-1] += said

    def handle_data(self, data: str) -> None:
        if self._said:
            self._said[-1] += data
        elif data.strip():
            self.faults.append(f"text outside: {data}")


def faults_of(tag: str, attrs: list[tuple[str, str | None]]) -> list[str]:
    """Give what is wrong with a start tag by itself."""
    names = [name for name, _ in attrs]
    needed = {"img": ("alt", "width", "height")}.get(tag, ())
    faults = [f"<{tag}> without {name}" for name in needed if name not in names]
    faults += [f"<{tag} {name}>" for name in names if name == "style" or name.startswith("on")]
    if len(set(names)) != len(names):
        faults.append(f"an attribute of <{tag}> stands twice")
    if tag == "input" and _HIDDEN_INPUT not in attrs:
        faults.append("an input that can be seen has no label")
    return faults


def assert_well_formed(response: httpx.Response, language: str) -> Markup:
    """Check a page through and through; give what was read."""
    page = Markup(response.text)
    assert page.faults == []
    assert response.text.startswith("<!doctype html>\n")
    assert page.language == language
    assert response.headers["content-language"] == language
    assert response.headers["vary"] == "Accept-Language"
    for tag in ("html", "head", "title", "body", "header", "main", "h1", "style"):
        assert page.counts[tag] == 1, tag
    assert len(response.content) < _LARGEST
    assert all(source.startswith(("/brand/", "/logos/")) for source in page.sources)
    policy = response.headers["content-security-policy"].split("; ")
    assert ("img-src 'self'" in policy) is bool(page.sources)
    assert "frame-ancestors 'none'" in policy
    return page
