"""The same for each item. Items are known by what they are, not by their place, and fixed on entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ventanilla.core.blueprint.blocks import ForEach
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour
from ventanilla.engines.workflow.machine.effects import FindItems
from ventanilla.engines.workflow.machine.items import items_of_rows, labelled
from ventanilla.engines.workflow.machine.steps import StepKey

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class ForEachBehaviour(Behaviour[ForEach], of=ForEach):
    deepens = 1

    def enter(self, run: Run, step: Step, block: ForEach) -> None:
        if block.rows is None:
            people = as_json(run.value(block.people)) if block.people is not None else None
            run.emit(FindItems(step.key, block, people))
            return
        rows = as_json(run.value({"fact": block.rows})) or []
        if isinstance(rows, list):
            rows = [row for row in rows if block.where is None or run.holds_of(block.where, row)]
            self.found(run, step, block, items_of_rows(rows, block.key))
        else:
            run.fail(step, "not_items", block.rows)

    def found(self, run: Run, step: Step, block: ForEach, items: Iterable[Mapping[str, Any]]) -> None:
        """Fix the items and begin, with the first or with all of them."""
        known = run.facts()
        fixed = [labelled(item, block.label, known) for item in items]
        if len(fixed) > block.max:
            run.fail(step, "too_many_items", str(len(fixed)))
            return
        run.note(step, items=fixed, ended={})
        if not fixed:
            run.finish(step, "empty", {"items": [], "count": 0})
        for item in fixed[:1] if block.in_order else fixed:
            if run.step(step.key).is_open:
                self._begin(run, step, block, item["key"])

    def ended(self, run: Run, step: Step, block: ForEach, name: str, item: str) -> None:
        before = run.step(step.key).data
        if item in before["ended"]:
            return
        run.stand_at(StepKey(block.blocks[0].id, (*step.key.iteration, item)))
        kept = {name: as_json(run.value(value)) for name, value in block.collect.items()}
        run.note(step, ended={**before["ended"], item: kept})
        ended, items = run.step(step.key).data["ended"], before["items"]
        if len(ended) == len(items):
            rows = [{**one["facts"], **ended[one["key"]]} for one in items]
            run.finish(step, "done", {"items": rows, "count": len(rows)})
        elif block.in_order:
            begun = before.get("begun", list(ended))
            following = [one["key"] for one in items if one["key"] not in begun]
            for key in following[:1]:
                self._begin(run, step, block, key)

    def _begin(self, run: Run, step: Step, block: ForEach, key: str) -> None:
        """Begin with an item; one after the other they are begun once each, even when an earlier one goes on again."""
        if block.in_order:
            data = run.step(step.key).data
            run.note(step, begun=[*data.get("begun", data["ended"]), key])
        run.begin(step, "blocks", key)

    def reopened(self, run: Run, step: Step, name: str, item: str = "") -> None:
        ended = run.step(step.key).data.get("ended", {})
        run.note(step, ended={key: kept for key, kept in ended.items() if key != item})
