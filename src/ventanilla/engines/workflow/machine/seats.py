"""Who sits at an approval, today: never somebody at their own request, and somebody if at all possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.core.blueprint.needs import needed
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
)
from ventanilla.engines.workflow.machine.finder import Finder
from ventanilla.engines.workflow.machine.people import Chair, Directory, Reason, ReasonCode, Resolved


def resolve(
    seat: AnySeat, directory: Directory, *, requester: int, requested_for: int, holder: Any = None
) -> Resolved:
    """The people who sit there now; `holder` is what the seat computed, if it does, and for a seat of several that
    of each by its position as text.

    Nobody decides their own request, neither who asked nor whom it is for: of managers the one above does then. For
    somebody who is away their delegate decides, and for who has left or named nobody, the manager above. A seat that
    stays empty falls to the department's head, then to the service's owner, then to the lead of the team that owns the
    service; each step is told in the reasons. When everybody on the way is only away, the first of them is waited for.
    """
    if isinstance(seat, AnyOfSeat):
        return _several(seat, directory, requester, requested_for, holder or {})
    finder = Finder(directory, requester, requested_for)
    if isinstance(seat, GroupSeat):
        members = sorted(directory.members_of_group(seat.group))
        return finder.pool(members, seat.need, Reason(ReasonCode.EMPTY_GROUP, name=seat.group))
    if isinstance(seat, PeopleSeat):
        return _people(seat, finder)
    if isinstance(seat, ManagersSeat):
        return finder.climb(seat)
    return finder.first([_chair(seat, finder, holder), *finder.fallbacks(seat)])


def above(person: int, directory: Directory, *, requester: int, requested_for: int) -> Resolved:
    """Who stands above somebody who doesn't decide: the nearest manager who can, or else the usual fallbacks."""
    finder = Finder(directory, requester, requested_for)
    finder.reasons += finder.up(person, frozenset({person}))
    return finder.seated() or finder.first(finder.fallbacks(None))


def _several(
    seat: AnyOfSeat, directory: Directory, requester: int, requested_for: int, holders: Mapping[str, Any]
) -> Resolved:
    whom = {"requester": requester, "requested_for": requested_for}
    inner = [
        resolve(one, directory, **whom, holder=holders.get(str(index)))
        for index, one in enumerate(seat.any_of)
    ]
    filled = sum(one.is_filled for one in inner)
    wanted = needed(seat.need, len(inner))
    reasons = (Reason(ReasonCode.TOO_FEW_SEATS),) if filled < wanted else ()
    return Resolved((), max(min(wanted, filled), 1), reasons, inner=tuple(inner))


def _people(seat: PeopleSeat, finder: Finder) -> Resolved:
    members = []
    for address in dict.fromkeys(seat.people):
        person = finder.directory.person_by_email(address)
        if person is None:
            finder.reasons.append(Reason(ReasonCode.UNKNOWN_PERSON, name=address))
        else:
            members.append(person)
    return finder.pool(members, seat.need, Reason(ReasonCode.NONE_OF_THESE))


def _chair(seat: AnySeat, finder: Finder, holder: Any) -> Chair:
    """Whom a seat for one person means."""
    directory, named = finder.directory, str(holder or "")
    match seat:
        case PersonSeat():
            return Chair(
                lambda: directory.person_by_email(seat.person), ReasonCode.UNKNOWN_PERSON, name=seat.person
            )
        case LeadSeat():
            return Chair(lambda: directory.lead_of_team(seat.lead_of), ReasonCode.NO_LEAD, name=seat.lead_of)
        case HolderSeat():
            return Chair(
                lambda: directory.person_named(named), ReasonCode.UNKNOWN_PERSON, name=named, checked=True
            )
        case CostCentreSeat():
            return Chair(lambda: directory.owner_of_cost_centre(named), ReasonCode.NO_COST_CENTRE, name=named)
        case AssetSeat():
            return Chair(
                lambda: directory.holder_of_asset(named), ReasonCode.NO_ASSET, name=named, checked=True
            )
        case RoleSeat():
            return finder.role(seat.role)
    raise TypeError(f"{type(seat).__name__} isn't a seat for one person")
