"""How the pages look by which one asks, corrects, joins, proves who one is, and sees what one may use."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests import factories
from tests.jobs import run_jobs
from tests.look import accessible, look_at
from tests.surfaces.portal.test_together import APPROVAL, FILE, PLACE, WHAT, WORK, form
from ventanilla.core.kit import clock
from ventanilla.core.kit.sealing import seal
from ventanilla.core.people.models import Person
from ventanilla.engines.integrations.models import OneTimeSecret
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.outside_links import token_of
from ventanilla.records.catalog.models import Service
from ventanilla.records.grants.actions import Terms, give
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390
GIVEN = {"what": "A mouse", "place": "Floor 3"}
NAMES = ("Whole", "Place", "Mark", "Days", "Crew", "Read")


def named(index: int, kind: str, **more: Any) -> dict[str, Any]:
    """A question of that type, with a name of its own."""
    name = NAMES[index]
    return {"id": name.lower(), "type": kind, "label": {"en": name, "es": name}, **more}


WIDGETS = [
    named(2, "rating", low={"en": "Bad", "es": "Mal"}, high={"en": "Good", "es": "Bien"}),
    named(3, "date_range"),
    named(4, "persons"),
    named(5, "consent", text={"en": "We **keep** it.", "es": "Lo **guardamos**."}),
]


@pytest.fixture
def at(page: Page, live_server: Any, ana: Person) -> str:
    """Where the portal is, with Ana signed in."""
    client = Client()
    client.force_login(ana)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    return str(live_server.url)


def offered(slug: str, *questions: dict[str, Any], **more: Any) -> Service:
    return factories.service(service=slug, form=form(*questions or (WHAT, PLACE)), **more)


def begun(ana: Person) -> str:
    """Two services in Ana's order, of which one has its answers."""
    mouse, chair = offered("mouse", WHAT, PLACE, FILE), offered("chair", {**WHAT, "id": "colour"}, PLACE)
    for service in (mouse, chair):
        actions.put_in_order(actor=ana, service=service)
    actions.keep_draft(actor=ana, service=mouse, answers=GIVEN)
    return "/order/"


def corrected(ana: Person) -> Ticket:
    """A request whose answers are not those that it began with."""
    service = offered("screen", amend_until="begun", workflow=[APPROVAL, WORK])
    ticket = actions.submit(actor=ana, service=service, answers=GIVEN)
    actions.amend(actor=ana, ticket=ticket, answers={**GIVEN, "what": "Two"})
    return ticket


def proving(ana: Person) -> list[str]:
    """A request that waits for a code, with a password that is shown once, and an access."""
    identity = {"identity": {"id": "check", "address": {"fact": "requested_for.email"}}}
    ticket = actions.submit(actor=ana, service=offered("key", workflow=[identity]), answers=GIVEN)
    now = clock.now()
    secret = OneTimeSecret.objects.create(
        stream=ticket.stream,
        reader=ana,
        name="password",
        sealed=seal("green-7"),
        made_at=now,
        expires_at=now.replace(year=now.year + 1),
    )
    for access in ("vpn", "wiki"):
        give(ticket=ticket, holder=ana, access=access, label={"en": access, "es": access}, terms=Terms())
    page = f"/requests/{ticket.number}/"
    return [page, f"{page}code/", f"{page}once/{secret.pk}/", "/accesses/"]


def asked_outside(ana: Person) -> str:
    """The page of somebody who is asked by mail."""
    block = {
        "id": "details",
        "title": {"en": "Your details", "es": "Tus datos"},
        "to": {"fact": "answers.mail"},
        "asks": [*WIDGETS[:2], WIDGETS[3]],
        "deadline": {"within": "3 business days", "ends": True},
    }
    mail = {"id": "mail", "type": "email", "label": {"en": "Mail", "es": "Correo"}, "required": True}
    service = offered("badge", mail, outside_mail=True, workflow=[{"ask": block}])
    actions.submit(actor=ana, service=service, answers={"mail": "eva@else.example"})
    return f"/answer/{token_of(Task.objects.get(address='eva@else.example'))}/"


def test_what_belongs_to_ones_own_requests(
    page: Page, at: str, ana: Person, marta: Person, luis: Any
) -> None:
    order, ticket = begun(ana), corrected(ana)
    addresses = ["/", order, f"/requests/{ticket.number}/", f"/requests/{ticket.number}/answers/"]
    addresses += [*proving(ana), outside := asked_outside(ana)]
    accessible(page, [at + address for address in addresses], widths=(PHONE,))
    page.goto(at + outside)
    with page.expect_response(at + outside) as answered:
        page.click("main .button.primary")
    assert answered.value.status == 200, "what is sent from a page that a link opened is taken"


def test_the_way_to_a_request(page: Page, at: str, ana: Person, luis: Any) -> None:
    diego = factories.person("Diego", language="en")
    sections = [
        {"section": {"id": "one", "title": {"en": "First", "es": "Uno"}}, "questions": [WHAT, PLACE]},
        {"section": {"id": "two", "title": {"en": "Second", "es": "Dos"}}, "questions": WIDGETS},
    ]
    service = factories.service(
        service="whole",
        form=sections,
        pages="each_section",
        check_answers=True,
        requested_for="anyone",
        several_people=3,
        same_as={"answers": ["place"], "within": "2 days", "among": "everybody"},
    )
    whole = actions.submit(actor=diego, service=service, answers={**GIVEN, "read": True})
    run_jobs()
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.goto(f"{at}/services/whole/ask/")
    page.check("#id_for_several", force=True)
    page.fill("#id_another", diego.email)
    page.click("[data-add-person]")
    expect(page.locator(".several-people")).to_contain_text("Diego")
    look_at(page, "for several people")
    page.check("#id_for_me", force=True)
    page.fill("[name=what]", "It is broken")
    page.fill("[name=place]", GIVEN["place"])
    page.click(".asking-end .primary")
    expect(page.locator(".steps .here")).to_contain_text("Second")
    look_at(page, "the second page")
    page.click(".asking-end .primary")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    look_at(page, "the check page")
    page.click(".asking-end .primary")
    expect(page.get_by_role("heading", name="Somebody has reported this already")).to_be_visible()
    look_at(page, "reported already")
    page.get_by_role("button", name="Join this one").click()
    page.wait_for_url(f"{at}/requests/{whole.number}/followed/")
    look_at(page, "what one follows")
