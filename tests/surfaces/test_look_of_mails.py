"""What mails lead to, and what comes in by mail or is announced: the pages please axe in both themes and widths, fit,
and break no policy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests import factories
from tests.look import WIDTHS, accessible, look_at
from ventanilla.core.announcements.actions import save
from ventanilla.core.announcements.models import Announcement
from ventanilla.core.announcements.reach import Reach
from ventanilla.core.kit import clock
from ventanilla.core.timeline.entries import Handle
from ventanilla.engines.notifications.choices import Because, Fate
from ventanilla.engines.notifications.links import offer, token_of
from ventanilla.engines.notifications.models import AddressTrouble, IncomingMail
from ventanilla.engines.notifications.tokens import stop_token
from ventanilla.engines.workflow.models import Approval
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)

SEATS = {
    "id": "manager",
    "title": {"es": "Visto bueno", "en": "Go-ahead"},
    "seats": [{"from": "requester.manager"}],
}


@pytest.fixture
def ticket(db: None) -> Ticket:
    factories.team("it-equipment", factories.person("Luis"))
    ana = factories.person("Ana", manager=factories.person("Marta", language="en"), language="en")
    return submit(
        actor=ana, service=factories.service(workflow=[{"approval": SEATS}]), answers={"what": "A laptop"}
    )


def links(ticket: Ticket) -> list[str]:
    """A decision, mails to be stopped, and a decision that is too late."""
    ana, marta = ticket.requester, ticket.requester.manager
    approval = Approval.objects.get(ticket=ticket)
    with clock.frozen(clock.now() - timedelta(days=30)):
        old = offer(marta, Handle("decide", approval.pk, approval.digest))
    decide = offer(marta, Handle("decide", approval.pk, approval.digest))
    return [
        f"/link/{token_of(decide)}/",
        f"/notifications/stop/{stop_token(ana.pk, 'moves')}/",
        f"/link/{token_of(old)}/",
    ]


def mails(ticket: Ticket) -> list[str]:
    """The mailroom with a mail of each fate, and an address that nothing reaches."""
    for number, fate in enumerate(Fate.values):
        last = IncomingMail.objects.create(
            mail_id=str(number),
            sender="somebody.with.a.long.address@department.example",
            subject="Re: A subject that goes on for a good while, as subjects of mails do",
            text="What was written.",
            fate=fate,
            because=Because.values[number],
            detail="552 5.2.2 The mailbox is full",
            person=ticket.requester if number % 2 else None,
            ticket=ticket if number < 2 else None,
            received_at=clock.now(),
        )
    AddressTrouble.objects.create(
        person=ticket.requester, email="ana@acme.example", detail="5.1.1 nobody", since=clock.now()
    )
    return ["/designer/mailroom/", "/designer/mailroom/?fate=bounce", f"/designer/mailroom/{last.pk}/"]


def announcements() -> list[str]:
    with clock.frozen(clock.now() - timedelta(hours=1)):
        for pinned in (True, False):
            save(
                actor=None,
                title={"es": "Sin luz el jueves", "en": "No power on Thursday"},
                text={"es": "De tres a cuatro.", "en": "From three to four."},
                reach=Reach(),
                starts_at=clock.now(),
                pinned=pinned,
            )
    row = Announcement.objects.latest("pk")
    return ["/designer/announcements/", "/designer/announcements/new/", f"/designer/announcements/{row.pk}/"]


def test_the_pages_that_mails_lead_to(page: Page, live_server, ticket: Ticket) -> None:  # type: ignore[no-untyped-def]
    *addresses, late = [live_server.url + address for address in links(ticket)]
    accessible(page, addresses)
    page.goto(addresses[-1])
    page.locator("main button[type=submit]").click()
    page.locator("form[action*=undo] button").wait_for()
    in_both_widths(page, "mails that were stopped")
    answer = page.goto(late)
    assert answer is not None
    assert answer.status == 410
    in_both_widths(page, "a link that is too old")


def in_both_widths(page: Page, name: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        look_at(page, name)


def test_the_mailroom_and_announcements(page: Page, live_server, ticket: Ticket) -> None:  # type: ignore[no-untyped-def]
    addresses = [*mails(ticket), *announcements(), "/announcements/"]
    client = Client()
    client.force_login(factories.administrator(language="en"))
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    accessible(page, [live_server.url + address for address in addresses])
