"""Random workflows of every block, as documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from ventanilla.core.blueprint.blocks import Blocks

BLOCKS: TypeAdapter[Any] = TypeAdapter(Blocks)
Draw = Callable[[st.SearchStrategy[Any]], Any]

FLAG = {"fact": "answers.flag", "op": "is", "value": True}
BROKEN_VALUE = {"divide": [1, {"fact": "answers.zero"}]}
BROKEN_RULE = {"fact": "answers.zero", "op": "is", "value": BROKEN_VALUE}
RULES = [
    True,
    False,
    FLAG,
    {"not": FLAG},
    BROKEN_RULE,
    {"fact": "outputs.b1.outcome", "op": "is", "value": "done"},
]
LENGTH = "2 business days"
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
    "notify": 1,
    "resolve": 1,
    "cancel": 1,
}
"""How often each kind is grown."""
CONTAINERS = ("parallel", "branch", "group", "for_each", "repeat")
OUTCOMES = {
    "approval": ["approved", "rejected", "returned", "expired"],
    "task": ["done"],
    "ask": ["answered"],
    "wait": ["done"],
    "assign_asset": ["assigned", "none_left"],
    "for_each": ["done", "empty"],
    "repeat": ["done", "maximum"],
    "group": ["done"],
    "parallel": ["done"],
}
TIMELESS = ("set", "notify", "resolve", "cancel", "go_back")


class Grower:
    """Grows one tree; ids are numbered, and a go_back only leads where it may."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.count = 0

    def sequence(self, depth: int, back: list[str], least: int = 0) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = []
        back = list(back)
        for _ in range(self.draw(st.integers(least, 4))):
            block = self.block(depth, back)
            blocks.append(block)
            (body,) = block.values()
            back.append(body["id"])
        return blocks

    def block(self, depth: int, back: list[str]) -> dict[str, Any]:
        self.count += 1
        name = f"b{self.count}"
        kind = self.draw(st.sampled_from(self.kinds(depth, back)))
        body = {"id": name, **getattr(self, kind)(depth, back, name)}
        if depth and kind in OUTCOMES and self.draw(st.booleans()):
            outcome = self.draw(st.sampled_from(OUTCOMES[kind]))
            body["on"] = {outcome: self.sequence(depth - 1, [*back, name])}
        if kind not in TIMELESS and self.draw(st.integers(0, 5)) == 0:
            body["deadline"] = self.deadline(depth, [*back, name])
        if depth and self.draw(st.integers(0, 7)) == 0:
            body["on_cancel"] = self.sequence(0, [])
        return {kind: body}

    def deadline(self, depth: int, back: list[str]) -> dict[str, Any]:
        by = [{"fact": "answers.day"}, BROKEN_VALUE]
        when = [{"within": LENGTH}, *({"by": value, "before": LENGTH} for value in by)]
        if not depth or self.draw(st.booleans()):
            return {**self.draw(st.sampled_from(when)), "ends": True}
        return {**self.draw(st.sampled_from(when)), "then": self.sequence(depth - 1, back)}

    def kinds(self, depth: int, back: list[str]) -> list[str]:
        fitting = [
            kind for kind in KINDS if (depth or kind not in CONTAINERS) and (back or kind != "go_back")
        ]
        return [kind for kind in fitting for _ in range(KINDS[kind])]

    def approval(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        times = self.draw(st.sets(st.sampled_from(["remind_after", "escalate_after", "expire_after"])))
        return {"seats": [{"from": "requester.manager"}], **dict.fromkeys(sorted(times), LENGTH)}

    def task(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        holder = [{"team": "it"}, {"team": "it", "due": LENGTH}, {"holder": {"fact": "answers.buddy"}}]
        return dict(self.draw(st.sampled_from(holder)))

    def ask(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {}

    def wait(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        until = [{"fact": "answers.day"}, {"fact": "now"}, BROKEN_VALUE]
        ways: list[dict[str, Any]] = [{"for": LENGTH}, {"message": name, "takes": {"order": "text"}}]
        ways += [{"until": value, "after": LENGTH} for value in until]
        ways += [{"when": rule} for rule in RULES]
        return dict(self.draw(st.sampled_from(ways)))

    def set(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {
            "fields": {
                "priority": self.draw(st.sampled_from(["high", {"fact": "answers.day"}, BROKEN_VALUE]))
            }
        }

    def notify(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"message": {"en": "Hello"}}

    def assign_asset(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"model": self.draw(st.sampled_from(["air", {"fact": "answers.model"}]))}

    def go_back(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"to": self.draw(st.sampled_from(back)), "max": self.draw(st.integers(1, 3))}

    def resolve(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"outcome": "solved"}

    def cancel(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"outcome": "withdrawn"}

    def group(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        due = {"due": LENGTH} if self.draw(st.booleans()) else {}
        return {"blocks": self.sequence(depth - 1, [*back, name]), **due}

    def parallel(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        branches = [self.sequence(depth - 1, []) for _ in range(self.draw(st.integers(2, 3)))]
        join = self.draw(st.sampled_from(["all", "any", len(branches)]))
        return {"branches": branches, "join": join}

    def for_each(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        sources = [
            {"rows": "answers.rows", "key": "id"},
            {"rows": "answers.none"},
            {"rows": "answers.twice", "max": 2},
            {"people": {"fact": "answers.buddy"}},
        ]
        collected = [{}, {"id": {"fact": "item.id"}}, {"broken": BROKEN_VALUE}]
        return {
            **self.draw(st.sampled_from(sources)),
            "collect": self.draw(st.sampled_from(collected)),
            "in_order": self.draw(st.booleans()),
            "blocks": self.sequence(depth - 1, [], least=1),
        }

    def repeat(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {
            "until": self.draw(st.sampled_from(RULES)),
            "max": self.draw(st.integers(1, 3)),
            "blocks": self.sequence(depth - 1, [*back, name], least=1),
        }

    def branch(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        rules = self.draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=2))
        cases = [{"when": rule, "blocks": self.sequence(depth - 1, [*back, name])} for rule in rules]
        return {"cases": cases, "otherwise": self.sequence(depth - 1, [*back, name])}


@st.composite
def trees(draw: Draw) -> Any:
    """The blocks of a random workflow."""
    return BLOCKS.validate_python(Grower(draw).sequence(3, [], least=2))
