"""The desk's pages of articles please axe in both themes and widths, fit, and break no policy."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests import factories
from tests.look import WIDTHS, accessible, look_at
from tests.records.knowledge.made import EN, ES, article, draft
from ventanilla.core.access.choices import Role
from ventanilla.records.knowledge import actions
from ventanilla.records.knowledge.actions import Words
from ventanilla.records.knowledge.choices import Kind

pytestmark = [pytest.mark.django_db(transaction=True)]

LONG = Words(
    "Todo lo que sabe hacer",
    "Un poco de cada cosa",
    "## Uno\n\n1. Paso\n2. Otro\n\n> **Nota** Lee.\n\n> **Atención** Cuidado.\n\n## Dos\n\n- [ ] ¿Está el cable?\n\n"
    "### Dos y medio\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Tres\n\n```\ncódigo\n```\n\n[fuera](https://a.example)",
)
LOST = Words("No light", "", "## Plugged in? {#a}\n\n- [No](#plug)\n- [Yes](solved)")


def test_every_page_of_articles(page: Page, live_server, client: Client) -> None:  # type: ignore[no-untyped-def]
    luis = factories.with_role(Role.AGENT, factories.department(), "Luis", language="en")
    lola = factories.with_role(Role.AGENT, factories.department(), "Lola")
    factories.team("it-equipment", luis, lola)
    made = article({"es": LONG}, slug="long", kind=Kind.GUIDE, services=[factories.service(service="laptop")])
    actions.save_draft(actor=luis, article=made, texts={"en": LOST})
    actions.save_draft(actor=luis, article=made, texts={"es": ES})
    draft({"en": EN}, slug="draft", related=[made])
    actions.vote(actor=luis, article=made, helpful=False, reason="failed", text="No.")
    client.force_login(luis)
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    desk = f"{live_server.url}/desk/articles/"
    pages = ["", "?q=nothing-like-this", "new/", "long/?lang=en", "long/history/es/", "long/history/es/2/"]
    accessible(page, [desk + each for each in pages])

    page.goto(f"{desk}long/?lang=es")
    page.get_by_text("Details", exact=True).first.click()
    look_at(page, "the details of an article")
    page.get_by_label("Title").locator("visible=true").fill("Otro título")
    actions.save_draft(actor=lola, article=made, texts={"es": LONG})
    page.get_by_role("button", name="Save draft").first.click()
    page.wait_for_selector("#conflict-title")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        look_at(page, f"what two have written at the same time, at {width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
