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
    TeamSeat,
)
from ventanilla.engines.workflow.machine.finder import Finder
from ventanilla.engines.workflow.machine.people import (
    Chair,
    Directory,
    Look,
    Met,
    Reason,
    ReasonCode,
    Resolved,
    Sought,
)


def resolve(
    seat: AnySeat,
    directory: Directory,
    *,
    requester: int,
    requested_for: int,
    holder: Any = None,
    barred: Any = (),
) -> Resolved:
    """The people who sit there now; `holder` is what the seat computed, if it does, and for a seat of several that
    of each by its position as text. `barred` are the names of those whom the seat leaves out, in the same way.

    Nobody decides their own request, neither who asked nor whom it is for: of a seat for one, whoever stands above them
    does then. For somebody who is away their delegate decides, and for who has left or named nobody, the manager above.
    A seat that stays empty falls to the department's head, then to the service's owner, then to the lead of the team
    that owns the service, and from each of them upwards in the same way; each step is told in the reasons. When
    everybody on the way is only away, the first of them is waited for.
    """
    if isinstance(seat, AnyOfSeat):
        return _several(seat, directory, requester, requested_for, holder or {}, barred or {})
    left_out = _left_out(barred, directory, requester, requested_for)
    finder = Finder(directory, requester, requested_for, left_out)
    if isinstance(seat, GroupSeat):
        members = sorted(directory.members_of_group(seat.group))
        return finder.pool(members, seat.need, Reason(ReasonCode.EMPTY_GROUP, name=seat.group))
    if isinstance(seat, TeamSeat):
        members = sorted(directory.members_of_team(seat.team))
        return finder.pool(members, seat.need, Reason(ReasonCode.EMPTY_TEAM, name=seat.team))
    if isinstance(seat, PeopleSeat):
        return _people(seat, finder)
    if isinstance(seat, ManagersSeat):
        return _managers(seat, finder, holder)
    return finder.first([_chair(seat, finder, holder), *finder.fallbacks(seat)])


def above(
    person: int, directory: Directory, *, requester: int, requested_for: int, barred: Any = ()
) -> Resolved:
    """Who stands above somebody who doesn't decide: the nearest manager who can, or else the usual fallbacks."""
    left_out = _left_out(barred, directory, requester, requested_for)
    finder = Finder(directory, requester, requested_for, left_out)
    finder.reasons += finder.up(person, frozenset({person}))
    return finder.seated() or finder.first(finder.fallbacks(None))


def _left_out(barred: Any, directory: Directory, requester: int, requested_for: int) -> frozenset[int]:
    """Whom the names mean; what names nobody leaves nobody out."""
    names = barred if not isinstance(barred, Mapping) else [one for each in barred.values() for one in each]
    itself = {
        "requester": requester,
        "requested_for": requested_for,
        "service.owner": directory.owner_of_service(),
    }
    found = (itself[name] if name in itself else directory.person_named(str(name)) for name in names)
    return frozenset(person for person in found if person is not None)


def _several(
    seat: AnyOfSeat,
    directory: Directory,
    requester: int,
    requested_for: int,
    holders: Mapping[str, Any],
    barred: Mapping[str, Any],
) -> Resolved:
    whom = {"requester": requester, "requested_for": requested_for}
    inner = [
        resolve(
            one,
            directory,
            **whom,
            holder=holders.get(str(index)),
            barred=[*barred.get("but", ()), *barred.get(str(index), ())],
        )
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
            finder.looks.append(Look(Sought.PERSON, Met.NOBODY, name=address))
        else:
            members.append(person)
    return finder.pool(members, seat.need, Reason(ReasonCode.NONE_OF_THESE))


def _managers(seat: ManagersSeat, finder: Finder, holder: Any) -> Resolved:
    """The managers of who asks, of whom it is for, or of each of those whom the request names."""
    if isinstance(seat.managers_of, str):
        person = finder.requester if seat.managers_of == "requester" else finder.requested_for
        return finder.climb(seat, holder if isinstance(holder, dict | bool) else seat.until, person)
    given = holder if isinstance(holder, dict) else {}
    named, until = given.get("of") or [""], given.get("until")
    chains = [_chain(seat, finder, name, seat.until if until is None else until) for name in named]
    if len(chains) == 1:
        return chains[0]
    filled = sum(one.is_filled for one in chains)
    reasons = (Reason(ReasonCode.TOO_FEW_SEATS),) if filled < len(chains) else ()
    return Resolved((), max(filled, 1), reasons, inner=tuple(chains))


def _chain(seat: ManagersSeat, finder: Finder, name: str, until: Any) -> Resolved:
    """The managers of somebody whom the request names, who isn't their own manager; it is the head of their
    department where nobody is."""
    directory = finder.directory
    person = directory.person_named(name) if name else None
    own = Finder(directory, finder.requester, finder.requested_for, finder.barred)
    if person is None:
        return _instead(own, Reason(ReasonCode.UNKNOWN_PERSON, name=name), Met.NOBODY)
    if not directory.is_ours(person):
        return _instead(own, Reason(ReasonCode.OTHER_ORGANISATION, person, name), Met.OTHER_ORGANISATION)
    own.whose, own.barred = person, finder.barred | {person}
    return own.climb(seat, until, person)


def _instead(finder: Finder, reason: Reason, met: Met) -> Resolved:
    """Who decides where the one whose managers are sought can't be found, or isn't one of ours."""
    finder.reasons.append(reason)
    finder.looks.append(Look(Sought.HOLDER, met, name=reason.name, person=reason.person))
    return finder.first(finder.fallbacks(None))


def _chair(seat: AnySeat, finder: Finder, holder: Any) -> Chair:
    """Whom a seat for one person means."""
    directory, named = finder.directory, str(holder or "")
    match seat:
        case PersonSeat():
            who = seat.person
            return Chair(
                lambda: directory.person_by_email(who), ReasonCode.UNKNOWN_PERSON, Sought.PERSON, name=who
            )
        case LeadSeat():
            team = seat.lead_of
            return Chair(lambda: directory.lead_of_team(team), ReasonCode.NO_LEAD, Sought.LEAD, name=team)
        case RoleSeat():
            return finder.role(seat.role)
    find, missing, sought = {
        HolderSeat: (directory.person_named, ReasonCode.UNKNOWN_PERSON, Sought.HOLDER),
        CostCentreSeat: (directory.owner_of_cost_centre, ReasonCode.NO_COST_CENTRE, Sought.COST_CENTRE),
        AssetSeat: (directory.holder_of_asset, ReasonCode.NO_ASSET, Sought.ASSET),
    }[type(seat)]
    checked = not isinstance(seat, CostCentreSeat)
    return Chair(lambda: find(named), missing, sought, name=named, checked=checked)
