"""Changes to people, organisations, departments, teams, groups, places and roles, each with its entry.

`actor=None` is the operator at the command line (demo, import, createadmin); everybody else must administer the
portal, but for their own profile.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.actions import fill_group, refresh_everybody_later, refresh_person
from ventanilla.core.access.choices import Role
from ventanilla.core.access.models import ApiToken, RoleAssignment
from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.access.queries import rules_read
from ventanilla.core.directory.entries import PasswordChanged, RoleGranted, RoleRevoked, RowAdded, RowChanged
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.people.attributes import Unfit, definitions_of_people, fitting
from ventanilla.core.people.models import Department, Group, GroupMember, Location, Person, Team, TeamMember
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Stream

Row = TypeVar("Row", bound=models.Model)

SECRET_FIELDS = {"password", "last_login"}


@action
def add(model: type[Row], *, actor: Person | None, **values: Any) -> Row:
    """Add a row of the directory. Raises NotAllowed, or Invalid when a value can't be."""
    require(actor is None or is_portal_admin(actor))
    row = model(**values)
    if isinstance(row, Location):
        row.path = f"{row.parent.path}/{row.slug}" if row.parent else row.slug
    if isinstance(row, Person) and row.attributes:
        row.attributes = _attributes(row.attributes)
    _checked(row)
    row.save(force_insert=True)
    record(_stream(row), RowAdded(what=_kind(row), key=str(row), values=_plain(values)), actor=actor)
    _follow(row)
    return row


@action
def change(row: Row, *, actor: Person | None, **values: Any) -> Row:
    """Change fields of a row; nothing is recorded when nothing changes. Raises NotAllowed or Invalid."""
    require(actor is None or is_portal_admin(actor))
    return _change(row, actor, values)


def note_attributes_changed(
    row: Person,
    changes: dict[str, tuple[Any, Any]],
    labels: dict[str, dict[str, str]],
    *,
    actor: Person | None,
) -> None:
    """Record attributes that are saved already; groups and audiences are worked out anew when one depends on them."""
    told = RowChanged(what=_kind(row), key=str(row), changes=changes, labels=labels)
    record(_stream(row), told, actor=actor)
    if rules_read(changes):
        _follow(row)


@action
def change_profile(*, actor: Person, language: str, time_zone: str) -> Person:
    """A person's own language and time zone. Raises Invalid naming the field."""
    if time_zone and time_zone not in zoneinfo.available_timezones():
        raise Invalid(
            _("Choose a time zone from the list."), {"time_zone": [_("Choose a time zone from the list.")]}
        )
    return _change(actor, actor, {"language": language, "time_zone": time_zone})


@action
def set_password(*, person: Person, password: str, actor: Person | None) -> None:
    """Set a password that keeps to the rules, one's own or as an administrator of the portal; keys for the API that
    were made with the old one are no longer good.

    Raises NotAllowed, Invalid with what it lacks.
    """
    require(actor is None or actor.pk == person.pk or is_portal_admin(actor))
    try:
        password_validation.validate_password(password, person)
    except ValidationError as error:
        raise Invalid(_("This password can't be used."), {"password": error.messages}) from error
    person.set_password(password)
    person.save(update_fields=["password"])
    ApiToken.objects.filter(person=person).delete()
    record(_stream(person), PasswordChanged(), actor=actor)


@action
def join_team(team: Team, *people: Person, actor: Person | None) -> None:
    """Make `people` members of `team`."""
    require(actor is None or is_portal_admin(actor))
    move_members(team, *people, inside=True, actor=actor)


@action
def leave_team(team: Team, *people: Person, actor: Person | None) -> None:
    """Take `people` out of `team`."""
    require(actor is None or is_portal_admin(actor))
    move_members(team, *people, inside=False, actor=actor)


def move_members(team: Team, *people: Person, inside: bool, actor: Person | None) -> None:
    """Put `people` into `team`, or out of it, and work out anew what they may see. Who may is asked by the caller."""
    Team.objects.select_for_update(of=("self",)).get(
        pk=team.pk
    )  # one at a time, so that the history is right
    with _members_moved(team, people, actor):
        if inside:
            rows = [TeamMember(team=team, person=person) for person in people]
            TeamMember.objects.bulk_create(rows, ignore_conflicts=True)
        else:
            TeamMember.objects.filter(team=team, person__in=people).delete()


@action
def join_group(group: Group, *people: Person, actor: Person | None) -> None:
    """Make `people` members of `group`. Raises NotAllowed, or Conflict when a rule says who is in it."""
    require(actor is None or is_portal_admin(actor))
    _named_one_by_one(group)
    with _members_moved(group, people, actor):
        GroupMember.objects.bulk_create(
            [GroupMember(group=group, person=p) for p in people], ignore_conflicts=True
        )


@action
def leave_group(group: Group, *people: Person, actor: Person | None) -> None:
    """Take `people` out of `group`. Raises NotAllowed, or Conflict when a rule says who is in it."""
    require(actor is None or is_portal_admin(actor))
    _named_one_by_one(group)
    with _members_moved(group, people, actor):
        GroupMember.objects.filter(group=group, person__in=people).delete()


def _named_one_by_one(group: Group) -> None:
    if group.rule is not None:
        raise Conflict(_("A rule says who is in this group."))


@contextmanager
def _members_moved(of: Team | Group, people: tuple[Person, ...], actor: Person | None) -> Iterator[None]:
    """Record who is in it now, if that isn't as before, and work out anew what `people` may see."""
    before = sorted(of.members.values_list("email", flat=True))
    yield
    after = sorted(of.members.values_list("email", flat=True))
    if before != after:
        changed = RowChanged(what=_kind(of), key=str(of), changes={"members": (before, after)})
        record(_stream(of), changed, actor=actor)
        for person in people:
            refresh_person(person)


@action
def grant_role(
    person: Person, role: Role, *, department: Department | None = None, actor: Person | None
) -> None:
    """Give `person` a role, in `department` (all roles but the portal administrator's need one)."""
    require(actor is None or is_portal_admin(actor))
    _row, created = RoleAssignment.objects.get_or_create(person=person, role=role, department=department)
    if created:
        entry = RoleGranted(person=person.name, role=role, **_where(department))
        record(_stream(person), entry, actor=actor)


@action
def revoke_role(
    person: Person, role: Role, *, department: Department | None = None, actor: Person | None
) -> None:
    """Take a role away; nothing happens when the person didn't have it."""
    require(actor is None or is_portal_admin(actor))
    gone, _rows = RoleAssignment.objects.filter(person=person, role=role, department=department).delete()
    if gone:
        entry = RoleRevoked(person=person.name, role=role, **_where(department))
        record(_stream(person), entry, actor=actor)


def _where(department: Department | None) -> dict[str, Any]:
    return {"department": department.slug, "called": dict(department.name)} if department else {}


def _change(row: Row, actor: Person | None, values: dict[str, Any]) -> Row:
    if isinstance(row, Person) and values.get("attributes"):
        values["attributes"] = _attributes(values["attributes"])
    old = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    _checked(row)
    changes = {name: (_text(old[name]), _text(value)) for name, value in values.items() if old[name] != value}
    if changes:
        row.save(update_fields=list(changes))
        record(_stream(row), RowChanged(what=_kind(row), key=str(row), changes=changes), actor=actor)
        _follow(row)
    return row


def _checked(row: models.Model) -> None:
    try:
        row.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Invalid(_("Some values can't be used."), error.message_dict) from error


def _attributes(given: dict[str, Any]) -> dict[str, Any]:
    """What is declared has a value of its kind; what isn't is the operator's own affair."""
    read: dict[str, Any] = dict(given)
    wrong: dict[str, list[object]] = {}
    for key, definition in definitions_of_people(given).items():
        try:
            read[key] = fitting(definition, given[key])
        except Unfit as error:
            wrong[key] = [str(error)]
    if wrong:
        raise Invalid(_("Some values can't be used."), wrong)
    return {key: value for key, value in read.items() if value is not None}


def _follow(row: models.Model) -> None:
    if isinstance(row, Person):
        refresh_person(row)
    elif isinstance(row, Group):
        fill_group(row)
        refresh_everybody_later()
    elif isinstance(row, Department | Location | Team):
        refresh_everybody_later()


def _kind(row: models.Model) -> str:
    return str(row._meta.model_name)


def _stream(row: models.Model) -> Stream:
    if isinstance(row, Person):
        return stream_for(SubjectKind.PERSON, row.pk)
    return stream_for(SubjectKind.SETTINGS, f"{_kind(row)}:{row.pk}")


def _text(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | dict | list | None) else str(value)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _text(value) for name, value in values.items() if name not in SECRET_FIELDS}
