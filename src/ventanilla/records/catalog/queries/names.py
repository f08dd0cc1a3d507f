"""The names behind the slugs and addresses of a package."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.seats import (
    AnyOfSeat,
    AssetSeat,
    CostCentreSeat,
    GroupSeat,
    HolderSeat,
    LeadSeat,
    ManagersSeat,
    PeopleSeat,
    PersonSeat,
    RoleSeat,
    Seat,
    TeamSeat,
    computed,
)
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Group, Person, Team
from ventanilla.records.catalog.references import Kind, references

ROLES = {
    "requester.manager": gettext_lazy("your manager"),
    "requested_for.manager": gettext_lazy("the manager of whom it is for"),
    "department.head": gettext_lazy("the head of your department"),
    "requester.cost_centre": gettext_lazy("who answers for your cost centre"),
    "requested_for.cost_centre": gettext_lazy("who answers for the cost centre of whom it is for"),
    "ticket.team": gettext_lazy("the lead of the team that has the request"),
}
ITS_TEAMS = {
    "service.owner": gettext_lazy("the team that owns the service"),
    "ticket.team": gettext_lazy("the team that has the request"),
}


@dataclass(frozen=True)
class Names:
    """Names by slug or address; what isn't there any more shows by itself."""

    people: Mapping[str, str]
    teams: Mapping[str, str]
    groups: Mapping[str, str]
    owner: str

    def person(self, address: str) -> str:
        return self.people.get(address.lower(), address)

    def team(self, slug: str) -> str:
        return self.teams.get(slug, slug)

    def group(self, slug: str) -> str:
        return self.groups.get(slug, slug)


def names_in(package: Package, language: str) -> Names:
    """The names that `package` needs to be told in words. Three queries at most."""
    wanted: dict[Kind, set[str]] = defaultdict(set)
    for reference in references(package):
        wanted[reference.kind].add(reference.name)
    teams = Team.objects.filter(slug__in=wanted[Kind.TEAM]).values_list("slug", "name")
    groups = Group.objects.filter(slug__in=wanted[Kind.GROUP]).values_list("slug", "name")
    return Names(
        people=_people({address.lower() for address in wanted[Kind.PERSON]}),
        teams={slug: pick(name, [language]) or slug for slug, name in teams},
        groups={slug: pick(name, [language]) or slug for slug, name in groups},
        owner=package.owner.person,
    )


def seat_words(seat: Seat, names: Names) -> str:
    """Who sits there, in the active language, from the requester's point of view, as in mid-sentence."""
    match seat:
        case RoleSeat(role="service.owner"):
            return _("%(person)s (owner of the service)") % {"person": names.person(names.owner)}
        case RoleSeat():
            return str(ROLES[seat.role])
        case PersonSeat():
            return names.person(seat.person)
        case HolderSeat():
            return pick(seat.label) or _("somebody whom the request names")
        case LeadSeat():
            return _("the lead of %(team)s") % {"team": names.team(seat.lead_of)}
        case GroupSeat():
            return _some_of(seat.need, names.group(seat.group))
        case TeamSeat():
            its = ITS_TEAMS.get(seat.team)
            return _some_of(seat.need, str(its) if its else names.team(seat.team))
        case PeopleSeat():
            return _some_of(seat.need, ", ".join(names.person(address) for address in seat.people))
        case CostCentreSeat():
            return _("who answers for the cost centre")
        case AssetSeat():
            return _("who has the equipment")
        case ManagersSeat():
            return _managers(seat)
        case AnyOfSeat():
            inner = ", ".join(seat_words(one, names) for one in seat.any_of)
            return pick(seat.label) or _needed_of(seat.need, inner)
    raise TypeError(f"{type(seat).__name__} isn't a seat")


def _some_of(need: int | str, whom: str) -> str:
    if need in (1, "any"):
        return _("somebody of %(group)s") % {"group": whom}
    return _needed_of(need, whom)


def _needed_of(need: int | str, whom: str) -> str:
    """«2 of Finance», «half of»: a number or a share of some people or seats."""
    if need == "all":
        return _("all of %(group)s") % {"group": whom}
    return _("%(need)s of %(group)s") % {"need": 1 if need == "any" else need, "group": whom}


def _managers(seat: ManagersSeat) -> str:
    """The chain above somebody, from the requester's point of view."""
    if seat.label or computed(seat) is not None:
        one, several = _("the manager of whom the request names"), _("the managers of whom the request names")
        return pick(seat.label) or (one if seat.levels == 1 and not seat.until else several)
    yours = seat.managers_of == "requester"
    if seat.levels == 1 and not seat.until:
        return str(ROLES[f"{seat.managers_of}.manager"])
    if seat.only_last:
        return _("a manager above you") if yours else _("a manager above whom it is for")
    return _("the managers above you") if yours else _("the managers above whom it is for")


def _people(addresses: set[str]) -> dict[str, str]:
    found = Person.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    return {person.email.lower(): person.name for person in found}
