"""Nothing happens until a timer runs out, a rule holds, or a message arrives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ventanilla.core.blueprint.blocks import Wait
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.rules import facts_in
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour
from ventanilla.engines.workflow.machine.steps import ROOT_KEY

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step

HOUR = Duration(amount=1, unit="hours")
LOOK = ("day", "hour")


class WaitBehaviour(Behaviour[Wait], of=Wait):
    def enter(self, run: Run, step: Step, block: Wait) -> None:
        if block.length:
            run.timer(step, "done", after=block.length)
        elif block.message is not None:
            self._take_kept(run, step, block)
        elif block.until is None:
            self._look_later(run, step, block)
        elif not self._aim(run, step, block):
            run.fail(step, "no_moment")

    def timer(self, run: Run, step: Step, block: Wait, name: str) -> None:
        if name in LOOK:
            self._look_later(run, step, block)
        else:
            run.finish(step, "done")

    def watches(self, block: Wait) -> bool:
        return block.until is not None or block.when is not None

    def look(self, run: Run, step: Step, block: Wait) -> None:
        """A day that was changed moves the end of the wait."""
        if block.until is not None:
            self._aim(run, step, block)
        elif run.holds(block.when):
            run.finish(step, "done")

    def arrived(self, run: Run, step: Step, block: Wait, payload: Mapping[str, Any]) -> None:
        """The message that it waits for."""
        run.finish(step, "done", {name: payload.get(name) for name in block.taken})

    def _take_kept(self, run: Run, step: Step, block: Wait) -> None:
        kept = run.step(ROOT_KEY).data.get("kept", {})
        if block.message in kept:
            rest = {name: payload for name, payload in kept.items() if name != block.message}
            run.note(run.step(ROOT_KEY), kept=rest)
            self.arrived(run, step, block, kept[block.message])

    def _look_later(self, run: Run, step: Step, block: Wait) -> None:
        """A rule is looked at again when anything changes, when the day does, and for `now` every hour."""
        today = run.facts().get("today") or run.now.date()
        day = today if isinstance(today, date) else date.fromisoformat(str(today))
        run.timer(step, "day", at=day + timedelta(days=1))
        if "now" in facts_in(block.when):
            run.timer(step, "hour", after=HOUR)

    def _aim(self, run: Run, step: Step, block: Wait) -> bool:
        moment = run.moment(block.until)
        if moment is not None:
            offset = run.offset(block.before, block.after)
            run.timer(step, "done", at=moment, clock=block.at, offset=offset)
        return moment is not None
