"""The pages where an administrator says which other systems are told what happens."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.surfaces.designer.test_services import FORM
from ventanilla.engines.telling.actions import Wanted, save_subscription, set_mode
from ventanilla.engines.telling.choices import Mode
from ventanilla.engines.telling.models import Delivery, Subscription
from ventanilla.records.tickets import actions as tickets

pytestmark = pytest.mark.django_db
LIST = "/designer/subscriptions/"
TYPED = {
    "name": "Service desk",
    "address": "https://desk.example.invalid/events?key=7",
    "events": ["ticket.created", "ticket.resolved"],
    "services": ["laptop"],
    "with_answers": "1",
    "language": "en",
    "owner": "admin@acme.example",
}


@pytest.fixture
def service():
    return factories.service({"service": "laptop", "title": {"es": "Portátil", "en": "Laptop"}, "form": FORM})


@pytest.fixture
def admin(service):
    return factories.administrator(language="en")


@pytest.fixture
def browser(admin) -> Client:
    browser = Client(headers={"Accept-Language": "en"})
    browser.force_login(admin)
    return browser


def made(admin, name: str = "Service desk", **more) -> Subscription:
    values = {"address": TYPED["address"], "events": ["ticket.created"], "owner": admin, "language": "en"}
    return save_subscription(actor=admin, wanted=Wanted(name=name, **{**values, **more}))


def told(service, count: int) -> None:
    ana = factories.person("Ana")
    for _number in range(count):
        tickets.submit(actor=ana, service=service, answers={"model": "air"})


def counted(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def text(response) -> str:
    return response.content.decode()


def test_the_first_one_is_made_and_its_secret_shown_once(browser):
    assert "Nobody is told yet" in text(browser.get(LIST))
    page = browser.post(f"{LIST}new/", TYPED, follow=True)
    row = Subscription.objects.get()
    assert (row.address, row.events, row.all_services, row.all_teams) == (
        TYPED["address"],
        TYPED["events"],
        False,
        True,
    )
    assert "Show the secret" in text(page)
    shown = browser.post(f"{LIST}{row.pk}/secret/")
    assert re.search(r"whsec_[\w+/=]{44}", text(shown))
    assert "no-store" in shown.headers["Cache-Control"]
    again = text(browser.post(f"{LIST}{row.pk}/secret/", follow=True))
    assert "was shown already" in again
    assert "whsec_" not in again
    browser.post(f"{LIST}{row.pk}/renewal/")
    assert "whsec_" in text(browser.post(f"{LIST}{row.pk}/secret/"))


def test_what_was_typed_stays_when_something_is_wrong(browser):
    wrong = TYPED | {"address": "http://10.0.0.1/", "owner": "nobody@acme.example", "name": "A\x00 desk"}
    page = browser.post(f"{LIST}new/", wrong)
    assert page.status_code == 422
    for words in ("private network", "administers the portal", 'value="http://10.0.0.1/"', 'value="A desk"'):
        assert words in text(page)
    assert re.search(r'value="ticket.resolved"[^>]* checked', text(page))
    assert re.search(r'value="laptop"[^>]* checked', text(page))
    assert browser.post(f"{LIST}new/", {"name": "x" * 5000}).status_code == 422


def test_it_is_changed_paused_and_removed(browser, admin):
    row = made(admin)
    browser.post(f"{LIST}{row.pk}/", TYPED | {"name": "Other"})
    browser.post(f"{LIST}{row.pk}/mode/", {"mode": "paused"})
    row.refresh_from_db()
    assert (row.name, row.with_answers, row.mode) == ("Other", True, "paused")
    assert browser.post(f"{LIST}{row.pk}/mode/", {"mode": "sideways"}).status_code == 302
    page = text(browser.get(f"{LIST}{row.pk}/"))
    assert "Go on" in page
    assert "paused “Other”" in page
    browser.post(f"{LIST}{row.pk}/removal/")
    assert "Nobody is told yet" in text(browser.get(LIST))
    assert browser.get(f"{LIST}{row.pk}/").status_code == 404


def test_a_test_that_does_not_arrive_says_why(browser, admin):
    row = made(admin)
    page = text(browser.post(f"{LIST}{row.pk}/trial/", follow=True))
    assert "It didn&#x27;t arrive: the name desk.example.invalid leads nowhere" in page
    listed = text(browser.get(f"{LIST}{row.pk}/deliveries/"))
    assert "A test" in listed
    assert "Given up" in listed
    assert "Send again</button>" not in listed


def test_deliveries_are_listed_by_state_and_sent_again(browser, admin, service):
    row = made(admin)
    here = f"{LIST}{row.pk}/deliveries/"
    assert "Nothing has gone out yet" in text(browser.get(here))
    told(service, 2)
    first = Delivery.objects.order_by("pk").first()
    Delivery.objects.filter(pk=first.pk).update(
        state="refused", status=422, excerpt="<b>no</b>", next_at=None
    )
    page = text(browser.get(f"{here}?state=refused"))
    assert first.ticket.number in page
    assert "&lt;b&gt;no" in page
    assert Delivery.objects.latest("pk").ticket.number not in page
    assert "It is on its way again" in text(browser.post(f"{here}{first.pk}/again/", follow=True))
    assert "on its way already" in text(browser.post(f"{here}{first.pk}/again/", follow=True))
    assert "None is like this" in text(browser.get(f"{here}?state=given_up"))
    assert browser.post(f"{here}0/again/").status_code == 404
    assert browser.get(f"{here}?after=nonsense").status_code == 422


def test_lists_take_the_same_queries_at_any_size(browser, admin, service):
    row = made(admin, services=[service], teams=[service.owner_team])
    told(service, 1)
    few = counted(browser, LIST), counted(browser, f"{LIST}{row.pk}/deliveries/")
    for number in range(4):
        made(admin, f"Desk {number}", services=[service], teams=[service.owner_team])
    told(service, 35)
    assert (counted(browser, LIST), counted(browser, f"{LIST}{row.pk}/deliveries/")) == few
    page = text(browser.get(f"{LIST}{row.pk}/deliveries/"))
    assert page.count("data-row") == 30
    more = re.search(r'href="([^"]+after=[^"]+)"', page)
    assert more
    assert text(browser.get(more[1].replace("&amp;", "&"))).count("data-row") == 6


def test_how_it_fares_is_said_in_the_list(browser, admin):
    row = made(admin)
    set_mode(actor=admin, subscription=row, mode=Mode.PAUSED)
    Subscription.objects.update(paused_because="gone")
    assert "Paused" in text(browser.get(LIST))
    assert "wants to hear nothing more (410)" in text(browser.get(f"{LIST}{row.pk}/"))
