"""What has to be known about people to seat them, and what is said about why it is they."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol


@dataclass(frozen=True)
class Away:
    """Somebody isn't there today, nor until that day; `delegate` decides instead, if anybody was named."""

    delegate: int | None = None
    until: date | None = None


class Directory(Protocol):
    """What has to be known about the organisation and the service. People are named by their number."""

    def manager_of(self, person: int) -> int | None: ...

    def head_of_department(self, person: int) -> int | None:
        """The head of the department where that person works."""

    def owner_of_service(self) -> int | None: ...

    def lead_of_owning_team(self) -> int | None:
        """The lead of the team that owns the service."""

    def lead_of_working_team(self) -> int | None:
        """The lead of the team that has the request."""

    def lead_of_team(self, team: str) -> int | None: ...

    def members_of_group(self, group: str) -> Iterable[int]: ...

    def members_of_team(self, team: str) -> Iterable[int]:
        """Also of `service.owner`, the team that owns the service, and `ticket.team`, the one that has the request."""

    def person_by_email(self, email: str) -> int | None: ...

    def person_named(self, name: str) -> int | None:
        """Somebody by the number that an answer or an output holds, or by address."""

    def cost_centre_of(self, person: int) -> str | None:
        """The code of the cost centre where that person is booked."""

    def owner_of_cost_centre(self, code: str) -> int | None: ...

    def holder_of_asset(self, name: str) -> int | None:
        """Who has the asset of that serial number; nobody has it: who heads the department that keeps it."""

    def is_active(self, person: int) -> bool: ...

    def is_ours(self, person: int) -> bool:
        """Belongs to our own organisation, or to that of who asks or whom it is for."""

    def absence_of(self, person: int) -> Away | None:
        """Whether the person is away today, as far as this service is concerned."""

    def fulfils(self, person: int, rule: Any) -> bool:
        """Whether a rule over `person.*` holds of that person."""


class ReasonCode(StrEnum):
    """Why somebody else sits there, in codes for the wording."""

    NO_MANAGER = "no_manager"
    NO_HEAD = "no_head"
    NO_OWNER = "no_owner"
    NO_LEAD = "no_lead"
    NO_COST_CENTRE = "no_cost_centre"
    NO_ASSET = "no_asset"
    UNKNOWN_PERSON = "unknown_person"
    OTHER_ORGANISATION = "other_organisation"
    OWN_REQUEST = "own_request"
    BARRED = "barred"
    INACTIVE = "inactive"
    AWAY = "away"
    DELEGATED = "delegated"
    STAYS = "stays"
    EMPTY_GROUP = "empty_group"
    EMPTY_TEAM = "empty_team"
    NONE_OF_THESE = "none_of_these"
    TOO_FEW = "too_few"
    TOO_FEW_SEATS = "too_few_seats"
    CHAIN_ENDED = "chain_ended"
    FELL_TO_ABOVE = "fell_to_above"
    FELL_TO_HEAD = "fell_to_head"
    FELL_TO_OWNER = "fell_to_owner"
    FELL_TO_TEAM_LEAD = "fell_to_team_lead"
    NOBODY = "nobody"
    SEAT_EMPTY = "seat_empty"


@dataclass(frozen=True)
class Reason:
    """One thing that was met on the way; `person` is whom it is about, `other` who decides instead, `name` a team,
    group or address."""

    code: ReasonCode
    person: int | None = None
    name: str = ""
    other: int | None = None


class Sought(StrEnum):
    """What was looked for, to find out who decides."""

    MANAGER = "manager"
    ABOVE = "above"
    HEAD = "head"
    SERVICE_OWNER = "service_owner"
    OWNING_LEAD = "owning_lead"
    WORKING_LEAD = "working_lead"
    LEAD = "lead"
    COST_CENTRE = "cost_centre"
    COST_CENTRE_OF = "cost_centre_of"
    ASSET = "asset"
    PERSON = "person"
    HOLDER = "holder"
    MEMBER = "member"
    NOBODY_ELSE = "nobody_else"


class Met(StrEnum):
    """What became of somebody who was looked for."""

    DECIDES = "decides"
    STANDS_IN = "stands_in"
    WAITED_FOR = "waited_for"
    NOT_HIGH_ENOUGH = "not_high_enough"
    NOBODY = "nobody"
    OWN_REQUEST = "own_request"
    BARRED = "barred"
    INACTIVE = "inactive"
    AWAY = "away"
    OTHER_ORGANISATION = "other_organisation"


@dataclass(frozen=True)
class Look:
    """One stop on the way to who decides: what was sought (of the person `whose`, or by `name`), whom that gave and
    what became of them; `other` stands in, `until` is the last day of an absence."""

    sought: Sought
    met: Met
    whose: int | None = None
    name: str = ""
    person: int | None = None
    other: int | None = None
    until: date | None = None

    def as_json(self) -> dict[str, Any]:
        """As rows keep it: what is empty is left out."""
        given = {
            "sought": self.sought.value,
            "met": self.met.value,
            "whose": self.whose,
            "name": self.name,
            "person": self.person,
            "other": self.other,
            "until": self.until.isoformat() if self.until else None,
        }
        return {key: value for key, value in given.items() if value}


@dataclass(frozen=True)
class Resolved:
    """Who may decide for a seat, how many of them have to, and why it is they. No people: nobody can.

    `behalf` says for whom somebody decides who stands in. A seat of several has them in `inner` instead; `ordered`:
    as a chain of managers is. `looks` tell the whole way, stop by stop.
    """

    people: tuple[int, ...]
    need: int
    reasons: tuple[Reason, ...] = ()
    behalf: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    inner: tuple[Resolved, ...] = ()
    ordered: bool = False
    looks: tuple[Look, ...] = field(default=(), compare=False)

    @property
    def is_filled(self) -> bool:
        """Whether somebody can decide."""
        return bool(self.people) or any(seat.is_filled for seat in self.inner)

    @property
    def everybody(self) -> tuple[int, ...]:
        """All the people who sit here, each once."""
        inner = [person for seat in self.inner for person in seat.everybody]
        return tuple(dict.fromkeys([*self.people, *inner]))

    @property
    def all_reasons(self) -> tuple[Reason, ...]:
        """What was met on the way here and in the seats inside."""
        return (*self.reasons, *(reason for seat in self.inner for reason in seat.all_reasons))


@dataclass(frozen=True)
class Chair:
    """One attempt to fill a seat: who, what to say when there is nobody, what to say when it is taken. `checked`: it
    has to be somebody of ours, because an answer names them. `whose`: the person whose manager, head… is sought."""

    find: Callable[[], int | None]
    missing: ReasonCode
    sought: Sought
    fell: ReasonCode | None = None
    name: str = ""
    checked: bool = False
    whose: int | None = None
