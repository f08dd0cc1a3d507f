"""Who sits at an approval, today: never somebody at their own request, and somebody if at all possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ventanilla.core.blueprint.seats import AnySeat, GroupSeat, HolderSeat, LeadSeat, PersonSeat


class Directory(Protocol):
    """What has to be known about the organisation and the service. People are named by their number."""

    def manager_of(self, person: int) -> int | None: ...

    def head_of_department(self, person: int) -> int | None:
        """The head of the department where that person works."""

    def owner_of_service(self) -> int | None: ...

    def lead_of_owning_team(self) -> int | None:
        """The lead of the team that owns the service."""

    def lead_of_team(self, team: str) -> int | None: ...

    def members_of_group(self, group: str) -> Iterable[int]: ...

    def person_by_email(self, email: str) -> int | None: ...

    def person_named(self, name: str) -> int | None:
        """Somebody by the number that an answer or an output holds, or by address."""

    def is_active(self, person: int) -> bool: ...


class ReasonCode(StrEnum):
    """Why somebody else sits there, in codes for the wording."""

    NO_MANAGER = "no_manager"
    NO_HEAD = "no_head"
    NO_OWNER = "no_owner"
    NO_LEAD = "no_lead"
    UNKNOWN_PERSON = "unknown_person"
    OWN_REQUEST = "own_request"
    INACTIVE = "inactive"
    EMPTY_GROUP = "empty_group"
    TOO_FEW = "too_few"
    FELL_TO_HEAD = "fell_to_head"
    FELL_TO_OWNER = "fell_to_owner"
    FELL_TO_TEAM_LEAD = "fell_to_team_lead"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Reason:
    """One thing that was met on the way; `person` is whom it is about, `name` a team, group or address."""

    code: ReasonCode
    person: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Resolved:
    """Who may decide for a seat, how many of them have to, and why it is they. No people: nobody can."""

    people: tuple[int, ...]
    need: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class _Chair:
    """One attempt to fill a seat: who, what to say when there is nobody, what to say when it is taken."""

    find: Callable[[], int | None]
    missing: ReasonCode
    fell: ReasonCode | None = None
    name: str = ""


def resolve(
    seat: AnySeat, directory: Directory, *, requester: int, requested_for: int, holder: object = None
) -> Resolved:
    """The people who sit there now; `holder` is whom the seat computed, if it does.

    Nobody decides their own request, neither who asked nor whom it is for. A seat that stays empty falls
    to the department's head, then to the service's owner, then to the lead of the team that owns the
    service; each step is told in the reasons.
    """
    own = frozenset({requester, requested_for})
    if isinstance(seat, GroupSeat):
        return _group(seat, directory, own, requested_for)
    if isinstance(seat, HolderSeat):
        named = _Chair(lambda: directory.person_named(str(holder or "")), ReasonCode.UNKNOWN_PERSON)
        return _first([named, *_fallbacks(directory, requested_for)], directory, own, [])
    return _first(_chairs(seat, directory, requester, requested_for), directory, own, [])


def _group(seat: GroupSeat, directory: Directory, own: frozenset[int], person: int) -> Resolved:
    members = sorted(directory.members_of_group(seat.group))
    active = [member for member in members if directory.is_active(member)]
    people = tuple(member for member in active if member not in own)
    if not people:
        reasons = [Reason(ReasonCode.EMPTY_GROUP, name=seat.group)]
        return _first(_fallbacks(directory, person), directory, own, reasons)
    if len(people) < seat.need:
        return Resolved(people, len(people), (Reason(ReasonCode.TOO_FEW, name=seat.group),))
    return Resolved(people, seat.need)


def _chairs(seat: AnySeat, directory: Directory, requester: int, requested_for: int) -> list[_Chair]:
    fallbacks = _fallbacks(directory, requested_for)
    if isinstance(seat, PersonSeat):
        named = _Chair(
            lambda: directory.person_by_email(seat.person), ReasonCode.UNKNOWN_PERSON, name=seat.person
        )
        return [named, *fallbacks]
    if isinstance(seat, LeadSeat):
        return [
            _Chair(lambda: directory.lead_of_team(seat.lead_of), ReasonCode.NO_LEAD, name=seat.lead_of),
            *fallbacks,
        ]
    role = "" if isinstance(seat, GroupSeat | HolderSeat) else seat.role
    if role == "requester.manager":
        return [_Chair(lambda: directory.manager_of(requester), ReasonCode.NO_MANAGER), *fallbacks]
    if role == "requested_for.manager":
        return [_Chair(lambda: directory.manager_of(requested_for), ReasonCode.NO_MANAGER), *fallbacks]
    wanted = fallbacks[1:] if role == "service.owner" else fallbacks
    return [_Chair(wanted[0].find, wanted[0].missing), *wanted[1:]]


def _fallbacks(directory: Directory, person: int) -> list[_Chair]:
    return [
        _Chair(lambda: directory.head_of_department(person), ReasonCode.NO_HEAD, ReasonCode.FELL_TO_HEAD),
        _Chair(directory.owner_of_service, ReasonCode.NO_OWNER, ReasonCode.FELL_TO_OWNER),
        _Chair(directory.lead_of_owning_team, ReasonCode.NO_LEAD, ReasonCode.FELL_TO_TEAM_LEAD),
    ]


def _first(
    chairs: list[_Chair], directory: Directory, own: frozenset[int], reasons: list[Reason]
) -> Resolved:
    """The first chair with somebody in it who may decide."""
    for chair in chairs:
        person = chair.find()
        if person is None:
            reasons.append(Reason(chair.missing, name=chair.name))
        elif person in own:
            reasons.append(Reason(ReasonCode.OWN_REQUEST, person, chair.name))
        elif not directory.is_active(person):
            reasons.append(Reason(ReasonCode.INACTIVE, person, chair.name))
        else:
            if chair.fell is not None:
                reasons.append(Reason(chair.fell, person))
            return Resolved((person,), 1, tuple(reasons))
    return Resolved((), 1, (*reasons, Reason(ReasonCode.NOBODY)))
