"""The gallery holds every component: it must please axe in both themes and widths, and break no policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.look import accessible
from ventanilla.surfaces.ui.gallery import PAGES

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("name", PAGES)
def test_a_sample_page_is_accessible_and_fits(live_server, page: Page, name):
    accessible(page, [f"{live_server.url}/ui/gallery/?page={name}"])


def test_the_error_summary_leads_into_the_field(live_server, page: Page):
    page.goto(f"{live_server.url}/ui/gallery/?page=form")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.click("text=Cuéntanos para qué lo usarás >> nth=0")
    assert page.evaluate("document.activeElement.id") == "reason"


def test_the_line_stands_on_a_phone_and_lies_on_a_desktop(live_server, page: Page):
    tops = "[...document.querySelectorAll('.lm-dot')].slice(0, 2).map(dot => dot.getBoundingClientRect().top)"
    for width, lying in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/ui/gallery/?page=request")
        first, second = page.evaluate(tops)
        assert (first == second) is lying


def test_menus_open_without_javascript(live_server, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/ui/gallery/?page=home")
    page.click(".phone-menu summary")
    assert page.is_visible(".phone-menu nav >> text=Aprobaciones")
    context.close()


def test_the_theme_is_kept(live_server, page: Page):
    page.goto(f"{live_server.url}/ui/gallery/?page=home&theme=light")
    page.click(".person-menu summary")
    page.click(".person-menu [data-theme-switch]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto(f"{live_server.url}/ui/gallery/?page=home")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_rows_are_walked_by_keyboard(live_server, page: Page):
    page.goto(f"{live_server.url}/ui/gallery/?page=queue")
    for _ in range(2):
        page.keyboard.press("j")
    assert (
        page.evaluate("[...document.querySelectorAll('.row-title a')].indexOf(document.activeElement)") == 1
    )
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
