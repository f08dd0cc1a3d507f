"""Who is in a team: said by administrators of the portal, and by the team's lead among the people of the house."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ventanilla.core.access.choices import Role
from ventanilla.core.access.models import RoleAssignment
from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.directory.actions import grant_role, move_members
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.people.models import Person, Team, TeamMember
from ventanilla.core.timeline.actions import action

MOST_AT_ONCE = 100
WORKING = (Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR)


@dataclass(frozen=True)
class Member:
    """Somebody of a team, and whether the desk of its department is open to them."""

    person: Person
    works: bool


def may_keep_members(person: Person, team: Team) -> bool:
    """Administrators of the portal, and who leads the team."""
    return is_portal_admin(person) or (person.is_active and team.lead_id == person.pk)


@action
def add_members(*, actor: Person | None, team: Team, addresses: Iterable[str], works: bool = False) -> int:
    """Put the people with these addresses into the team; `works`: they become agents of its department too, which an
    administrator has to say. All of them or none; returns how many are new.

    Raises NotAllowed, Invalid naming `members`.
    """
    require(actor is None or may_keep_members(actor, team))
    require(actor is None or not works or is_portal_admin(actor))
    people = _people(actor, addresses)
    before = set(TeamMember.objects.filter(team=team).values_list("person", flat=True))
    move_members(team, *people, inside=True, actor=actor)
    for person in people if works else ():
        if not _works(person, team):
            grant_role(person, Role.AGENT, department=team.department, actor=actor)
    return len({person.pk for person in people} - before)


@action
def remove_member(*, actor: Person | None, team: Team, person: Person) -> None:
    """Take somebody out of the team; roles stay as they are. Raises NotAllowed."""
    require(actor is None or may_keep_members(actor, team))
    move_members(team, person, inside=False, actor=actor)


def members_of(team: Team, *, after: str | None = None) -> Page[Person]:
    """The people of a team by name."""
    rows = Person.objects.filter(teams=team)
    return page(rows, order=("given_name", "family_name", "id"), after=after)


def with_roles(team: Team, people: Sequence[Person]) -> list[Member]:
    """The same with whether they may work its requests. One query."""
    rows = RoleAssignment.objects.filter(person__in=people, role__in=WORKING, department=team.department_id)
    working = set(rows.values_list("person", flat=True))
    return [Member(person, person.pk in working) for person in people]


def _works(person: Person, team: Team) -> bool:
    rows = RoleAssignment.objects.filter(person=person, role__in=WORKING, department=team.department_id)
    return rows.exists()


def _people(actor: Person | None, addresses: Iterable[str]) -> list[Person]:
    wanted = list(dict.fromkeys(one.strip().lower() for one in addresses if one.strip()))
    said = ""
    if not wanted:
        said = _("Write an e-mail address, or several.")
    elif len(wanted) > MOST_AT_ONCE:
        said = _("Add a hundred at most in one go.")
    found = {} if said else {person.email.lower(): person for person in _eligible(actor, wanted)}
    missing = [one for one in wanted if one not in found]
    if missing and not said:
        said = _("Nobody active here has this address: %(addresses)s") % {"addresses": ", ".join(missing)}
    if said:
        raise Invalid(said, {"members": [said]})
    return [found[one] for one in wanted]


def _eligible(actor: Person | None, wanted: Sequence[str]) -> QuerySet[Person]:
    named = Q(*(Q(email__iexact=one) for one in wanted), _connector=Q.OR)
    rows = Person.objects.filter(named, is_active=True)
    if actor is None or is_portal_admin(actor):
        return rows
    return rows.filter(organization=actor.organization_id)
