"""Whether a page pleases axe, fits, and breaks no policy: one visit for each width, both themes on it."""

from __future__ import annotations

from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (390, 1280)
THEMES = ("light", "dark")
# Themes differ in nothing but colours; what axe says of all else it says of both.
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
VIOLATIONS = {"resultTypes": ["violations"]}

_axe = Axe()


def flaws(page: Page, *, colours_only: bool = False) -> str:
    """What axe finds on the page as it stands, in words; "" when it finds nothing."""
    options = VIOLATIONS | OF_COLOURS if colours_only else VIOLATIONS
    results = _axe.run(page, options=options)
    return results.generate_report() if results.violations_count else ""


def accessible(
    page: Page, addresses: Iterable[str], *, widths: Iterable[int] = WIDTHS, themes: Iterable[str] = THEMES
) -> None:
    """Visit each address in each width. Fails when axe finds a flaw in either theme, when a page is wider than its
    window, or when the browser complains (a script's error, something that the policy forbids)."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            page.goto(address)
            _look_at(page, f"{address} at {width}", tuple(themes))
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} at {width}"
            assert complaints == [], f"{address} at {width}"


def _look_at(page: Page, what: str, themes: tuple[str, ...]) -> None:
    for turn, theme in enumerate(themes):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        found = flaws(page, colours_only=turn > 0)
        assert not found, f"{what}, {theme}\n{found}"
