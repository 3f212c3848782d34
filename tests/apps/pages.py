"""``docs/apps``: the pages operators paste from, which are what the tests set up from."""

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs" / "apps"
ISSUER = "https://id.example.org"
SECRET = "the-client-secret"
RULES = "guildpass.toml"
_BLOCK = re.compile(
    r'^```\w+ title="(?P<title>[^"]+)"\n(?P<text>.*?)^```$', re.DOTALL | re.MULTILINE
)
_PROOF = re.compile(
    r"^\| Proof \| (?P<kind>[^:|]+): \[[^]]+\]\((?P<path>[^)]+)\) \|$", re.MULTILINE
)
_VERSION = re.compile(r"^\| Version \| (?P<version>[^|]+) \|$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of Markdown; its files are fenced blocks with a ``title``."""

    name: str
    text: str

    def file(self, title: str) -> str:
        """Give a file of it."""
        (text,) = [block["text"] for block in _BLOCK.finditer(self.text) if block["title"] == title]
        return text

    @property
    def title(self) -> str:
        """The name of the application, as people know it."""
        return self.text.partition("\n")[0].removeprefix("# ")

    @property
    def proof(self) -> tuple[str, Path]:
        """Which kind of proof there is, and the test it lies in."""
        (found,) = _PROOF.finditer(self.text)
        return found["kind"], (DOCS / found["path"]).resolve()

    @property
    def version(self) -> str:
        """Of which version it is true."""
        (found,) = _VERSION.finditer(self.text)
        return found["version"]


def page(name: str) -> Page:
    """Read one page."""
    return Page(name=name, text=(DOCS / f"{name}.md").read_text(encoding="utf-8"))


def pages() -> list[Page]:
    """Read every page but the list of them."""
    return [page(file.stem) for file in sorted(DOCS.glob("*.md")) if file.stem != "README"]


def all_rules() -> str:
    """Give the example of the list, with the applications of every page."""
    return "\n".join(one.file(RULES) for one in (page("README"), *pages()))
