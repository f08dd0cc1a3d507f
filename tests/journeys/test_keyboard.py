"""Ana asks for a laptop and Marta approves it without a mouse: every place can be reached and seen to be reached, in
the order in which it is read; what opens, closes with Escape and gives the place back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.jobs import run_jobs
from tests.journeys.acting import speak
from ventanilla.engines.workflow.models import Approval
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.journey

MOST_STEPS = 60
# Whether whoever looks can see where they are: the place is in the window, and something is drawn around it.
WHERE = """() => {
    const here = document.activeElement;
    const around = [...document.querySelectorAll(`label[for="${here.id}"]`)];
    for (let place = here; place && place.id !== "content"; place = place.parentElement) around.push(place);
    const drawn = here.matches(".skip") || around.some(place => {
        const style = getComputedStyle(place);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    });
    const box = here.getBoundingClientRect();
    const words = here.getAttribute("aria-label") || here.labels?.[0]?.innerText || here.innerText || here.name || "";
    return {
        end: here === document.body,
        words: words.trim(), name: here.name || "", drawn, top: box.top, y: box.top + scrollY,
        seen: box.bottom > 0 && box.top < innerHeight,
        main: !!here.closest("main"),
    };
}"""


def here(page: Page) -> dict:
    """The place; it has to show that it is."""
    found = page.evaluate(WHERE)
    assert not found["end"], "the page is over"
    assert found["seen"], f"“{found['words']}” is out of sight"
    assert found["drawn"], f"nobody sees that “{found['words']}” is the place"
    return found


def go_to(page: Page, words: str) -> list[dict]:
    """To the next place called like this; those on the way, in order."""
    way: list[dict] = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        way.append(here(page))
        if re.search(words, way[-1]["words"]) or way[-1]["name"] == words:
            return way
    raise AssertionError(f"“{words}” can't be reached; on the way: {[one['words'] for one in way]}")


def skip(page: Page) -> None:
    """To what the page is about, past all that stands on every page."""
    page.keyboard.press("Tab")
    assert here(page)["words"] == "Ir al contenido"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_laptop_without_a_mouse(sign_in) -> None:
    speak("es")
    ana, marta = sign_in("ana"), sign_in("marta")
    opens_and_closes(ana)

    ana.goto("/services/laptop/")
    skip(ana)
    go_to(ana, "^Empezar")
    ana.keyboard.press("Enter")
    ana.wait_for_url("**/laptop/ask/")
    skip(ana)
    go_to(ana, "model")
    ana.keyboard.press("ArrowDown")
    way = go_to(ana, "Enviar la solicitud")
    reads_downwards(way)
    ana.keyboard.press("Enter")
    ana.wait_for_url(re.compile(r"/requests/REQ-\d+/sent/"))
    run_jobs("notifications.tell")

    marta.goto("/approvals/")
    skip(marta)
    go_to(marta, "^Pedir un portátil")
    marta.keyboard.press("Enter")
    marta.wait_for_url(re.compile(r"/approvals/\d+/$"))
    skip(marta)
    go_to(marta, "^Rechazar")
    marta.keyboard.press("Enter")  # without the reason that it needs
    expect(marta.locator(".error-summary")).to_be_focused()
    marta.keyboard.press("Tab")
    marta.keyboard.press("Enter")
    expect(marta.locator("#id_comment")).to_be_focused()
    go_to(marta, "^Aprobar")
    marta.keyboard.press("Enter")
    marta.wait_for_url("**/approvals/")
    assert Approval.objects.get().outcome == "approved"
    assert Ticket.objects.get().status == "open"


def opens_and_closes(page: Page) -> None:
    """The menu of the person opens by Enter and closes by Escape, and the place is again where it was."""
    page.goto("/")
    go_to(page, "Tu menú")
    page.keyboard.press("Enter")
    menu = page.get_by_role("link", name="Salir").or_(page.get_by_role("button", name="Salir"))
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    assert "Tu menú" in page.evaluate(WHERE)["words"]


def reads_downwards(way: list[dict]) -> None:
    """The places of a form come in the order in which they stand on the page."""
    inside = [one["y"] for one in way if one["main"]]
    assert inside == sorted(inside), [here["words"] for here in way]
