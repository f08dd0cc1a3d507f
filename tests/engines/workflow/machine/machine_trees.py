"""Random workflows of every block, as documents."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.engines.workflow.machine.machine_fields import COLLECTED, LENGTH, RULES, SEEN, SOURCES, Fields
from tests.engines.workflow.machine.machine_leaves import Leaves
from ventanilla.core.blueprint.blocks import Blocks
from ventanilla.core.blueprint.blocks.base import KNOWN, Reacting

BLOCKS: TypeAdapter[Any] = TypeAdapter(Blocks)
Draw = Callable[[st.SearchStrategy[Any]], Any]

KINDS = {
    "parallel": 4,
    "task": 4,
    "approval": 3,
    "branch": 2,
    "group": 2,
    "for_each": 2,
    "repeat": 2,
    "go_back": 3,
    "assign_asset": 2,
    "ask": 2,
    "wait": 2,
    "set": 2,
    "calculate": 1,
    "connector": 2,
    "identity": 2,
    "create_ticket": 2,
    "grant": 1,
    "grant_end": 1,
    "revoke": 1,
    "document": 1,
    "reserve_asset": 1,
    "return_asset": 1,
    "reserve_budget": 1,
    "settle_budget": 1,
    "notify": 1,
    "resolve": 1,
    "cancel": 1,
}
"""How often each kind is grown."""
CONTAINERS = ("parallel", "branch", "group", "for_each", "repeat")
OUTCOMES = {
    name: kind.outcomes for name, kind in KNOWN.items() if issubclass(kind, Reacting) and kind.outcomes
}
TIMELESS = tuple(name for name, kind in KNOWN.items() if kind.timeless)


class Grower(Leaves):
    """Grows one tree; ids are numbered, and a go_back only leads where it may."""

    count = 0

    def sequence(self, depth: int, back: list[str], least: int = 0) -> list[Fields]:
        blocks: list[Fields] = []
        back = list(back)
        for _ in range(self.integer(least, 4)):
            block = self.block(depth, back)
            blocks.append(block)
            (body,) = block.values()
            back.append(body["id"])
        return blocks

    def block(self, depth: int, back: list[str], kind: str = "") -> Fields:
        """A block of this kind, or of any."""
        self.count += 1
        name = f"b{self.count}"
        kind = kind or self.one(self.kinds(depth, back))
        body = {"id": name, **getattr(self, kind)(depth, back, name)}
        if kind not in TIMELESS and "deadline" not in body and self.rarely(6):
            body["deadline"] = self.deadline(depth, [*back, name])
        if depth and kind in OUTCOMES and self.rarely():
            self.react(kind, body, depth, [*back, name])
        if depth and self.rarely(8):
            body["on_cancel"] = self.sequence(0, [])
        if self.rarely(8):
            body |= self.one(SEEN)
        return {kind: body}

    def react(self, kind: str, body: Fields, depth: int, back: list[str]) -> None:
        """Something follows on one of the ways in which the block may end."""
        ends = body.get("deadline", {}).get("ends")
        outcome = self.one([*OUTCOMES[kind], "expired"] if ends else OUTCOMES[kind])
        if outcome != "expired" or body.get("if_expired", "escalated") == "escalated":
            body["on"] = {**body.get("on", {}), outcome: self.sequence(depth - 1, back, least=1)}

    def deadline(self, depth: int, back: list[str]) -> Fields:
        when = self.by(back[:-1]) if self.rarely() else {"within": LENGTH}
        if not depth or self.rarely():
            return {**when, "ends": True}
        return {**when, "then": self.sequence(depth - 1, back)}

    def kinds(self, depth: int, back: list[str]) -> list[str]:
        fitting = [
            kind for kind in KINDS if (depth or kind not in CONTAINERS) and (back or kind != "go_back")
        ]
        return [kind for kind in fitting for _ in range(KINDS[kind])]

    def group(self, depth: int, back: list[str], name: str) -> Fields:
        return {"blocks": self.sequence(depth - 1, [*back, name]), **self.due(back)}

    def parallel(self, depth: int, back: list[str], name: str) -> Fields:
        branches = [self.sequence(depth - 1, []) for _ in range(self.integer(2, 3))]
        return {"branches": branches, "join": self.one(["all", "any", len(branches)])}

    def for_each(self, depth: int, back: list[str], name: str) -> Fields:
        in_order = self.rarely()
        self.loops.append(in_order)
        blocks = self.sequence(depth - 1, [], least=1)
        if self.rarely(3):
            blocks.append(self.block(0, [], "ask"))
        self.loops.pop()
        return {**self.one(SOURCES), **self.one(COLLECTED), "in_order": in_order, "blocks": blocks}

    def repeat(self, depth: int, back: list[str], name: str) -> Fields:
        return {
            "until": self.one(RULES),
            "max": self.integer(1, 3),
            "label": {"en": f"Time {{{{ outputs.{name}.turn }}}}"},
            "blocks": self.sequence(depth - 1, [*back, name], least=1),
        }

    def branch(self, depth: int, back: list[str], name: str) -> Fields:
        rules = [self.one(RULES) for _ in range(self.integer(1, 2))]
        cases = [{"when": rule, "blocks": self.sequence(depth - 1, [*back, name])} for rule in rules]
        return {"cases": cases, "otherwise": self.sequence(depth - 1, [*back, name])}


def drawn(draw: Draw) -> Callable[[int, int], int]:
    """Numbers that Hypothesis chooses, and makes smaller when something is wrong."""
    return lambda least, most: draw(st.integers(least, most))


def shuffled(seed: int, grower: type[Grower] = Grower) -> Grower:
    """A grower that needs no Hypothesis, and grows the same every time."""
    return grower(Random(seed).randint)


@st.composite
def trees(draw: Draw) -> Any:
    """The blocks of a random workflow."""
    return BLOCKS.validate_python(Grower(drawn(draw)).sequence(3, [], least=2))
