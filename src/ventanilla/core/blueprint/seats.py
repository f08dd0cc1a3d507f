"""Who sits at an approval: a role towards the request, a person, a team's lead, some of a group."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from ventanilla.core.blueprint.part import Id, Part, by_shape
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.texts import Email, Localized
from ventanilla.core.rules import Value

Role = Literal["requester.manager", "requested_for.manager", "service.owner", "department.head"]


class RoleSeat(Part):
    """Whoever has this role when the approval opens."""

    role: Role = Field(alias="from")

    @property
    def need(self) -> int:
        return 1


class PersonSeat(Part):
    """One named person."""

    person: Email

    @property
    def need(self) -> int:
        return 1


class LeadSeat(Part):
    """The lead of a team."""

    lead_of: Id

    @property
    def need(self) -> int:
        return 1


class GroupSeat(Part):
    """`need` members of a group, whoever decides first."""

    group: Id
    need: Annotated[int, Field(ge=1, le=100)] = 1


class HolderSeat(Part):
    """A person computed from facts, as in `{holder: {fact: outputs.budget.owner}}`; `label` says as whom."""

    holder: Value
    label: Localized | None = None

    @property
    def need(self) -> int:
        return 1


AnySeat = RoleSeat | PersonSeat | LeadSeat | GroupSeat | HolderSeat
SHAPES: dict[str, type[AnySeat]] = {
    "from": RoleSeat,
    "role": RoleSeat,
    "person": PersonSeat,
    "lead_of": LeadSeat,
    "group": GroupSeat,
    "holder": HolderSeat,
}


def _shape(raw: Any) -> Any:
    if isinstance(raw, Part):
        return type(raw)
    found = [SHAPES[key] for key in raw if key in SHAPES] if isinstance(raw, dict) else []
    if len(found) != 1:
        raise fault("which_seat")
    return found[0]


Seat = Annotated[AnySeat, by_shape(_shape)]
