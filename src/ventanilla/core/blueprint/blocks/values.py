"""Small field types that several blocks share."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from ventanilla.core.blueprint.part import by_shape
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.texts import ADDRESS
from ventanilla.core.rules import Value

TeamName = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_-]{0,59}|service\.owner|ticket\.team)$")]
"""A team's slug, `service.owner`: the team that owns the service, or `ticket.team`: the one that has the request."""
ITS_TEAMS = ("service.owner", "ticket.team")

SOMEBODY = ("requester", "requested_for")


def _one_addressee(name: str) -> str:
    if name in SOMEBODY or ADDRESS.match(name):
        return name
    raise fault("bad_somebody")


def _as_tuple(raw: Any) -> Any:
    return (raw,) if isinstance(raw, str | dict) else raw


Somebody = Annotated[str, AfterValidator(_one_addressee)]
"""`requester`, `requested_for` or an e-mail address."""


def _whom_shape(raw: Any) -> Any:
    return Value if isinstance(raw, dict) else Somebody


Whom = Annotated[Any, by_shape(_whom_shape)]
"""`requester`, `requested_for`, an address, or `{fact: …}` for a person whom an answer or an output names."""


def _addressee_shape(raw: Any) -> Any:
    return Value if isinstance(raw, dict) else str


Addressee = Annotated[Any, by_shape(_addressee_shape)]
Addressees = Annotated[tuple[Addressee, ...], BeforeValidator(_as_tuple)]
"""`requester`, `requested_for`, team slugs, e-mail addresses, or `{fact: …}` for a person or an address in the answers:
one or a list."""

Assign = Literal["in_turn", "least_busy"]
"""Among those of a team who are there, who gets it by itself: one after the other, or who has the least to do."""

WaitsFor = Literal["requester", "supplier"]
"""For whom outside of the team a step waits: meanwhile the clocks of the request stand still."""

NAME = "[a-z][a-z0-9_-]{0,59}"
Shown = Annotated[str, StringConstraints(pattern=rf"^({NAME}([.]{NAME})?|outputs[.]{NAME}[.]{NAME})$")]
"""A question, a column of the list row that was chosen, or what a block before left behind: `model`, `model.cost`,
`outputs.budget.left`."""

Holder = Value
"""A person computed from facts, as in `{fact: answers.buddy}`."""
