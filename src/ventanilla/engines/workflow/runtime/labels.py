"""What the seats of an approval are called, in every language of the portal."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.core.blueprint.seats import (
    AnyOfSeat,
    AnySeat,
    AssetSeat,
    CostCentreSeat,
    GroupSeat,
    HolderSeat,
    LeadSeat,
    ManagersSeat,
    PeopleSeat,
    PersonSeat,
    RoleSeat,
    TeamSeat,
    computed,
)
from ventanilla.core.kit.text import Localized, languages, listed, pick
from ventanilla.core.people.models import Group
from ventanilla.core.people.queries import by_email, team_by_slug


def seat_label(spec: AnySeat) -> Localized:
    """«The requester's manager», «Lead of Procurement», «Anybody of the budget board», by language."""
    labels = {}
    for code in languages():
        with override(code):
            labels[code] = _label(spec)
    return labels


def group_name(spec: AnySeat) -> Localized:
    """What the group is called, or the team, out of which a seat takes its people; nothing for all other seats."""
    if isinstance(spec, GroupSeat):
        group = Group.objects.filter(slug=spec.group).first()
        return _everywhere(group.name) if group else {}
    if not isinstance(spec, TeamSeat):
        return {}
    found = {}
    for code in languages():
        with override(code):
            found[code] = _team(spec.team)
    return found


def _everywhere(name: Localized | str) -> Localized:
    return {code: pick(name, [code]) for code in languages()}


def _label(spec: AnySeat) -> str:
    match spec:
        case RoleSeat():
            return _role(spec.role)
        case PersonSeat():
            return _person(spec.person)
        case HolderSeat():
            return pick(spec.label) or _("A person whom the request names")
        case LeadSeat():
            return _("Lead of %(team)s") % {"team": _team(spec.lead_of)}
        case CostCentreSeat():
            return _("Owner of the cost centre")
        case AssetSeat():
            return _("Who has the equipment")
        case ManagersSeat():
            return _managers(spec)
        case GroupSeat():
            group = Group.objects.filter(slug=spec.group).first()
            return _some_of(spec.need, pick(group.name) if group else spec.group)
        case TeamSeat():
            return _some_of(spec.need, _team(spec.team))
        case PeopleSeat():
            return _some_of_these(spec.need, listed(_person(address) for address in spec.people))
        case AnyOfSeat():
            return pick(spec.label) or _some_of(spec.need, "; ".join(_label(one) for one in spec.any_of))


def _role(role: str) -> str:
    return {
        "requester.manager": _("The requester's manager"),
        "requested_for.manager": _("The manager of the person it is for"),
        "service.owner": _("The owner of the service"),
        "department.head": _("The head of the department"),
        "requester.cost_centre": _("Owner of the requester's cost centre"),
        "requested_for.cost_centre": _("Owner of the cost centre of the person it is for"),
        "ticket.team": _("Lead of the team that has the request"),
    }[role]


def _team(name: str) -> str:
    if name == "service.owner":
        return _("The team that owns the service")
    if name == "ticket.team":
        return _("The team that has the request")
    team = team_by_slug(name)
    return pick(team.name) if team else name


def _person(address: str) -> str:
    person = by_email(address)
    return person.name if person else address


def _some_of(need: int | str, whom: str) -> str:
    if need == "all":
        return _("All of: %(people)s") % {"people": whom}
    return _("%(count)s of %(group)s") % {"count": 1 if need == "any" else need, "group": whom}


def _some_of_these(need: int | str, people: str) -> str:
    if need == "all":
        return _("All of: %(people)s") % {"people": people}
    return _("%(count)s of these people: %(people)s") % {
        "count": 1 if need == "any" else need,
        "people": people,
    }


def _managers(spec: ManagersSeat) -> str:
    if spec.label or computed(spec) is not None:
        return pick(spec.label) or _("The managers of a person whom the request names")
    if spec.managers_of == "requester":
        return _("The requester's managers")
    return _("The managers of the person it is for")
