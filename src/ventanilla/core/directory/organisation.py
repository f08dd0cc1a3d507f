"""Departments, teams and places: kept by administrators of the portal. Each change is one entry of the row's history;
who goes on from what somebody else has changed meanwhile is told (`edition`). `actor=None` is the operator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from ventanilla.core.access.actions import refresh_everybody_later
from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.directory.actions import add, change
from ventanilla.core.directory.entries import RowRemoved
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.registers import edition_of, judge_edition, judge_free, name_given, slug_given
from ventanilla.core.people.models import Department, Location, Person, Team
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind

Kept = TypeVar("Kept", Department, Team, Location)

EDITED: Mapping[type[Any], tuple[str, ...]] = {
    Department: ("name", "parent_id", "head_id", "calendar_id", "in_use"),
    Team: ("name", "department_id", "lead_id", "in_use"),
    Location: ("name", "parent_id", "in_use"),
}
LONGEST_PATH = 500


def edition(row: Department | Team | Location) -> str:
    """Which state of the row this is."""
    return edition_of({name: getattr(row, name) for name in EDITED[type(row)]})


@action
def save_department(
    *,
    actor: Person | None,
    department: Department | None = None,
    slug: str = "",
    name: Mapping[str, str],
    parent: Department | None = None,
    head: Person | None = None,
    calendar: Calendar | None = None,
    edition: str | None = None,
) -> Department:
    """Add a department, or change it. `calendar`: the hours that its teams work, None for those of everybody.

    Raises NotAllowed, Invalid naming the field, Conflict (`changed`) when `edition` isn't the one that stands.
    """
    require(actor is None or is_portal_admin(actor))
    known = _locked(department, edition)
    _judge_above(known, parent)
    _judge_here(head, "head")
    values = {"name": name_given(name), "parent": parent, "head": head, "calendar": calendar}
    if known is not None:
        return change(known, actor=actor, **values)
    return add(Department, actor=actor, slug=slug_given(Department.objects.all(), slug, name), **values)


@action
def save_team(
    *,
    actor: Person | None,
    team: Team | None = None,
    slug: str = "",
    name: Mapping[str, str],
    department: Department | None,
    lead: Person | None = None,
    edition: str | None = None,
) -> Team:
    """Add a team, or change it; who is in it is for `core.directory.teams`. Raises as `save_department`."""
    require(actor is None or is_portal_admin(actor))
    known = _locked(team, edition)
    if department is None:
        said = _("Choose the department that the team belongs to.")
        raise Invalid(said, {"department": [said]})
    _judge_here(lead, "lead")
    values = {"name": name_given(name), "department": department, "lead": lead}
    if known is not None:
        return change(known, actor=actor, **values)
    return add(Team, actor=actor, slug=slug_given(Team.objects.all(), slug, name), **values)


@action
def save_place(
    *,
    actor: Person | None,
    place: Location | None = None,
    slug: str = "",
    name: Mapping[str, str],
    parent: Location | None = None,
    edition: str | None = None,
) -> Location:
    """Add a place, or change it; what lies in it moves with it. Raises as `save_department`."""
    require(actor is None or is_portal_admin(actor))
    known = _locked(place, edition)
    _judge_above(known, parent)
    values: dict[str, Any] = {"name": name_given(name), "parent": parent}
    if known is None:
        slug = slug_given(Location.objects.all(), slug, name)
        _judge_path(path_of(slug, parent))
        return add(Location, actor=actor, slug=slug, **values)
    old, new = known.path, path_of(known.slug, parent)
    if old != new:
        _move_below(old, new)
        values["path"] = new
    return change(known, actor=actor, **values)


@action
def set_in_use(row: Kept, *, actor: Person | None, in_use: bool) -> Kept:
    """Offer it no more when somebody chooses one, or offer it again; what hangs on it stays. Raises NotAllowed."""
    require(actor is None or is_portal_admin(actor))
    known = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    return change(known, actor=actor, in_use=in_use)


@action
def remove(row: Department | Team | Location, *, actor: Person | None) -> None:
    """Take it away for good, as long as nothing hangs on it. Raises NotAllowed, Conflict."""
    require(actor is None or is_portal_admin(actor))
    known = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    judge_free(known)
    kind = str(known._meta.model_name)
    stream = stream_for(SubjectKind.SETTINGS, f"{kind}:{known.pk}")
    record(stream, RowRemoved(what=kind, key=str(known)), actor=actor)
    known.delete()
    refresh_everybody_later()


def path_of(slug: str, parent: Location | None) -> str:
    """Where a place stands in the tree."""
    return f"{parent.path}/{slug}" if parent else slug


def _locked(row: Kept | None, wanted: str | None) -> Kept | None:
    if row is None:
        return None
    known = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    judge_edition(wanted, edition(known))
    return known


def _judge_above(row: Department | Location | None, parent: Department | Location | None) -> None:
    """Nothing stands below itself. Moves are made one after another, or two could close a circle together."""
    if row is None or parent is None:
        return
    model: Any = type(row)
    above = dict(model.objects.select_for_update().order_by("pk").values_list("pk", "parent_id"))
    current: int | None = parent.pk
    while current is not None and current != row.pk:
        current = above.get(current)
    if current is not None:
        said = _("It can't belong to itself, or to what belongs to it.")
        raise Invalid(said, {"parent": [said]})


def _judge_here(person: Person | None, field: str) -> None:
    if person is not None and not person.is_active:
        said = _("Nobody active here has this address.")
        raise Invalid(said, {field: [said]})


def _judge_path(path: str) -> None:
    if len(path) > LONGEST_PATH:
        said = _("That lies too deep: choose a place further up.")
        raise Invalid(said, {"parent": [said]})


def _move_below(old: str, new: str) -> None:
    below = list(Location.objects.filter(path__startswith=f"{old}/"))
    for place in below:
        place.path = new + place.path.removeprefix(old)
        _judge_path(place.path)
    _judge_path(new)
    Location.objects.bulk_update(below, ["path"], batch_size=500)
