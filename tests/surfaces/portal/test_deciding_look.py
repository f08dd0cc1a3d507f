"""Deciding several by keyboard, and how the pages of those who decide look."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.look import accessible, look_at
from ventanilla.core.timeline.entries import Handle
from ventanilla.engines.notifications.links import offer, token_of
from ventanilla.engines.workflow.models import Decision, Enquiry

pytestmark = pytest.mark.django_db(transaction=True)


def test_several_are_ticked_and_approved_by_keyboard(
    page: Page, live_server: Any, marta: Any, ask: Any
) -> None:
    for amount in ("10.50", "20.00"):
        approval = ask(why=f"Reason {amount}").approvals.get()
        money = {"amount": amount, "currency": "EUR"}
        line = {"id": "cost", "label": {"en": "Price"}, "text": {"en": amount}, "money": money}
        approval.shown = [line]
        approval.save(update_fields=["shown"])
    client = Client()
    client.force_login(marta)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    accessible(page, [f"{live_server.url}/approvals/"])
    accessible(page, [f"{live_server.url}/profile/absences/"], widths=(390,))
    page.click("label[for=id_scope-2]")
    expect(page.locator("[data-for=departments]")).to_be_visible()

    page.goto(f"{live_server.url}/approvals/")
    said = page.locator("[data-several-said]")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(said).to_have_text("1 ticked · €10.50")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(said).to_have_text("2 ticked · €30.50")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Approve all of these?")
    look_at(page, "several at once")
    page.get_by_role("button", name="Approve 2 requests").press("Enter")
    expect(page.get_by_text("2 requests approved.")).to_be_visible()
    assert Decision.objects.filter(verdict="approve").count() == 2


def test_a_question_is_asked_on_the_page_behind_a_link(
    page: Page, live_server: Any, marta: Any, ask: Any
) -> None:
    approval = ask().approvals.get()
    link = offer(marta, Handle("decide", approval.pk, approval.digest))
    address = f"{live_server.url}/link/{token_of(link)}/"
    accessible(page, [address], widths=(390,))
    page.click("#id_marked summary")
    expect(page.locator("#mark-why")).to_be_visible()
    page.click("#ask-first summary")
    page.fill("#id_text", "Which colour?")
    look_at(page, "a question by a link")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana is asked.")
    assert Enquiry.objects.get().text == "Which colour?"
    assert not Decision.objects.exists()
