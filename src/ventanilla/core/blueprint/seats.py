"""Who sits at an approval: a role towards the request, a person, some people, a chain of managers, or several of
these together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

from ventanilla.core.blueprint.needs import Need, needed
from ventanilla.core.blueprint.part import AT_LEAST_ONE, Id, Part, by_shape
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import Site, SubPath
from ventanilla.core.blueprint.texts import ADDRESS, Email, Localized
from ventanilla.core.rules import Rule, Value

Role = Literal[
    "requester.manager",
    "requested_for.manager",
    "service.owner",
    "department.head",
    "requester.cost_centre",
    "requested_for.cost_centre",
    "ticket.team",
]
MOST_LEVELS = 10
ITSELF = ("requester", "requested_for", "service.owner")
TeamOrIts = Annotated[
    str, StringConstraints(pattern=r"^([a-z][a-z0-9_-]{0,59}|service\.owner|ticket\.team)$")
]
"""A team's slug, `service.owner`: the team that owns the service, or `ticket.team`: the one that has the request."""


def _left_out(name: str) -> str:
    if name in ITSELF or ADDRESS.match(name):
        return name
    raise fault("bad_but")


def _whom(raw: Any) -> Any:
    return Value if isinstance(raw, dict) else Annotated[str, AfterValidator(_left_out)]


def _as_tuple(raw: Any) -> Any:
    return (raw,) if isinstance(raw, str | dict) else raw


LeftOut = Annotated[tuple[Annotated[Any, by_shape(_whom)], ...], BeforeValidator(_as_tuple)]
"""People by address, those of the request, or values that name people: one or a list."""


class BaseSeat(Part):
    """What every seat may say: `but` are those who can't decide for it, whoever else does."""

    but: LeftOut = ()

    @model_serializer(mode="wrap")
    def _but_last(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        body: dict[str, Any] = write(self)
        return {**{name: value for name, value in body.items() if name != "but"}, **_only(body, "but")}


def _only(body: dict[str, Any], name: str) -> dict[str, Any]:
    return {name: body[name]} if name in body else {}


class OneSeat(BaseSeat):
    """A seat for one person."""

    @property
    def need(self) -> int:
        return 1


class RoleSeat(OneSeat):
    """Whoever has this role when the approval opens: a manager, the head of the department, the owner of the service
    or of a cost centre, the lead of the team that has the request."""

    role: Role = Field(alias="from")


class PersonSeat(OneSeat):
    """One named person."""

    person: Email


class LeadSeat(OneSeat):
    """The lead of a team."""

    lead_of: Id


class HolderSeat(OneSeat):
    """A person computed from facts, as in `{holder: {fact: outputs.budget.owner}}`; `label` says as whom."""

    holder: Value
    label: Localized | None = None


class CostCentreSeat(OneSeat):
    """Who answers for a cost centre, as in `{cost_centre: {fact: answers.cost_centre}}`."""

    cost_centre: Value


class AssetSeat(OneSeat):
    """Who has an asset, as in `{holder_of: {fact: answers.screen}}`; nobody has it: the head of the department that
    keeps it."""

    holder_of: Value


class GroupSeat(BaseSeat):
    """`need` members of a group, whoever decides first."""

    group: Id
    need: Need = 1


class TeamSeat(BaseSeat):
    """`need` members of a team, whoever decides first."""

    team: TeamOrIts
    need: Need = 1


class PeopleSeat(BaseSeat):
    """`need` of these people, whoever decides first."""

    people: Annotated[tuple[Email, ...], AT_LEAST_ONE]
    need: Need = 1

    @model_validator(mode="after")
    def _enough(self) -> Self:
        _refuse_too_many(self.need, len(self.people))
        return self


def _above_whom(raw: Any) -> Any:
    return Value if isinstance(raw, dict) else Literal["requester", "requested_for"]


AboveWhom = Annotated[Any, by_shape(_above_whom)]
"""`requester`, `requested_for`, or a value that names one or several people, as in `{fact: answers.other}`."""


class ManagersSeat(BaseSeat):
    """The manager, the manager's manager and so on: for so many levels, or until somebody of whom a rule over
    `person.*` holds. Each of them decides; with `only_last` the last one alone. Of several people it is the managers
    of each. `label` says as whom they decide."""

    managers_of: AboveWhom
    levels: Annotated[int, Field(ge=1, le=MOST_LEVELS)] | None = None
    until: Rule | None = None
    only_last: bool = False
    label: Localized | None = None

    @property
    def need(self) -> str:
        return "all"

    @model_validator(mode="after")
    def _how_far(self) -> Self:
        if self.levels is None and self.until is None:
            raise fault("how_far")
        return self


SimpleSeat = (
    RoleSeat
    | PersonSeat
    | LeadSeat
    | HolderSeat
    | CostCentreSeat
    | AssetSeat
    | GroupSeat
    | TeamSeat
    | PeopleSeat
    | ManagersSeat
)
SHAPES: dict[str, type[SimpleSeat]] = {
    "from": RoleSeat,
    "role": RoleSeat,
    "person": PersonSeat,
    "people": PeopleSeat,
    "lead_of": LeadSeat,
    "group": GroupSeat,
    "team": TeamSeat,
    "holder": HolderSeat,
    "cost_centre": CostCentreSeat,
    "holder_of": AssetSeat,
    "managers_of": ManagersSeat,
}


def _shape_of(raw: Any, shapes: dict[str, Any]) -> Any:
    if isinstance(raw, Part):
        return type(raw)
    found = [shapes[key] for key in raw if key in shapes] if isinstance(raw, dict) else []
    if len(found) != 1:
        raise fault("which_seat")
    return found[0]


def _inner_shape(raw: Any) -> Any:
    if isinstance(raw, dict) and "any_of" in raw:
        raise fault("seats_too_deep")
    return _shape_of(raw, SHAPES)


class AnyOfSeat(BaseSeat):
    """`need` of several seats: the lead of IT or two of the board. `label` says what that is together."""

    any_of: Annotated[tuple[Annotated[SimpleSeat, by_shape(_inner_shape)], ...], AT_LEAST_ONE]
    need: Need = 1
    label: Localized | None = None

    @model_validator(mode="after")
    def _enough(self) -> Self:
        _refuse_too_many(self.need, len(self.any_of))
        return self


AnySeat = SimpleSeat | AnyOfSeat


def _shape(raw: Any) -> Any:
    return _shape_of(raw, {**SHAPES, "any_of": AnyOfSeat})


Seat = Annotated[AnySeat, by_shape(_shape)]

COMPUTED = {
    HolderSeat: "holder",
    CostCentreSeat: "cost_centre",
    AssetSeat: "holder_of",
    ManagersSeat: "managers_of",
}
"""The seats that compute whom or what they mean from facts, and by which field."""


def computed(seat: AnySeat) -> Value | None:
    """The value from which a seat computes whom or what it means, if it does."""
    name = COMPUTED.get(type(seat))
    if name is None or (isinstance(seat, ManagersSeat) and isinstance(seat.managers_of, str)):
        return None
    return getattr(seat, name)


def placed_seats(seats: Iterable[AnySeat]) -> Iterator[tuple[SubPath, SimpleSeat]]:
    """The seats, those inside of others instead of what holds them, each with its path below the block."""
    for index, seat in enumerate(seats):
        if isinstance(seat, AnyOfSeat):
            for inner, below in enumerate(seat.any_of):
                yield ("seats", index, "any_of", inner), below
        else:
            yield ("seats", index), seat


def all_seats(seats: Iterable[AnySeat]) -> Iterator[tuple[SubPath, AnySeat]]:
    """The seats and those inside of others, each with its path below the block."""
    seats = tuple(seats)
    yield from ((("seats", index), seat) for index, seat in enumerate(seats) if isinstance(seat, AnyOfSeat))
    yield from placed_seats(seats)


def seat_sites(seats: Iterable[AnySeat]) -> Iterator[Site]:
    """Every value and rule of the seats; rules over `person.*` say so."""
    for path, seat in all_seats(seats):
        for index, whom in enumerate(seat.but):
            if not isinstance(whom, str):
                yield Site((*path, "but", index), whom)
        value = computed(seat)
        if value is not None:
            yield Site((*path, COMPUTED[type(seat)]), value)
        if isinstance(seat, ManagersSeat) and seat.until is not None:
            yield Site((*path, "until"), seat.until, over_person=True)


def _refuse_too_many(need: int | str, count: int) -> None:
    if needed(need, count) > count:
        raise fault("seats_short", need=need, count=count)
