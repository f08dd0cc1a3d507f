"""What a block type does when it is reached and when something happens to it.

One small class a block type, in its own file, stateless: all state is in the steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from ventanilla.core.blueprint.blocks import Ask, Block, Task
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.rules import RuleFault, as_json
from ventanilla.engines.workflow.machine.effects import MoveTask, Remind

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step

B = TypeVar("B", bound=Block)


class Behaviour(Generic[B]):
    """How blocks of one type behave. Everything has an answer already; a type says what differs."""

    known: ClassVar[dict[type[Block], Behaviour[Any]]] = {}
    deepens: ClassVar[int] = 0
    """1 when the steps inside carry one more item key."""
    undoes: ClassVar[bool] = False
    """Whether what it did can be taken back at once when the run is cancelled."""

    def __init_subclass__(cls, *, of: type[Block] | None = None) -> None:
        super().__init_subclass__()
        if of is not None:
            Behaviour.known[of] = cls()

    def defaults(self, block: B) -> Mapping[str, tuple[Block, ...]]:
        """What happens after an outcome to which the package doesn't react; ids are put after the block's."""
        return {}

    def enter(self, run: Run, step: Step, block: B) -> None:
        """The block has just been reached."""
        raise NotImplementedError

    def dates(self, run: Run, step: Step, block: B) -> None:
        """Set the timers that go on while the step has a fault, or that it has had from its beginning."""

    def goes_on(self, block: B) -> tuple[str, ...]:
        """Which timers of its own go on while the step has a fault, besides its deadline."""
        return ()

    def timer(self, run: Run, step: Step, block: B, name: str) -> None:
        """One of the step's timers ran out."""

    def ended(self, run: Run, step: Step, block: B, name: str, item: str) -> None:
        """One of the block's own sequences has come to its end, for that item if it has items."""

    def reopened(self, run: Run, step: Step, name: str, item: str = "") -> None:
        """One of its own sequences had come to its end, perhaps, and goes on again."""

    def takes_back(self, block: B) -> bool:
        """Whether what this block did is taken back at once when the run is cancelled."""
        return self.undoes

    def watches(self, block: B) -> bool:
        """Whether the step wants to look at the facts whenever they may have changed."""
        return False

    def look(self, run: Run, step: Step, block: B) -> None:
        """The facts may have changed."""


def remind_again(run: Run, step: Step, after: Duration | None, name: str) -> None:
    """A reminder is due, and the next one comes after the same time."""
    run.emit(Remind(step.key))
    run.timer(step, f"remind.{int(name.removeprefix('remind.')) + 1}", after=after)


def whom(run: Run, named: Any) -> str:
    """Whom a block names: as it stands there, or the person that its value is."""
    return named if isinstance(named, str) else str(as_json(run.value(named)) or "")


def look_who(run: Run, step: Step, block: Task | Ask, value: Any) -> None:
    """Whoever the value names by now has it from now on. What can't be worked out any more changes nothing."""
    try:
        named = as_json(run.value(value))
    except RuleFault:
        return
    known = run.step(step.key).data.get("holder")
    if named and named != known:
        run.note(step, holder=named)
        if known is not None:
            run.emit(MoveTask(step.key, block, named))


def behaviour_of(block: Block) -> Behaviour[Any]:
    """The behaviour of the block's type."""
    return Behaviour.known[type(block)]
