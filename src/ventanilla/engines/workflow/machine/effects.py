"""What the runtime is to do after an advance, in this order, in the same transaction or by a job.

Effects carry the step's key: an effect may be repeated, its key says whether it happened already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ventanilla.core.blueprint.blocks import Approval, Ask, ForEach, Task
from ventanilla.core.blueprint.durations import Duration
from ventanilla.engines.workflow.machine.steps import StepKey


@dataclass(frozen=True)
class Offset:
    """How far from a day or instant: that long before it, or after it."""

    length: Duration
    before: bool


@dataclass(frozen=True)
class OpenApproval:
    """Resolve the block's seats and ask them; answer with Finished, or Failed when nobody can decide.

    `holders` is what seats compute from facts, by the seat's position; of a seat of several by the position of each.
    `barred` are the names of those who can't decide for a seat, in the same way; of a seat of several its own by "but".
    """

    key: StepKey
    block: Approval
    holders: Mapping[int, Any] = field(default_factory=dict)
    barred: Mapping[int, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenTask:
    """Give the work to `block.team`, `block.person` or, computed from the block's holder, `holder`."""

    key: StepKey
    block: Task
    holder: Any = None


@dataclass(frozen=True)
class OpenAsk:
    """Put the questions to `block.to` or, computed from it, to the `address`; with `block.amend` also the original
    form."""

    key: StepKey
    block: Ask
    address: str | None = None


@dataclass(frozen=True)
class OpenSealed:
    """Open the answer that was handed in; answer with Finished, or Failed when its seal can't be opened."""

    key: StepKey


@dataclass(frozen=True)
class MoveTask:
    """Whoever `block` names with a value is somebody else now: the task or the question is for `holder`."""

    key: StepKey
    block: Task | Ask
    holder: Any


@dataclass(frozen=True)
class AssignAsset:
    """Assign one unit of `model` to `to`, that of `reserved` if there is one; answer with Finished assigned or
    none_left."""

    key: StepKey
    model: Any
    to: str
    reserved: Any = None


@dataclass(frozen=True)
class ReserveBudget:
    """Set `amount` of the cost centre aside; answer with Finished reserved or not_enough.

    `of` tells the ticket's reservations apart; `beyond`: also when it isn't enough.
    """

    key: StepKey
    of: str
    cost_centre: Any
    amount: Any
    beyond: bool


@dataclass(frozen=True)
class SettleBudget:
    """Make the reservation `of` this amount; answer with Finished settled or not_enough."""

    key: StepKey
    of: str
    amount: Any
    beyond: bool


@dataclass(frozen=True)
class Work:
    """Do what the block says beyond the ticket's own rows, with `values` computed; answer with Finished or Failed, at
    once or when it is done."""

    key: StepKey
    block: Any
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CloseStep:
    """The step is over and nobody finished it: close its task, approval or ask, drop its timers, all but those it
    `keeps`."""

    key: StepKey
    keeps: tuple[str, ...] = ()


@dataclass(frozen=True)
class FindItems:
    """Look up what the block goes through; answer with ItemsFound. `people` are those that its value names."""

    key: StepKey
    block: ForEach
    people: Any = None


@dataclass(frozen=True)
class CreateTicket:
    """Ask for another service, by a job: it is another ticket. With `wait` answer with Finished when that one ends."""

    key: StepKey
    service: str
    asked_by: str
    requested_for: Any
    answers: Mapping[str, Any]
    wait: bool


@dataclass(frozen=True)
class Undo:
    """The run was cancelled: take back what the step did, where that can be done at once."""

    key: StepKey
    outputs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SetTimer:
    """Send TimerFired(key, name) `after` a duration from now, or `at` an instant or a day moved by `offset`.

    Of a day it is the beginning, the `clock` time where the department works, or, for `due`, the end of its working
    hours. `due` and `done` are also when the step is due.
    """

    key: StepKey
    name: str
    after: Duration | None = None
    at: datetime | date | None = None
    clock: str | None = None
    offset: Offset | None = None


@dataclass(frozen=True)
class Remind:
    """Remind those who have not decided."""

    key: StepKey


@dataclass(frozen=True)
class Escalate:
    """Tell whoever stands above those who have not decided."""

    key: StepKey


@dataclass(frozen=True)
class Expire:
    """Time ran out before it was decided: it ends with `outcome`, and people are told."""

    key: StepKey
    outcome: str


@dataclass(frozen=True)
class Late:
    """The step or stage is past its deadline."""

    key: StepKey


@dataclass(frozen=True)
class SetFields:
    """Change these ticket fields."""

    key: StepKey
    values: Mapping[str, Any]


@dataclass(frozen=True)
class SendMessage:
    """Send the message, its placeholders filled in, to each addressee; `outside` are addresses from answers."""

    key: StepKey
    to: tuple[str, ...]
    message: Mapping[str, str]
    subject: Mapping[str, str] | None = None
    outside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolve:
    """The ticket is resolved, with words for those who asked; the run may go on with aftercare."""

    outcome: str
    message: Mapping[str, str] | None = None


@dataclass(frozen=True)
class CancelTicket:
    """Close the ticket with this outcome; the message is for the requester."""

    outcome: str
    message: Mapping[str, str] | None = None


@dataclass(frozen=True)
class RunEnded:
    """Nothing will happen in this run any more."""

    outcome: str


@dataclass(frozen=True)
class RaiseFault:
    """The step cannot go on: a task for the service's owner (try again, go on, cancel)."""

    key: StepKey
    code: str
    detail: str = ""


Effect = (
    OpenApproval
    | OpenTask
    | OpenAsk
    | MoveTask
    | OpenSealed
    | AssignAsset
    | ReserveBudget
    | SettleBudget
    | Work
    | CloseStep
    | CreateTicket
    | FindItems
    | Undo
    | SetTimer
    | Remind
    | Escalate
    | Expire
    | Late
    | SetFields
    | SendMessage
    | Resolve
    | CancelTicket
    | RunEnded
    | RaiseFault
)
