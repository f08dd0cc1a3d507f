"""A form in mid-way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Ask
from ventanilla.core.blueprint.due import ByDay
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine import opening
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour, look_who, remind_again
from ventanilla.engines.workflow.machine.effects import Late, OpenAsk
from ventanilla.engines.workflow.machine.steps import HANDED_IN, OPENS, Step, StepState

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run


class AskBehaviour(Behaviour[Ask], of=Ask):
    def enter(self, run: Run, step: Step, block: Ask) -> None:
        address = None
        if not isinstance(block.to, str):
            address = str(as_json(run.value(block.to)) or "")
            if not address:
                run.fail(step, "nobody")
                return
            run.note(step, holder=address)
        if _never_opens(run, block):
            run.fail(step, "no_moment")
            return
        run.emit(OpenAsk(step.key, block, address))
        run.due(step, block.due)
        self._aim(run, step, block)
        if block.remind_after:
            run.timer(step, "remind.1", after=block.remind_after)

    def watches(self, block: Ask) -> bool:
        follows = isinstance(block.due, ByDay) or not isinstance(block.to, str)
        return follows or block.sealed_until == "all_answered" or block.opens is not None

    def goes_on(self, block: Ask) -> tuple[str, ...]:
        return (OPENS,) if block.opens is not None else ()

    def look(self, run: Run, step: Step, block: Ask) -> None:
        if isinstance(block.due, ByDay):
            run.due(step, block.due)
        self._aim(run, step, block)
        if not isinstance(block.to, str) and HANDED_IN not in run.step(step.key).data:
            look_who(run, step, block, block.to)
        if block.sealed_until == "all_answered" and _all_answered(run, step):
            opening.unseal(run, step)

    def timer(self, run: Run, step: Step, block: Ask, name: str) -> None:
        if name == OPENS:
            opening.come(run, step)
        elif HANDED_IN in step.data:
            return  # nobody is late any more
        elif name.startswith("remind."):
            remind_again(run, step, block.remind_after, name)
        else:
            run.emit(Late(step.key))

    def _aim(self, run: Run, step: Step, block: Ask) -> None:
        """When what is sealed is opened, by the answers as they are now."""
        if block.opens is not None and (at := run.moment(block.opens)) is not None:
            run.timer(step, OPENS, at=at)


def _never_opens(run: Run, block: Ask) -> bool:
    """Whether it is sealed until a day that can't be worked out: nobody could ever read the answer."""
    day = block.deadline.day if block.deadline and block.sealed_until is not None else None
    return day is not None and run.moment(day.by) is None


def _all_answered(run: Run, step: Step) -> bool:
    """Whether each item of the loop around the step has handed its answer in, or is through without one."""
    loop = next(run.program.loops(run.node(step)), None)
    if loop is None or run.step(step.key).state is not StepState.ACTIVE:
        return False
    holder, depth = loop
    around = run.open_step(holder.id, step.key.iteration[:depth])
    if around is None or "items" not in around.data:
        return False
    through = around.data["ended"]
    state = run.state()
    others = [
        state.latest(step.key.block, (*around.key.iteration, item["key"]))
        for item in around.data["items"]
        if item["key"] not in through
    ]
    return all(one is not None and (HANDED_IN in one.data or not one.is_open) for one in others)
