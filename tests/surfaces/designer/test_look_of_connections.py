"""Connections, subscriptions, accesses, and the pages about one version please axe, fit, and break no policy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests import factories
from tests.look import accessible, look_at
from tests.surfaces.designer.test_services import FLOW, FORM
from ventanilla.core.access.choices import Role
from ventanilla.core.directory import actions as directory
from ventanilla.core.directory.attributes import save_attribute
from ventanilla.core.kit import clock
from ventanilla.core.people.choices import AttributeType
from ventanilla.core.people.models import Person
from ventanilla.engines.integrations.actions import save_connection, try_connection
from ventanilla.engines.telling.actions import Wanted, save_subscription, send_test
from ventanilla.engines.telling.models import Subscription
from ventanilla.records.catalog.actions import publish
from ventanilla.records.catalog.models import Service
from ventanilla.records.grants.actions import Terms, give
from ventanilla.records.tickets import actions as tickets

pytestmark = pytest.mark.django_db(transaction=True)
LAPTOP = {"service": "laptop", "title": {"es": "Portátil", "en": "Laptop"}, "form": FORM}


@pytest.fixture
def lola() -> Person:
    """Administers the portal, works for the team of the service, and was asked for an access and a laptop."""
    factories.calendar()
    service = factories.service(LAPTOP, workflow=FLOW)
    lola = factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, service.department, "Lola", language="en")
    directory.grant_role(lola, Role.PORTAL_ADMINISTRATOR, actor=None)
    directory.grant_role(lola, Role.AGENT, department=service.department, actor=None)
    directory.join_team(service.owner_team, lola, actor=None)
    connect(lola)
    ask(service, lola)
    publish(actor=None, package=factories.package(LAPTOP, workflow=FLOW[:1], keywords={"es": ["equipo"]}))
    return lola


def declare() -> None:
    label = {"es": "Contrato", "en": "Contract"}
    options = [{"value": "a", "label": {"en": "Permanent"}}, {"value": "b", "label": {"en": "Temporary"}}]
    save_attribute(
        actor=None, key="contract", label=label, type=AttributeType.CHOICE, options=options, new=True
    )
    save_attribute(actor=None, key="ends", label={"en": "Ends"}, type=AttributeType.DATE, new=True)


def connect(lola: Person) -> None:
    values = {"kind": "practice", "name": "Directory", "settings": {}, "secrets": {}, "owner": lola}
    try_connection(actor=lola, connection=save_connection(actor=lola, slug="directory", **values))


def subscribe(lola: Person) -> Subscription:
    """Somewhere that doesn't answer."""
    values = {"address": "https://desk.example.invalid/", "events": ["ticket.created"], "owner": lola}
    made = save_subscription(actor=lola, wanted=Wanted(name="Other desk", **values))
    send_test(actor=lola, subscription=made)
    return made


def ask(service: Service, lola: Person) -> None:
    manager = factories.person("Marta", email="marta@acme.example")
    ana = factories.person("Ana", department=service.department, manager=manager, language="en")
    ticket = tickets.submit(actor=ana, service=service, answers={"model": "air"})
    soon = Terms(until=clock.now() + timedelta(days=3), review_days=30)
    give(ticket=ticket, holder=ana, access="vpn", label={"en": "VPN"}, terms=soon)


def test_connections_accesses_and_pages_of_a_version_are_accessible(lola, live_server, page: Page):
    client = Client()
    client.force_login(lola)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    told = subscribe(lola).pk
    addresses = (
        "/designer/connections/",
        "/designer/connections/new/?kind=http",
        "/designer/connections/directory/",
        "/designer/subscriptions/new/",
        f"/designer/subscriptions/{told}/",
        f"/designer/subscriptions/{told}/deliveries/",
        "/designer/services/laptop/versions/2/replay/",
        "/designer/services/laptop/versions/2/moving/",
        "/desk/accesses/",
        "/designer/people/",
        "/designer/people/new/",
        f"/designer/people/{lola.pk}/",
        "/designer/attributes/",
        "/designer/attributes/contract/",
    )
    declare()
    accessible(page, [live_server.url + address for address in addresses])

    page.goto(f"{live_server.url}/designer/services/laptop/form/")
    page.get_by_role("button", name="Try it out").click()
    look_at(page, "a trial with something missing")
    page.get_by_text("Light", exact=True).click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("heading", name="What would happen").wait_for()
    look_at(page, "a trial")

    page.goto(f"{live_server.url}/designer/connections/new/?kind=ldap")
    page.get_by_role("button", name="Save").click()
    look_at(page, "a connection with something missing")
