"""What a run knows while it moves: its steps as they change, and the facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ventanilla.core.rules import Facts, RuleFault, Surroundings, as_json, compute
from ventanilla.engines.workflow.machine.certainty import holds_for_certain
from ventanilla.engines.workflow.machine.items import cells, facts_at
from ventanilla.engines.workflow.machine.program import Node, Program
from ventanilla.engines.workflow.machine.steps import ROOT_KEY, State, Step, StepKey

FactSource = Callable[[State], Facts] | Facts


class Book:
    """The steps of one advance under way, and what rules and values give by them."""

    def __init__(
        self, program: Program, state: State, facts: FactSource, now: datetime, surroundings: Surroundings
    ) -> None:
        self.program = program
        self.now = now
        self.changed: dict[StepKey, Step] = {}
        self._before = state
        self._facts = facts
        self._surroundings = surroundings
        self._steps = dict(state)
        self._rounds = {(key.block, key.iteration): 0 for key in state}
        for key in state:
            self._rounds[key.block, key.iteration] = max(self._rounds[key.block, key.iteration], key.round)
        self._set_fields: dict[str, Any] = {}
        self._place: StepKey | None = None
        self._known: Facts | None = None

    def state(self) -> State:
        """The steps as they are now."""
        return State(self._steps.values())

    def step(self, key: StepKey) -> Step:
        """The step as it is now, which may be further than one held in hand."""
        return self._steps[key]

    def node(self, step: Step) -> Node:
        return self.program.nodes[step.key.block]

    def open_step(self, block: str, iteration: tuple[str, ...]) -> Step | None:
        """The block's step in this iteration that is under way or failed."""
        step = self.known(block, iteration)
        return step if step and step.is_open else None

    def known(self, block: str, iteration: tuple[str, ...]) -> Step | None:
        """The block's step of its last round in this iteration; None when it was never reached."""
        return self._steps.get(StepKey(block, iteration, self._rounds.get((block, iteration), 0)))

    def latest(self, block: str, iteration: tuple[str, ...]) -> Step:
        """The same, of a block that was reached."""
        return self._steps[StepKey(block, iteration, self._rounds[block, iteration])]

    def open_steps(self) -> list[Step]:
        return [step for step in self._steps.values() if step.is_open and step.key != ROOT_KEY]

    def facts(self) -> Facts:
        """The runtime's facts, the item and the outputs so far, and the fields set in this very advance."""
        if self._known is None:
            state = self.state()
            given = self._facts if isinstance(self._facts, Mapping) else self._facts(state)
            self._known = {**given, **facts_at(self.program, state, self._place), **self._set_fields}
        return self._known

    def stand_at(self, key: StepKey) -> None:
        """From now on facts are those that this step knows: its item, and what was left behind for it."""
        if key != self._place:
            self._place, self._known = key, None

    def holds(self, rule: Any) -> bool:
        """Whether the rule holds. Raises RuleFault when that hangs on something that can't be computed."""
        return holds_for_certain(rule, self.facts(), self._surroundings)

    def holds_of(self, rule: Any, row: Any) -> bool:
        """Whether the rule holds of a row, `row.*`, or of one of several choices. Raises RuleFault as `holds` does."""
        known = {
            **self.facts(),
            **cells("row", row if isinstance(row, Mapping) else {"value": row, "label": row}),
        }
        return holds_for_certain(rule, known, self._surroundings)

    def value(self, value: Any) -> Any:
        """What the value is now. Raises RuleFault."""
        return compute(value, self.facts(), self._surroundings)

    def moment(self, value: Any) -> date | datetime | None:
        """The day or the instant that a value stands for; None for anything else, a time without a zone too."""
        try:
            text = as_json(self.value(value))
            if not isinstance(text, str):
                return None
            at = datetime.fromisoformat(text)
        except (ValueError, RuleFault):
            return None
        return at.date() if len(text) == len("2027-03-31") else at if at.tzinfo else None

    def set_fields(self, values: Mapping[str, Any]) -> None:
        """Let the rest of this advance see ticket fields as the effects will leave them."""
        self._set_fields.update({f"ticket.{name}": value for name, value in values.items()})
        self._known = None

    def note(self, step: Step, **data: Any) -> Step:
        """Write into the step's book-keeping."""
        current = self.step(step.key)
        return self._put(replace(current, data={**current.data, **data}))

    def ended(self) -> bool:
        return ROOT_KEY in self._steps and not self._steps[ROOT_KEY].is_open

    def _put(self, step: Step) -> Step:
        self._steps[step.key] = step
        self._known = None
        self.changed[step.key] = step
        return step
