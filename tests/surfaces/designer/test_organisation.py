"""The pages of what an organisation is made of."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import factories
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.directory.organisation import save_department, save_place
from ventanilla.core.people.models import Department, Location, Person, Team
from ventanilla.records.assets.actions import add_model
from ventanilla.records.assets.models import AssetModel
from ventanilla.records.budgets.models import CostCentre
from ventanilla.records.catalog.models import Category
from ventanilla.surfaces.designer.organisation import register
from ventanilla.surfaces.designer.organisation.kinds import REGISTERS

pytestmark = pytest.mark.django_db
HOME = "/designer/organisation/"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def admin() -> Client:
    return signed_in(factories.administrator("Olga", language="en"))


def controls(page: str) -> dict[str, str]:
    """What a form holds, hidden controls included, as a browser would send it back."""

    class Controls(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.held: dict[str, str] = {}
            self.select = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = {name: value or "" for name, value in attrs}
            if (
                tag == "input"
                and given.get("name")
                and given.get("type") not in ("checkbox", "radio", "search")
            ):
                self.held.setdefault(given["name"], given.get("value", ""))
            elif tag == "select":
                self.select = given.get("name", "")
                self.held.setdefault(self.select, "")
            elif tag == "option" and self.select and "selected" in given:
                self.held[self.select] = given.get("value", "")

    found = Controls()
    found.feed(page)
    return found.held


@pytest.mark.parametrize("register", list(REGISTERS))
def test_each_register_opens_empty_with_what_to_do(admin: Client, register: str) -> None:
    shown = admin.get(f"{HOME}{register}/")
    assert shown.status_code == 200
    assert "None yet" in shown.content.decode()
    assert admin.get(f"{HOME}{register}/new/").status_code == 200
    assert admin.get(f"{HOME}{register}/999/").status_code == 404
    wrong = admin.post(f"{HOME}{register}/new/", {})
    assert wrong.status_code == 422
    assert "error" in wrong.content.decode()


def made(admin: Client, register: str, **typed: str) -> str:
    """Fill the form of something new as it is shown, with `typed`; returns its address."""
    page = f"{HOME}{register}/new/"
    sent = admin.post(page, {**controls(admin.get(page).content.decode()), **typed})
    assert sent.status_code == 302, sent.content.decode()
    return sent["Location"]


def test_a_new_organisation_is_built_in_the_browser_alone(admin: Client) -> None:
    lucia = factories.person("Lucia")
    days = {f"day_{number}": "9-14 y 15:00–18:00" for number in range(4)} | {"day_4": "8-15"}
    made(admin, "calendars", name_es="Oficina", country="ES", zone="Europe/Madrid", **days)
    office = Calendar.objects.get()
    assert office.week[0] == [["09:00", "14:00"], ["15:00", "18:00"]]
    made(
        admin, "departments", name_es="Compras", name_en="Procurement", head=lucia.email, calendar=office.slug
    )
    buying = Department.objects.get()
    assert (buying.slug, buying.head, buying.calendar) == ("procurement", lucia, office)
    made(admin, "teams", name_en="Buyers", department="procurement", lead=lucia.email)
    made(admin, "places", name_en="Madrid")
    made(admin, "places", name_en="Third floor", parent="madrid")
    made(admin, "categories", name_en="Things", icon="cube", position="3")
    made(admin, "equipment", name_en="Lamp", department="procurement", price="1.249,50", icon="cube")
    made(admin, "equipment", name_en="Photo", department="procurement", seats="3", icon="cube")
    centre = {"owner": lucia.email, "department": "procurement", "keeper": "procurement"}
    page = made(admin, "cost-centres", name_en="Buying", code="CC-200", **centre)
    assert "Nothing is set for" in admin.get(page).content.decode()
    assert Team.objects.get().lead == lucia
    assert Location.objects.get(slug="third-floor").path == "madrid/third-floor"
    assert Category.objects.get().position == 3
    lamp, photo = AssetModel.objects.order_by("slug")
    assert (str(lamp.price), photo.seats, photo.assets.count()) == ("1249.50", 3, 3)
    assert CostCentre.objects.get().owner == lucia


@pytest.mark.parametrize(
    ("language", "order"),
    [("es", ["Área legal", "Compras", "Ética", "Zonas"]), ("en", ["Areas", "Ethics", "Law", "Purchasing"])],
)
def test_a_list_stands_in_the_order_of_the_names_that_its_reader_sees(
    language: str, order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    named = {"legal": ("Área legal", "Law"), "buy": ("Compras", "Purchasing"), "a": ("Zonas", "Areas")}
    for slug, (es, en) in {**named, "z": ("Ética", "Ethics")}.items():
        Department.objects.create(slug=slug, name={"es": es, "en": en})
    departments = REGISTERS["departments"]
    with translation.override(language):
        whole = departments.listed("", in_use=True, after=None)
        assert [departments.title_of(row) for row in whole.items] == order
        monkeypatch.setattr(register, "PAGE", 2)
        first = departments.listed("", in_use=True, after=None)
        second = departments.listed("", in_use=True, after=first.next)
        assert [departments.title_of(row) for row in [*first.items, *second.items]] == order
        assert second.next is None


def test_two_at_the_same_page_lose_nothing(admin: Client) -> None:
    it = factories.department("it")
    page = f"{HOME}departments/{it.pk}/"
    opened = controls(admin.get(page).content.decode())
    lucia = factories.person("Lucia")
    save_department(actor=None, department=it, name={"en": "Computers", "es": "It"}, head=lucia)
    typed = {**opened, "name_es": "Informática", "name_en": "IT"}
    answer = admin.post(page, typed)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "now it says “Computers”" in shown
    assert 'value="Informática"' in shown
    assert 'value="IT"' in shown
    again = admin.post(page, controls(shown))
    assert again.status_code == 302
    it.refresh_from_db()
    assert it.name == {"es": "Informática", "en": "IT"}
    assert it.head == lucia, "what was not touched follows what stands"


def test_what_is_used_goes_out_of_use_and_what_is_not_goes_away(admin: Client) -> None:
    it = factories.department("it")
    team = factories.team("it-equipment", department=it)
    page = f"{HOME}departments/{it.pk}/"
    assert "1 team" in admin.get(page).content.decode()
    admin.post(f"{page}removal/")
    admin.post(f"{page}use/")
    it.refresh_from_db()
    assert not it.in_use
    assert "it-equipment" not in admin.get(f"{HOME}departments/").content.decode()
    assert f'href="{page}"' in admin.get(f"{HOME}departments/?state=unused").content.decode()
    assert '<option value="it"' not in admin.get(f"{HOME}teams/new/").content.decode()
    assert '<option value="it" selected' in admin.get(f"{HOME}teams/{team.pk}/").content.decode()
    admin.post(f"{page}use/", {"in_use": "1"})
    admin.post(f"{HOME}teams/{team.pk}/removal/")
    admin.post(f"{page}removal/")
    assert not Department.objects.exists()


def test_a_place_that_a_service_names_stays_where_it_is(admin: Client) -> None:
    madrid, spain = (save_place(actor=None, name={"en": name}) for name in ("Madrid", "Spain"))
    rule = {"fact": "person.location", "op": "is", "value": "madrid"}
    factories.service({"service": "parking", "title": {"en": "Parking"}, "audience": rule})
    page = f"{HOME}places/{madrid.pk}/"
    answer = admin.post(page, {**controls(admin.get(page).content.decode()), "parent": spain.slug})
    assert answer.status_code == 422
    assert "These services name it where it is now: Parking." in answer.content.decode()


def test_many_days_are_pasted_and_one_is_taken_away(admin: Client) -> None:
    madrid = factories.calendar()
    page = f"{HOME}calendars/{madrid.pk}/"
    assert "There are no holidays for" in admin.get(page).content.decode()
    lines = "24/12/2027 Christmas Eve\n2027-12-31: New Year's Eve\n"
    assert admin.post(f"{page}days/", {"days": lines, "years": "2"}).status_code == 302
    days = {str(row.on): row.name for row in madrid.closing_days.order_by("on")}
    assert list(days) == ["2027-12-24", "2027-12-31", "2028-12-24", "2028-12-31"]
    assert days["2027-12-31"] == {"en": "New Year's Eve"}
    wrong = admin.post(f"{page}days/", {"days": "Christmas\n31/2/2027 Nothing", "years": "1"})
    assert wrong.status_code == 422
    assert "Christmas · 31/2/2027 Nothing" in wrong.content.decode()
    admin.post(f"{page}days/", {"open": "2027-12-24"})
    assert madrid.closing_days.count() == 3
    admin.post(f"{page}default/")
    madrid.refresh_from_db()
    assert madrid.is_default


def test_hours_that_cannot_be_are_said_at_their_day(admin: Client) -> None:
    madrid = factories.calendar()
    page = f"{HOME}calendars/{madrid.pk}/"
    opened = controls(admin.get(page).content.decode())
    answer = admin.post(page, {**opened, "day_0": "nine to five"})
    assert answer.status_code == 422
    assert "Write from when to when" in answer.content.decode()
    assert 'value="nine to five"' in answer.content.decode()
    answer = admin.post(page, {**opened, "day_0": "18-9"})
    assert "a stretch must close after it opens" in answer.content.decode()


def test_the_lead_of_a_team_says_who_is_in_it(admin: Client) -> None:
    luis, eva = factories.person("Luis", language="en"), factories.person("Eva")
    team = factories.team("it-network", lead=luis)
    lead = signed_in(luis)
    page = f"{HOME}teams/{team.pk}/members/"
    assert page in lead.get("/profile/").content.decode()
    assert lead.post(page, {"members": f"{eva.email}, {luis.email}", "works": "1"}).status_code == 302
    assert set(team.members.all()) == {luis, eva}
    assert eva.role_assignments.count() == 0
    wrong = lead.post(page, {"members": "nobody@acme.example"})
    assert wrong.status_code == 422
    assert "nobody@acme.example" in wrong.content.decode()
    lead.post(page, {"leave": str(eva.pk)})
    assert list(team.members.all()) == [luis]
    assert lead.get(f"{HOME}teams/{team.pk}/").status_code == 403
    assert signed_in(eva).get(page).status_code == 403
    assert "Has no role at its desk" in admin.get(f"{HOME}teams/{team.pk}/").content.decode()


def test_a_list_costs_the_same_however_long_it_is(admin: Client) -> None:
    it = factories.department("it")
    add_model(slug="lamp-0", name={"en": "Lamp"}, department=it, actor=None)
    addresses = [f"{HOME}{one}/" for one in REGISTERS]

    def counted() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                admin.get(address)
            found.append(len(queries))
        return found

    counted()
    few = counted()
    Department.objects.bulk_create(
        Department(slug=f"d{n}", name={"en": f"D {n}"}, head=None) for n in range(60)
    )
    Team.objects.bulk_create(Team(slug=f"t{n}", name={"en": f"T {n}"}, department=it) for n in range(60))
    Location.objects.bulk_create(Location(slug=f"p{n}", path=f"p{n}", name={"en": "P"}) for n in range(60))
    AssetModel.objects.bulk_create(
        AssetModel(slug=f"m{n}", name={"en": "M"}, department=it) for n in range(60)
    )
    Category.objects.bulk_create(Category(slug=f"c{n}", name={"en": "C"}) for n in range(60))
    Calendar.objects.bulk_create(Calendar(slug=f"k{n}", name={"en": "K"}, country="ES") for n in range(60))
    assert counted() == few
    assert "Show more" in admin.get(f"{HOME}teams/").content.decode()
    assert "T 59" in admin.get(f"{HOME}teams/?q=59").content.decode()


def test_everything_that_is_missing_is_said_at_once(admin: Client) -> None:
    page = admin.post(f"{HOME}cost-centres/new/", {"code": "CC-9"}).content.decode()
    said = (
        "at least one language",
        "Choose whose money it is",
        "Say who answers for it",
        "keeps the accounts.",
    )
    assert [words for words in said if words not in page] == []


def test_the_history_calls_a_row_by_its_name(admin: Client) -> None:
    people = factories.department("hr")
    team = factories.team("hr-people", department=people)
    team.name = {"en": "People support", "es": "Atención a las personas"}
    team.save()
    admin.post(f"{HOME}teams/{team.pk}/use/", {"in_use": "0"})
    page = admin.get(f"{HOME}teams/{team.pk}/").content.decode()
    assert "changed the team “People support”" in page
    assert "“hr-people”" not in page
