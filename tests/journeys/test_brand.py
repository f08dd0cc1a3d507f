"""An administrator makes the portal look like their organisation, in Spanish and in English."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import factories
from tests.core.branding.test_pictures import SVG

pytestmark = [pytest.mark.django_db(transaction=True)]

WORDS = {
    "es": {
        "save": "Guardar la marca",
        "refused": "El tono más cercano que sí se lee es #806b02.",
        "use": "Usar #806b02",
        "saved": "La marca está guardada.",
        "search": "Buscar",
        "back": "Volver a esta",
    },
    "en": {
        "save": "Save the brand",
        "refused": "The nearest shade that can is #806b02.",
        "use": "Use #806b02",
        "saved": "The brand is saved.",
        "search": "Search",
        "back": "Go back to this",
    },
}
COLOUR = "element => getComputedStyle(element).backgroundColor"


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_brand_is_seen_while_it_is_typed_guarded_saved_and_taken_back(page: Page, live_server, language):
    say = WORDS[language]
    page.emulate_media(reduced_motion="reduce")  # no colours between two themes
    factories.administrator("Alba", email="alba@acme.example", language=language, password=factories.PASSWORD)
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("#id_username", "alba@acme.example")
    page.fill("#id_password", factories.PASSWORD)
    page.click("main button[type=submit]")
    page.goto(f"{live_server.url}/designer/brand/")

    page.fill(f"#id_name_{language}", "La Casa")
    expect(page.locator(".mini.light .masthead .brand")).to_have_text("La Casa")
    page.fill("#id_accent", "#ffd800")
    expect(page.locator(".guard-theme.wrong")).to_be_visible()
    button = page.locator(".mini.light .search-box .button").first
    expect(button).to_have_css("background-color", "rgb(255, 216, 0)")
    page.set_input_files("#id_logo", files=[{"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": SVG}])
    expect(page.locator(".mini.light .masthead [data-picture-of=logo]")).to_be_visible()
    pleases_axe(page)

    page.get_by_role("button", name=say["save"]).click()
    expect(page.locator(".error-summary")).to_contain_text(say["refused"])
    expect(page.locator(f"#id_name_{language}")).to_have_value("La Casa")
    page.get_by_role("button", name=say["use"]).click()
    expect(page.locator(".guard-theme.wrong")).to_have_count(0)
    expect(button).to_have_css("background-color", "rgb(128, 107, 2)")
    page.click("label[for=id_header-2]")
    page.fill("#id_header_colour", "#ffd800")
    expect(page.locator(".mini.dark .masthead").first).to_have_css("background-color", "rgb(255, 216, 0)")
    page.get_by_role("button", name=say["save"]).click()
    expect(page.get_by_text(say["saved"])).to_be_visible()

    page.goto(f"{live_server.url}/")
    expect(page).to_have_title(f"{'Inicio' if language == 'es' else 'Home'} · La Casa")
    expect(page.locator(".masthead")).to_have_css("background-color", "rgb(255, 216, 0)")
    expect(page.locator(".masthead .brand img")).to_be_visible()
    expect(page.get_by_role("button", name=say["search"])).to_have_css("background-color", "rgb(128, 107, 2)")
    pleases_axe(page)

    page.goto(f"{live_server.url}/designer/brand/history/")
    pleases_axe(page)
    page.get_by_role("button", name=say["back"]).click()
    page.goto(f"{live_server.url}/")
    expect(page.locator(".masthead .brand")).to_have_text("Ventanilla")


def pleases_axe(page: Page) -> None:
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    page.evaluate("() => { delete document.documentElement.dataset.theme }")
