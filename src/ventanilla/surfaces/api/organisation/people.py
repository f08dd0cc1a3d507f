"""Departments, teams with their members, and places."""

from __future__ import annotations

from typing import Annotated, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from ventanilla.core.access.policies import require
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.directory import organisation as actions
from ventanilla.core.directory import teams
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.kit.registers import Keeping
from ventanilla.core.kit.text import listed
from ventanilla.core.people.models import Department, Location, Person, Team
from ventanilla.records.catalog.queries import services_saying
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.organisation.kind import Change, Kept, Kind, Values
from ventanilla.surfaces.api.organisation.references import (
    address_or_none,
    row_of,
    slug_or_none,
    somebody,
)
from ventanilla.surfaces.api.reading import Body, Cursor, Id, Short
from ventanilla.surfaces.api.shapes import Listed, PersonOut
from ventanilla.surfaces.api.status import Texts

router = Router(tags=["organisation"])
Addresses = Annotated[list[Short], Field(min_length=1, max_length=100)]


class DepartmentOut(Kept):
    """`head` is an address, `parent` and `calendar` are short names; without a calendar, that of everybody holds."""

    slug: str
    parent: str | None
    head: str | None
    calendar: str | None


class DepartmentChange(Change):
    parent: Short | None = None
    head: Short | None = None
    calendar: Short | None = None


class NewDepartment(DepartmentChange):
    name: Texts
    slug: Short = ""


class Departments(Kind):
    path: ClassVar[str] = "departments"
    one: ClassVar[str] = "department"
    keeping: ClassVar[Keeping] = actions
    many: ClassVar[str] = "departments"
    words: ClassVar[tuple[str, str]] = ("department", "departments")
    out, new, change = DepartmentOut, NewDepartment, DepartmentChange
    reads = {"parent": row_of(Department), "head": somebody, "calendar": row_of(Calendar)}

    def rows(self) -> QuerySet[Department]:
        return Department.objects.select_related("parent", "head", "calendar")

    def shown(self, row: Department) -> Values:
        tied = {"parent": slug_or_none(row.parent), "calendar": slug_or_none(row.calendar)}
        return {"slug": row.slug, "head": address_or_none(row.head), **tied}

    def stands(self, row: Department) -> Values:
        return {"name": row.name, "parent": row.parent, "head": row.head, "calendar": row.calendar}

    def save(self, actor: Person, row: Department | None, values: Values, edition: str | None) -> Department:
        return actions.save_department(actor=actor, department=row, edition=edition, **values)

    def named_by(self, row: Department) -> list[str]:
        return services_saying(row.slug)


class TeamOut(Kept):
    slug: str
    department: str
    lead: str | None


class TeamChange(Change):
    department: Short | None = None
    lead: Short | None = None


class NewTeam(TeamChange):
    name: Texts
    department: Short
    slug: Short = ""


class Teams(Kind):
    path: ClassVar[str] = "teams"
    one: ClassVar[str] = "team"
    keeping: ClassVar[Keeping] = actions
    many: ClassVar[str] = "teams"
    words: ClassVar[tuple[str, str]] = ("team", "teams")
    out, new, change = TeamOut, NewTeam, TeamChange
    reads = {"department": row_of(Department), "lead": somebody}

    def rows(self) -> QuerySet[Team]:
        return Team.objects.select_related("department", "lead")

    def shown(self, row: Team) -> Values:
        return {"slug": row.slug, "department": row.department.slug, "lead": address_or_none(row.lead)}

    def stands(self, row: Team) -> Values:
        return {"name": row.name, "department": row.department, "lead": row.lead}

    def save(self, actor: Person, row: Team | None, values: Values, edition: str | None) -> Team:
        return actions.save_team(actor=actor, team=row, edition=edition, **values)

    def named_by(self, row: Team) -> list[str]:
        return services_saying(row.slug)


class PlaceOut(Kept):
    """`path`: where it lies, as rules and answers name it."""

    slug: str
    path: str
    parent: str | None


class PlaceChange(Change):
    parent: Short | None = None


class NewPlace(PlaceChange):
    name: Texts
    slug: Short = ""


class Places(Kind):
    path: ClassVar[str] = "places"
    one: ClassVar[str] = "place"
    keeping: ClassVar[Keeping] = actions
    many: ClassVar[str] = "places"
    words: ClassVar[tuple[str, str]] = ("place", "places")
    out, new, change = PlaceOut, NewPlace, PlaceChange
    order = ("path",)
    reads = {"parent": row_of(Location)}

    def rows(self) -> QuerySet[Location]:
        return Location.objects.select_related("parent")

    def shown(self, row: Location) -> Values:
        return {"slug": row.slug, "path": row.path, "parent": slug_or_none(row.parent)}

    def stands(self, row: Location) -> Values:
        return {"name": row.name, "parent": row.parent}

    def save(self, actor: Person, row: Location | None, values: Values, edition: str | None) -> Location:
        moves = row is not None and values.get("parent") != row.parent
        if row is not None and moves and (names := services_saying(row.path, below=True)):
            said = _("These services name it where it is now: %(names)s. Change them first.")
            said %= {"names": listed(names)}
            raise Invalid(said, {"parent": [said]})
        return actions.save_place(actor=actor, place=row, edition=edition, **values)

    def named_by(self, row: Location) -> list[str]:
        return services_saying(row.path)


class MemberOut(PersonOut):
    """`works`: the desk of the team's department is open to them."""

    id: int
    works: bool


class NewMembers(Body):
    """E-mail addresses, a hundred at most. `works`: they become agents of its department too."""

    addresses: Addresses
    works: bool = False


@router.get(
    "/organisation/teams/{slug:slug}/members",
    response={200: Listed[MemberOut], **errors(403, 404)},
    summary="Who is in a team",
)
def list_members(request: HttpRequest, slug: str, after: Query[Cursor | None] = None) -> Listed[MemberOut]:
    """By name. For administrators, and for who leads the team."""
    team = _team(caller(request), slug)
    found = teams.members_of(team, after=after)
    items = [
        MemberOut(id=one.person.pk, name=one.person.name, email=one.person.email, works=one.works)
        for one in teams.with_roles(team, found.items)
    ]
    return Listed(items=items, next=found.next)


@router.post(
    "/organisation/teams/{slug:slug}/members",
    response={200: Listed[MemberOut], **sent(403, 404)},
    summary="Put people into a team",
)
def add_members(request: HttpRequest, slug: str, data: NewMembers) -> Listed[MemberOut]:
    """All of them or none. What they see and may do is worked out anew."""
    person = caller(request)
    team = _team(person, slug)
    try:
        teams.add_members(actor=person, team=team, addresses=data.addresses, works=data.works)
    except Invalid as refusal:
        raise Invalid(str(refusal), {"addresses": [str(refusal)]}) from refusal
    return list_members(request, slug)


@router.delete(
    "/organisation/teams/{slug:slug}/members/{person_id}",
    response={200: Listed[MemberOut], **errors(403, 404)},
    summary="Take somebody out of a team",
)
def remove_member(request: HttpRequest, slug: str, person_id: Id) -> Listed[MemberOut]:
    """Their roles stay as they are."""
    person = caller(request)
    team = _team(person, slug)
    member = team.members.filter(pk=person_id).first()
    if member is None:
        raise NotFound(_("There is nobody here."))
    teams.remove_member(actor=person, team=team, person=member)
    return list_members(request, slug)


def _team(person: Person, slug: str) -> Team:
    team = Team.objects.select_related("department").filter(slug=slug).first()
    require(team is not None and teams.may_keep_members(person, team))
    assert team is not None
    return team
