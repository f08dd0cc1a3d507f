"""The people and things that tests are about, made with sensible defaults: say only what the test is about.

    ana = person("Ana", manager=person("Marta"))
    laptop = service({"service": "laptop", "title": {"es": "Pedir un portátil"}})

Everything goes through the actions, so entries, groups and audiences are as they would be in real life.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils.text import slugify

from ventanilla.core.access.choices import Role
from ventanilla.core.blueprint.package import Package
from ventanilla.core.calendars.actions import create_calendar
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.calendars.week import office_week
from ventanilla.core.directory import actions as directory
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Department, Group, GroupMember, Organization, Person, Team
from ventanilla.core.people.queries import by_email
from ventanilla.records.catalog.actions import Column, Row, publish, save_category, save_list
from ventanilla.records.catalog.choices import ColumnType
from ventanilla.records.catalog.models import Category, LookupList, Service

PASSWORD = "ventanilla"

_numbers = count(1)


def _named(slug: str) -> dict[str, str]:
    words = slug.replace("-", " ").capitalize()
    return {"es": words, "en": words}


def organization(slug: str = "acme", **values: Any) -> Organization:
    """An organisation; `acme` is our own, every other a customer unless `kind` says so. Made once per
    slug.
    """
    found = Organization.objects.filter(slug=slug).first()
    values = {"name": slug.capitalize(), "kind": _kind(slug), **values}
    return found or directory.add(Organization, actor=None, slug=slug, **values)


def _kind(slug: str) -> OrganizationKind:
    return OrganizationKind.INTERNAL if slug == "acme" else OrganizationKind.CUSTOMER


def person(given_name: str = "Ana", **values: Any) -> Person:
    """An active person of Acme. The address follows from the name (`ana@acme.example`, numbered when taken);
    `password` signs in (without one, nobody can)."""
    values.setdefault("organization", None)
    values["organization"] = values["organization"] or organization()
    values.setdefault("email", _free_address(given_name, values["organization"]))
    password = values.pop("password", None)
    row = directory.add(Person, actor=None, given_name=given_name, **values)
    if password:
        row.set_password(password)
        row.save(update_fields=["password"])
    return row


def _free_address(given_name: str, where: Organization) -> str:
    name = slugify(given_name)
    address = f"{name}@{where.slug}.example"
    return f"{name}{next(_numbers)}@{where.slug}.example" if Person.objects.filter(email=address) else address


def administrator(given_name: str = "Admin", **values: Any) -> Person:
    """A portal administrator."""
    row = person(given_name, **values)
    directory.grant_role(row, Role.PORTAL_ADMINISTRATOR, actor=None)
    return row


def with_role(role: Role, department: Department, given_name: str = "Rosa", **values: Any) -> Person:
    """A person who holds `role` in `department`."""
    row = person(given_name, **values)
    directory.grant_role(row, role, department=department, actor=None)
    return row


def department(slug: str = "it", **values: Any) -> Department:
    """A department. Made once per slug."""
    found = Department.objects.filter(slug=slug).first()
    return found or directory.add(Department, actor=None, slug=slug, **{"name": _named(slug), **values})


def team(slug: str = "it-equipment", *members: Person, **values: Any) -> Team:
    """A team (of the department `it` unless said otherwise) with its members. Made once per slug."""
    values.setdefault("department", None)
    values["department"] = values["department"] or department()
    row = Team.objects.filter(slug=slug).first()
    row = row or directory.add(Team, actor=None, slug=slug, **{"name": _named(slug), **values})
    if members:
        directory.join_team(row, *members, actor=None)
    return row


def group(slug: str = "approvers", *members: Person, **values: Any) -> Group:
    """A group with fixed members, or with a `rule`."""
    row = directory.add(Group, actor=None, slug=slug, **{"name": _named(slug), **values})
    GroupMember.objects.bulk_create(GroupMember(group=row, person=member) for member in members)
    return row


def calendar(slug: str = "madrid", **values: Any) -> Calendar:
    """Office hours in Madrid, nine to five from Monday to Friday, without holidays."""
    defaults = {"name": _named(slug), "zone": "Europe/Madrid", "week": office_week()}
    return create_calendar(slug=slug, **{**defaults, **values})


def category(slug: str = "hardware", **values: Any) -> Category:
    """A category of the catalogue. Made once per slug."""
    found = Category.objects.filter(slug=slug).first()
    return found or save_category(actor=None, slug=slug, **{"name": _named(slug), **values})


def lookup_list(
    slug: str, rows: dict[str, dict[str, Any]], *, where: Department | None = None, **columns: str
) -> LookupList:
    """A list, its rows as {key: values}, its columns as `cost="money"`."""
    return save_list(
        actor=None,
        slug=slug,
        name=_named(slug),
        department=where or department(),
        columns=[Column(key, ColumnType(kind)) for key, kind in columns.items()],
        rows=[Row(key, _named(key), values) for key, values in rows.items()],
    )


def package(document: dict[str, Any] | None = None, **more: Any) -> Package:
    """A package of the department `it` with one question and one task; `document` and `more` say what is
    different.
    """
    number = next(_numbers)
    plain = {
        "schema": 1,
        "service": f"service-{number}",
        "department": "it",
        "category": "hardware",
        "owner": {"person": "lucia@acme.example", "team": "it-equipment"},
        "title": {"es": f"Servicio {number}", "en": f"Service {number}"},
        "form": [
            {
                "section": {"id": "main", "title": {"es": "Tu solicitud", "en": "Your request"}},
                "questions": [{"id": "what", "type": "short_text", "label": {"es": "¿Qué?", "en": "What?"}}],
            }
        ],
        "workflow": [
            {"task": {"id": "work", "team": "it-equipment", "title": {"es": "Hacerlo", "en": "Do it"}}}
        ],
    }
    return Package.from_document({**plain, **(document or {}), **more})


def service(document: dict[str, Any] | None = None, **more: Any) -> Service:
    """The live service of `package(…)`. Its department, category, owner and the owner's team are made
    when they are missing; all else that it names (teams of tasks, groups, lists) has to be there.
    """
    built = package(document, **more)
    department(built.department)
    category(built.category)
    team(built.owner.team, department=department(built.department))
    if by_email(built.owner.person) is None:
        name = built.owner.person.partition("@")[0].capitalize()
        person(name, email=built.owner.person)
    return publish(actor=None, package=built).service
