"""Whether a page pleases axe, fits, and breaks no policy: one visit, both widths and both themes on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

WIDTHS = (390, 1280)
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
# Themes differ in nothing but colours; what axe says of all else it says of both.
ALL_RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
OF_COLOURS = {"type": "rule", "values": ["color-contrast"]}
RUN = "async options => ({ violations: (await axe.run(options)).violations })"


def flaws(page: Page, *, colours_only: bool = False) -> str:
    """What axe finds on the page as it stands, in words; "" when it finds nothing."""
    rules = OF_COLOURS if colours_only else ALL_RULES
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)  # half a megabyte
    # What pleases axe is not worked out in detail, which is most of the time that it takes.
    results = AxeResults(page.evaluate(RUN, {"resultTypes": ["violations"], "runOnly": rules}))
    return results.generate_report() if results.violations_count else ""


def accessible(page: Page, addresses: Iterable[str], *, widths: Iterable[int] = WIDTHS) -> None:
    """Visit each address, and make the window narrow and wide.

    Fails when axe finds a flaw in either theme, when a page is wider than its window, or when the browser complains
    (a script's error, something that the policy forbids)."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in addresses:
        page.goto(address)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            look_at(page, f"{address} at {width}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} at {width}"
            assert complaints == [], f"{address} at {width}"


def look_at(page: Page, what: str) -> None:
    """Show the page as it stands to axe, in light and in dark. Fails with `what` it was and what axe found."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # or colours are still on their way
        found = flaws(page, colours_only=theme != THEMES[0])
        assert not found, f"{what}, {theme}\n{found}"
