"""Acme's people, places, teams and roles, its two customers and a supplier."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import make_password

from ventanilla.core.access.choices import Role
from ventanilla.core.calendars.actions import add_closing_day, create_calendar, make_default
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit import clock
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Department, Group, Location, Organization, Person, Team
from ventanilla.demo.data_files import localized, table

PASSWORD = "ventanilla"  # noqa: S105 - printed on the terminal of everybody who runs the demo
ACME = "acme"
YEARS_BEFORE = timedelta(days=900)
"""How long before the demo was made Acme was founded."""
SIGN_IN = ("ana", "marta", "luis", "rosa", "felipe", "carmen", "pablo", "admin", "clara", "gonzalo")
OUTSIDE = {
    "cliente": ("Cliente, S. A.", OrganizationKind.CUSTOMER),
    "norte": ("Norte Logística, S. L.", OrganizationKind.CUSTOMER),
    "duero": ("Ferretería Industrial Duero, S. L.", OrganizationKind.PARTNER),
}
COST_CENTRES = {
    "management": "CC-100",
    "marketing": "CC-200",
    "engineering": "CC-300",
    "sales": "CC-400",
    "operations": "CC-500",
    "it": "CC-600",
    "hr": "CC-700",
    "facilities": "CC-800",
    "finance": "CC-900",
    "legal": "CC-950",
}

LONG_DAY = [["09:00", "14:00"], ["15:00", "18:00"]]
OFFICE_WEEK = [*[LONG_DAY] * 4, [["08:00", "15:00"]], [], []]


def make() -> None:
    """The whole organisation, in the order in which its rows need each other."""
    _calendars()
    _locations()
    _departments()
    _people()
    _people_outside()
    _heads()
    _teams()
    _groups()
    _roles()


def person(name: str) -> Person:
    """Somebody of Acme or of a customer by the first part of the address, as the database has them now."""
    related = Person.objects.select_related("organization", "department", "location", "manager")
    return related.get(email__startswith=f"{name}@")


def _calendars() -> None:
    regions = {"madrid": ("Madrid", "MD"), "barcelona": ("Barcelona", "CT")}
    made = {
        slug: create_calendar(
            slug=slug,
            name={"es": f"Oficina de {city}", "en": f"{city} office"},
            zone="Europe/Madrid",
            week=OFFICE_WEEK,
            country="ES",
            region=region,
        )
        for slug, (city, region) in regions.items()
    }
    make_default(calendar=made["madrid"])
    for calendar in made.values():
        _company_days(calendar)


def _company_days(calendar: Calendar) -> None:
    """Acme closes on the two afternoons before a feast."""
    year = clock.now().year
    for each in range(year, year + 6):
        for month, day, es, en in (
            (12, 24, "Nochebuena", "Christmas Eve"),
            (12, 31, "Nochevieja", "New Year's Eve"),
        ):
            on = clock.now().date().replace(year=each, month=month, day=day)
            add_closing_day(calendar=calendar, on=on, name={"es": es, "en": en})


def _locations() -> None:
    made: dict[str, Location] = {}
    for row in table("locations"):
        parent = made.get(row["parent"])
        made[row["slug"]] = directory.add(
            Location, actor=None, slug=row["slug"], name=localized(row), parent=parent
        )


def _departments() -> None:
    calendars = {calendar.slug: calendar for calendar in Calendar.objects.all()}
    for row in table("departments"):
        calendar = calendars[row["calendar"]]
        directory.add(Department, actor=None, slug=row["slug"], name=localized(row), calendar=calendar)


def _people() -> None:
    acme = directory.add(Organization, actor=None, slug=ACME, name="Acme", kind=OrganizationKind.INTERNAL)
    departments = {department.slug: department for department in Department.objects.all()}
    places = {place.slug: place for place in Location.objects.all()}
    made: dict[str, Person] = {}
    for row in table("people"):
        made[row["name"]] = directory.add(
            Person,
            actor=None,
            email=f"{row['name']}@acme.example",
            given_name=row["given_name"],
            family_name=row["family_name"],
            language=row["language"],
            organization=acme,
            department=departments[row["department"]],
            manager=made.get(row["manager"]),
            location=places[row["location"]],
            job_title=row["job_title"],
            cost_centre=COST_CENTRES[row["department"]],
        )


def _people_outside() -> None:
    organizations = {
        slug: directory.add(Organization, actor=None, slug=slug, name=name, kind=kind)
        for slug, (name, kind) in OUTSIDE.items()
    }
    for row in table("customers"):
        directory.add(
            Person,
            actor=None,
            email=f"{row['name']}@{row['organization']}.example",
            given_name=row["given_name"],
            family_name=row["family_name"],
            language=row["language"],
            organization=organizations[row["organization"]],
            job_title=row["job_title"],
        )


def let_in() -> None:
    """Give the accounts of the demo their password; everybody else has none, so nobody signs in as them.

    It is shorter than the portal allows, because everybody who tries the demo types it; that is why it is
    hashed here and not set by `directory.set_password`, which would refuse it. All share one hash: what
    everybody knows needs no salt of its own, and each hash takes a good part of a second.
    """
    people = Person.objects.filter(email__in=[person(name).email for name in SIGN_IN])
    people.update(password=make_password(PASSWORD))


def _heads() -> None:
    for row in table("departments"):
        directory.change(Department.objects.get(slug=row["slug"]), actor=None, head=person(row["head"]))


def _teams() -> None:
    departments = {department.slug: department for department in Department.objects.all()}
    for row in table("teams"):
        team = directory.add(
            Team,
            actor=None,
            slug=row["slug"],
            name=localized(row),
            department=departments[row["department"]],
            lead=person(row["lead"]),
        )
        directory.join_team(team, *(person(name) for name in row["members"].split()), actor=None)


def _groups() -> None:
    approvers = directory.add(
        Group,
        actor=None,
        slug="finance-approvers",
        name={"es": "Quienes aprueban en Finanzas", "en": "Finance approvers"},
    )
    directory.join_group(approvers, person("carmen"), person("ignacio"), actor=None)
    security = directory.add(
        Group,
        actor=None,
        slug="it-security",
        name={"es": "Seguridad informática", "en": "IT security"},
    )
    directory.join_group(security, person("david"), person("lucia"), actor=None)
    for slug, es, en, members in (
        (
            "training-committee",
            "Comité de formación",
            "Training committee",
            ("pilar", "ignacio", "oriol", "begona"),
        ),
        ("safety", "Grupo de seguridad", "Safety group", ("manuel", "fernando", "felipe", "montse")),
        (
            "investment-committee",
            "Comité de inversiones",
            "Investment committee",
            ("ignacio", "carmen", "begona"),
        ),
    ):
        group = directory.add(Group, actor=None, slug=slug, name={"es": es, "en": en})
        directory.join_group(group, *(person(name) for name in members), actor=None)
    directory.add(
        Group,
        actor=None,
        slug="engineering",
        name={"es": "Ingeniería", "en": "Engineering"},
        rule={"fact": "person.department", "op": "is", "value": "engineering"},
    )


def _roles() -> None:
    for team in Team.objects.select_related("department").prefetch_related("members").order_by("pk"):
        for member in team.members.all():
            directory.grant_role(member, Role.AGENT, department=team.department, actor=None)
    for slug, heads, designers in (
        ("it", ["irene"], ["lucia", "gabriel", "nuria"]),
        ("hr", ["pilar"], ["rosa"]),
        ("facilities", ["manuel"], ["montse"]),
        ("finance", ["ignacio"], ["silvia", "amparo"]),
        ("legal", ["jaime"], ["mercedes"]),
    ):
        department = Department.objects.get(slug=slug)
        for name in heads:
            directory.grant_role(
                person(name), Role.DEPARTMENT_ADMINISTRATOR, department=department, actor=None
            )
        for name in designers:
            directory.grant_role(person(name), Role.DESIGNER, department=department, actor=None)
    directory.grant_role(person("admin"), Role.PORTAL_ADMINISTRATOR, actor=None)
