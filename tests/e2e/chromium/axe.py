"""axe-core, which finds what keeps people from using a page."""

from pathlib import Path

from playwright.async_api import Page

_RUN = """async () => (await axe.run(document, {preload: false})).violations.map(
    (found) => `${found.id}: ${found.help}: ${found.nodes.map((node) => node.html).join(" ")}`)"""


class Axe:
    """The checks of the package as npm installed it, best practices included."""

    def __init__(self, npm_packages: Path) -> None:
        self._source = (npm_packages / "axe-core" / "axe.min.js").read_text()

    async def violations(self, page: Page) -> list[str]:
        """Give what is wrong with the page as it is shown now."""
        # Evaluated by the debugger, which no Content Security Policy forbids.
        await page.evaluate(self._source)
        found: list[str] = await page.evaluate(_RUN)
        return found
