"""Every page of the desk and the outbox pleases axe in both themes and widths, fits, and breaks no policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.engines.workflow.laptop import fresh
from tests.look import accessible, flaws
from tests.surfaces.desk.conftest import task_of
from ventanilla.core.access.choices import Role
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.actions.faults import report_fault
from ventanilla.engines.workflow.models import Task
from ventanilla.records.tickets import actions as tickets

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses(acme, approved, ask):
    """One page of each kind, all open to Luis, who administers the portal too."""
    ticket, late = approved(), ask()
    tickets.comment(actor=acme.luis, ticket=ticket, text="A note", public=False)
    tickets.comment(actor=acme.luis, ticket=ticket, text="An answer")
    tickets.assign(actor=acme.luis, ticket=late, assignee=acme.luis)
    actions.complete(actor=fresh(acme.felipe), task=task_of(acme.felipe, ticket), answers={})
    first = Entry.objects.filter(stream=late.stream).order_by("position").first()
    report_fault(ticket=late, error=NotFound("The team no longer exists."), entry=first)
    directory.grant_role(acme.luis, Role.PORTAL_ADMINISTRATOR, actor=None)
    mail = Message.objects.create(
        to="ana@acme.example",
        subject="Hello",
        text="Hello",
        html="<p>Hello</p>",
        headers={"A": "b"},
        created_at=clock.now(),
    )
    done = Task.objects.get(ticket=ticket, state="done", kind="work")
    return [
        "/desk/",
        "/desk/queue/",
        "/desk/queue/?q=nothing-like-this",
        f"/desk/tickets/{ticket.number}/",
        f"/desk/tasks/{task_of(acme.luis, ticket).pk}/",
        f"/desk/tasks/{done.pk}/",
        f"/desk/tasks/{Task.objects.get(kind='fault').pk}/",
        "/designer/outbox/",
        f"/designer/outbox/{mail.pk}/",
        "/designer/jobs/",
    ]


def signed_in(page: Page, live_server, at_desk, person):
    value = at_desk(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_is_accessible_and_fits(live_server, page: Page, acme, addresses, at_desk, width):
    signed_in(page, live_server, at_desk, acme.luis)
    accessible(page, [live_server.url + address for address in addresses], widths=[width])


def test_who_reads_it_is_told_by_the_button_too(live_server, page: Page, acme, ask, at_desk):
    ticket = ask()
    signed_in(page, live_server, at_desk, acme.luis)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/desk/tickets/{ticket.number}/")
    send = page.locator(".composer button[type=submit]")
    assert send.inner_text() == "Send to Ana"
    page.keyboard.press("r")
    page.keyboard.type("For Ana")
    page.get_by_text("Note for the team").click()
    assert send.inner_text() == "Keep as note"
    assert flaws(page) == ""
    page.focus("#id_text")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".comment.internal >> text=For Ana")


def test_the_queue_is_searched_and_walked_by_keyboard(live_server, page: Page, acme, ask, at_desk):
    ask()
    ticket = ask()
    signed_in(page, live_server, at_desk, acme.luis)
    page.goto(f"{live_server.url}/desk/queue/")
    page.keyboard.press("/")
    page.keyboard.type(ticket.number.partition("-")[2])
    expect(page.locator("#queue [data-row]")).to_have_count(1)
    page.locator("#search").blur()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/tickets/{ticket.number}/")


def test_nothing_overlaps_in_a_row(live_server, page: Page, acme, ask, at_desk):
    long = {
        "es": "Un título larguísimo que no cabe " * 4,
        "en": "A title that is far too long for its place " * 4,
    }
    ticket = ask()
    ticket.title, ticket.priority = long, 1
    ticket.save(update_fields=["title", "priority"])
    tickets.assign(actor=acme.luis, ticket=ticket, assignee=acme.luis)
    signed_in(page, live_server, at_desk, acme.luis)
    for width in (1280, 1024, 900, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/desk/queue/")
        assert page.evaluate(OVERLAPS) == [], width


OVERLAPS = """() => {
  const found = [];
  for (const row of document.querySelectorAll('.work-row')) {
    const cells = [...row.children].filter((cell) => cell.textContent.trim());
    const boxes = cells.map((cell) => [cell.className, cell.getBoundingClientRect()]);
    for (const [i, [a, x]] of boxes.entries())
      for (const [b, y] of boxes.slice(i + 1)) {
        const beside = x.left >= y.right - 1 || y.left >= x.right - 1;
        const below = x.top >= y.bottom - 1 || y.top >= x.bottom - 1;
        if (!beside && !below) found.push([a, b]);
      }
  }
  return found;
}"""


def test_an_outsiders_desk_is_not_drawn(live_server, page: Page, at_desk):
    signed_in(
        page,
        live_server,
        at_desk,
        factories.person("Clara", organization=factories.organization("cliente"), language="en"),
    )
    assert page.goto(f"{live_server.url}/desk/").status == 403
