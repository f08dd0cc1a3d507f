"""Departments, teams, places and calendars as administrators keep them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.directory import calendars, organisation, teams
from ventanilla.core.directory.organisation import edition, save_department, save_place, save_team
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.people.models import Department, Location, Team
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.entries import read
from ventanilla.core.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


LEGAL = {"es": "Asesoría jurídica", "en": "Legal advice"}


def told(kind: str, pk: int) -> list[str]:
    rows = Entry.objects.filter(stream__subject_kind=SubjectKind.SETTINGS, stream__subject_id=f"{kind}:{pk}")
    return [read(row.type, row.payload).say("Olga") for row in rows.order_by("position")]


def test_a_department_is_made_and_changed_and_its_history_tells_it() -> None:
    olga, head = factories.administrator("Olga"), factories.person("Lucía")
    made = save_department(actor=olga, name=LEGAL)
    assert made.slug == "legal-advice"
    changed = save_department(actor=olga, department=made, name=LEGAL, head=head, edition=edition(made))
    assert changed.head == head
    assert told("department", made.pk) == [
        "Olga added the department “legal-advice”.",
        "Olga changed the department “legal-advice”: head.",
    ]
    save_department(actor=olga, department=made, name=LEGAL, head=head)
    assert len(told("department", made.pk)) == 2


def test_who_goes_on_from_an_old_state_is_told_and_nothing_is_written_over() -> None:
    olga = factories.administrator("Olga")
    made = save_department(actor=olga, name=LEGAL)
    old = edition(made)
    save_department(actor=olga, department=made, name={"en": "Law"}, edition=old)
    with pytest.raises(Conflict) as refused:
        save_department(actor=olga, department=made, name={"en": "Counsel"}, edition=old)
    assert refused.value.reason == "changed"
    assert Department.objects.get(pk=made.pk).name == {"en": "Law"}


def test_only_administrators_of_the_portal_keep_departments() -> None:
    agent = factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, factories.department("it"))
    with pytest.raises(NotAllowed):
        save_department(actor=agent, name=LEGAL)
    with pytest.raises(NotAllowed):
        organisation.set_in_use(factories.department("it"), actor=agent, in_use=False)


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"name": {"en": " "}}, "name", "Write the name in at least one language."),
        ({"name": LEGAL, "slug": "it"}, "slug", "There is one with this short name already."),
        ({"name": LEGAL, "slug": "Big ñ"}, "slug", "Small letters without accents"),
        ({"name": {"es": "¿?"}}, "slug", "Write a short name"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(given: dict[str, object], field: str, said: str) -> None:
    factories.department("it")
    with pytest.raises(Invalid) as refused:
        save_department(actor=None, **given)  # type: ignore[arg-type]
    assert refused.value.fields[field][0].startswith(said)


def test_nothing_stands_below_itself() -> None:
    one = save_department(actor=None, name={"en": "One"})
    two = save_department(actor=None, name={"en": "Two"}, parent=one)
    with pytest.raises(Invalid) as refused:
        save_department(actor=None, department=one, name={"en": "One"}, parent=two)
    assert list(refused.value.fields) == ["parent"]


def test_a_place_takes_with_it_what_lies_in_it() -> None:
    spain = save_place(actor=None, slug="spain", name={"en": "Spain"})
    madrid = save_place(actor=None, slug="madrid", name={"en": "Madrid"})
    floor = save_place(actor=None, slug="floor-3", name={"en": "Third floor"}, parent=madrid)
    other = save_place(actor=None, slug="madrid-rio", name={"en": "Madrid Río"})
    save_place(actor=None, place=madrid, name={"en": "Madrid"}, parent=spain)
    paths = dict(Location.objects.values_list("slug", "path"))
    assert paths == {
        "spain": "spain",
        "madrid": "spain/madrid",
        "floor-3": "spain/madrid/floor-3",
        "madrid-rio": other.path,
    }
    with pytest.raises(Invalid):
        save_place(actor=None, place=Location.objects.get(slug="spain"), name={"en": "S"}, parent=floor)


def test_what_something_hangs_on_stays_and_can_be_put_out_of_use() -> None:
    it = factories.department("it")
    team = factories.team("it-equipment", factories.person("Luis"), department=it)
    with pytest.raises(Conflict):
        organisation.remove(it, actor=None)
    organisation.set_in_use(it, actor=None, in_use=False)
    assert not Department.objects.get(pk=it.pk).in_use
    with pytest.raises(Conflict):
        organisation.remove(team, actor=None)
    teams.remove_member(actor=None, team=team, person=team.members.get())
    organisation.remove(team, actor=None)
    organisation.remove(it, actor=None)
    assert (Team.objects.count(), Department.objects.count()) == (0, 0)
    assert told("department", it.pk)[-1].endswith("took away the department “it”.")


def test_members_come_by_their_addresses_all_or_none() -> None:
    olga = factories.administrator("Olga")
    luis, eva = factories.person("Luis"), factories.person("Eva")
    team = save_team(actor=olga, name={"en": "Network"}, department=factories.department("it"))
    with pytest.raises(Invalid) as refused:
        teams.add_members(actor=olga, team=team, addresses=[luis.email, "nobody@acme.example"])
    assert refused.value.fields == {"members": ["Nobody active here has this address: nobody@acme.example"]}
    assert team.members.count() == 0
    addresses = [luis.email.upper(), eva.email, luis.email]
    assert teams.add_members(actor=olga, team=team, addresses=addresses, works=True) == 2
    assert teams.add_members(actor=olga, team=team, addresses=[eva.email]) == 0
    members = teams.with_roles(team, teams.members_of(team).items)
    assert [(one.person, one.works) for one in members] == [(eva, True), (luis, True)]


def test_who_leads_a_team_says_who_is_in_it_but_gives_no_roles() -> None:
    lead, eva = factories.person("Luis"), factories.person("Eva")
    clara = factories.person("Clara", organization=factories.organization("cliente"))
    team = save_team(actor=None, name={"en": "Network"}, department=factories.department("it"), lead=lead)
    assert teams.add_members(actor=lead, team=team, addresses=[eva.email]) == 1
    with pytest.raises(NotAllowed):
        teams.add_members(actor=lead, team=team, addresses=[eva.email], works=True)
    with pytest.raises(Invalid):
        teams.add_members(actor=lead, team=team, addresses=[clara.email])
    with pytest.raises(NotAllowed):
        teams.add_members(actor=eva, team=team, addresses=[lead.email])
    teams.remove_member(actor=lead, team=team, person=eva)
    assert team.members.count() == 0


WEEK = [[["09:00", "14:00"], ["15:00", "18:00"]]] * 5 + [[], []]


def test_a_calendar_is_changed_with_its_days_and_each_change_is_told() -> None:
    olga = factories.administrator("Olga")
    made = calendars.save_calendar(actor=olga, name={"en": "Lisbon"}, zone="Europe/Lisbon", week=WEEK)
    first = calendars.edition(made)
    days = {date(2027, 6, 12): {"en": "City feast"}, date(2027, 6, 14): {"en": "Bridge"}}
    assert calendars.change_closing_days(actor=olga, calendar=made, closed=days) == (2, 0)
    again = {date(2027, 6, 14): {"en": "Closed"}}
    assert calendars.change_closing_days(
        actor=olga, calendar=made, closed=again, opened=[date(2027, 6, 12)]
    ) == (0, 1)
    made.refresh_from_db()
    assert not working_hours(made).is_working_day(date(2027, 6, 14))
    assert [row.name for row in made.closing_days.all()] == [{"en": "Closed"}]
    with pytest.raises(Conflict):
        calendars.save_calendar(
            actor=olga, calendar=made, name={"en": "L"}, zone="Europe/Lisbon", week=WEEK, edition=first
        )
    calendars.save_calendar(actor=olga, calendar=made, name={"en": "L"}, zone="Europe/Lisbon", week=WEEK)
    assert told("calendar", made.pk) == [
        "Olga added the calendar “lisbon”.",
        "Olga changed the calendar “lisbon”: closing days.",
        "Olga changed the calendar “lisbon”: closing days.",
        "Olga changed the calendar “lisbon”: name.",
    ]


def test_the_calendar_of_everybody_stays_in_use() -> None:
    madrid, lisbon = factories.calendar("madrid"), factories.calendar("lisbon")
    calendars.make_default(actor=None, calendar=madrid)
    with pytest.raises(Conflict):
        calendars.set_in_use(madrid, actor=None, in_use=False)
    with pytest.raises(Conflict):
        calendars.remove(madrid, actor=None)
    calendars.set_in_use(lisbon, actor=None, in_use=False)
    with pytest.raises(Conflict):
        calendars.make_default(actor=None, calendar=lisbon)
    calendars.remove(lisbon, actor=None)
