"""The pages about people: HR keeps what is known, administrators of the portal the rest."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.directory.attributes import save_attribute
from ventanilla.core.people.choices import AttributeType
from ventanilla.core.people.models import AttributeDefinition, Person
from ventanilla.records.catalog.queries import services_naming

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def admin() -> Client:
    return signed_in(factories.administrator("Olga", language="en"))


@pytest.fixture
def rosa() -> Client:
    hr = factories.department("hr")
    save_attribute(
        actor=None, key="grade", label={"en": "Grade"}, type=AttributeType.NUMBER, keeper=hr, new=True
    )
    return signed_in(factories.with_role(Role.AGENT, hr, "Rosa", language="en"))


def test_hr_fills_in_what_it_keeps_and_nothing_else(rosa: Client) -> None:
    save_attribute(actor=None, key="badge", label={"en": "Badge"}, type=AttributeType.TEXT, new=True)
    ana = factories.person("Ana")
    page = f"/designer/people/{ana.pk}/"
    shown = rosa.get(page).content.decode()
    assert "Grade" in shown
    assert "Badge" not in shown
    assert "Save the profile" not in shown
    sent = rosa.post(page, {"attribute_grade": "7", "was_grade": "", "attribute_badge": "x", "was_badge": ""})
    assert sent.status_code == 302
    ana.refresh_from_db()
    assert ana.attributes == {"grade": 7}


def test_what_is_wrong_is_said_beside_what_was_typed(rosa: Client) -> None:
    ana = factories.person("Ana")
    sent = rosa.post(f"/designer/people/{ana.pk}/", {"attribute_grade": "seven", "was_grade": ""})
    assert sent.status_code == 422
    assert 'value="seven"' in sent.content.decode()
    assert "Write a number, such as 7 or 7.5." in sent.content.decode()


def test_an_old_page_takes_nothing_back(rosa: Client, admin: Client) -> None:
    ana = factories.person("Ana", attributes={"grade": 8})
    old = {"attribute_grade": "", "was_grade": ""}  # shown before somebody else wrote the 8
    assert rosa.post(f"/designer/people/{ana.pk}/", old).status_code == 302
    ana.refresh_from_db()
    assert ana.attributes == {"grade": 8}


def test_an_administrator_adds_somebody_and_changes_them(admin: Client) -> None:
    it, team = factories.department("it"), factories.team("it-support", department=factories.department("it"))
    marta = factories.person("Marta")
    new = {"given_name": "Nadia", "email": "nadia@acme.example", "organization": "acme", "department": "it"}
    assert admin.post("/designer/people/new/", {**new, "manager": marta.email}).status_code == 302
    nadia = Person.objects.get(email="nadia@acme.example")
    assert (nadia.manager, nadia.department) == (marta, it)
    page = f"/designer/people/{nadia.pk}/"
    again = admin.post("/designer/people/new/", {**new, "email": "Nadia@acme.example"})
    assert "Somebody here has this address already." in again.content.decode()
    looped = {"given_name": "Marta", "email": marta.email, "manager": nadia.email}
    answer = admin.post(f"/designer/people/{marta.pk}/profile/", looped).content.decode()
    assert "Nadia reports to this person already" in answer
    admin.post(f"{page}team/", {"team": team.slug})
    admin.post(f"{page}role/", {"role": "agent", "department": "it"})
    assert list(nadia.teams.all()) == [team]
    assert nadia.role_assignments.get().department == it
    admin.post(f"{page}team/", {"team": team.slug, "leave": "1"})
    admin.post(f"{page}role/", {"role": "agent", "department": "it", "take": "1"})
    admin.post(f"{page}active/", {})
    nadia.refresh_from_db()
    assert (nadia.teams.count(), nadia.role_assignments.count(), nadia.is_active) == (0, 0, False)
    left = admin.get(page).content.decode()
    assert "They are back" in left
    assert "Olga: Nadia has left." in " ".join(left.split())


def test_the_portal_keeps_somebody_who_administers_it(admin: Client) -> None:
    olga = Person.objects.get(given_name="Olga")
    page = f"/designer/people/{olga.pk}/"
    admin.post(f"{page}active/", {})
    admin.post(f"{page}role/", {"role": "portal_administrator", "take": "1"})
    olga.refresh_from_db()
    assert olga.is_active
    assert olga.role_assignments.count() == 1


def test_an_attribute_is_declared_with_its_options(admin: Client) -> None:
    given = {
        "label_en": "Contract",
        "label_es": "Contrato",
        "type": "choice",
        "seen_by": "person",
        "option_value": ["", "", ""],
        "option_es": ["Indefinido", "Temporal", ""],
        "option_en": ["Permanent", "", ""],
    }
    assert admin.post("/designer/attributes/new/", given).status_code == 302
    made = AttributeDefinition.objects.get(key="contract")
    assert [one["value"] for one in made.options] == ["permanent", "temporal"]
    assert "requester.attributes.contract" in admin.get("/designer/attributes/").content.decode()
    twice = admin.post("/designer/attributes/new/", given)
    assert (twice.status_code, "There is an attribute with this name already." in twice.content.decode()) == (
        422,
        True,
    )
    assert admin.post("/designer/attributes/contract/removal/").status_code == 302
    assert not AttributeDefinition.objects.exists()


def test_what_a_service_reads_stays(admin: Client) -> None:
    save_attribute(actor=None, key="grade", label={"en": "Grade"}, type=AttributeType.NUMBER, new=True)
    audience = {"fact": "person.attributes.grade", "op": "gte", "value": 7}
    factories.service({"service": "car", "title": {"es": "Coche", "en": "Car"}}, audience=audience)
    assert len(services_naming("attributes.grade")) == 1
    assert services_naming("attributes.grad") == []
    admin.post("/designer/attributes/grade/removal/")
    assert AttributeDefinition.objects.filter(key="grade").exists()


def test_one_changes_ones_own_where_it_is_meant(db: None) -> None:
    save_attribute(actor=None, key="home", label={"en": "Home"}, type=AttributeType.EMAIL, own=True, new=True)
    ana = factories.person("Ana", language="en")
    client = signed_in(ana)
    assert "Home" in client.get("/profile/").content.decode()
    wrong = client.post("/profile/attributes/", {"attribute_home": "at home", "was_home": ""})
    assert wrong.status_code == 422
    client.post("/profile/attributes/", {"attribute_home": "ana@home.example", "was_home": ""})
    ana.refresh_from_db()
    assert ana.attributes == {"home": "ana@home.example"}


def test_the_list_costs_the_same_whatever_its_length(
    admin: Client,
) -> None:
    counts = []
    for _size in range(2):
        for _person in range(4):
            factories.person("Ana", manager=factories.person("Marta"))
        with CaptureQueriesContext(connection) as seen:
            admin.get("/designer/people/")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_what_stays_in_the_name_of_who_left_is_said_with_where_to_change_it(admin: Client) -> None:
    marta, nadia = factories.person("Marta"), factories.person("Nadia")
    nadia.manager = marta
    nadia.save()
    team = factories.team("support", department=factories.department("it"), lead=marta)
    page = f"/designer/people/{marta.pk}/"
    assert 'id="burdens"' in admin.get(page).content.decode()
    admin.post(f"{page}active/", {})
    shown = admin.get(page).content.decode()
    assert "This is still in their name" in shown
    assert f'href="/designer/organisation/teams/{team.pk}/"' in shown
    assert f'href="/designer/people/{nadia.pk}/">Nadia' in shown
    assert 'id="burdens"' not in admin.get(f"/designer/people/{nadia.pk}/").content.decode()
