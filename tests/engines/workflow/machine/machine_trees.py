"""Random workflows of every block, as documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from ventanilla.core.blueprint.blocks import Blocks
from ventanilla.core.blueprint.blocks.base import KNOWN, Reacting

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

    def block(self, depth: int, back: list[str], kind: str = "") -> dict[str, Any]:
        """A block of this kind, or of any."""
        self.count += 1
        name = f"b{self.count}"
        kind = kind or self.draw(st.sampled_from(self.kinds(depth, back)))
        body = {"id": name, **getattr(self, kind)(depth, back, name)}
        if depth and kind in OUTCOMES and self.draw(st.booleans()):
            outcome = self.draw(st.sampled_from(OUTCOMES[kind]))
            follows = self.sequence(depth - 1, [*back, name], least=1)
            body["on"] = {**body.get("on", {}), outcome: follows}
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
        seat: dict[str, Any] = self.draw(st.sampled_from([{"from": "requester.manager"}, {"team": "it"}]))
        but = self.draw(st.sampled_from([[], [self.value("ana@acme.example"), "requester"]]))
        return {"seats": [{**seat, "but": but}], **dict.fromkeys(sorted(times), LENGTH)}

    def task(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        holder = [
            {"team": "it"},
            {"team": "it", "due": LENGTH, "remind_after": LENGTH},
            {"holder": {"fact": "answers.buddy"}},
        ]
        return dict(self.draw(st.sampled_from(holder)))

    def ask(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return dict(self.draw(st.sampled_from([{}, {"remind_after": LENGTH}])))

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

    def calculate(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"values": [{"id": "total", "value": self.value({"add": [1, 2]})}]}

    def notify(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"message": {"en": "Hello"}}

    def assign_asset(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"model": self.draw(st.sampled_from(["air", {"fact": "answers.model"}]))}

    def value(self, *sound: Any) -> Any:
        """One of these values, nothing, or what can't be worked out."""
        return self.draw(st.sampled_from([*sound, {"fact": "answers.nothing"}, BROKEN_VALUE]))

    def connector(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        inputs = {"who": self.value("ana"), "deep": [{"days": self.value(3)}]}
        return {"connection": "directory", "action": "create", "inputs": inputs, "outputs": {"id": "uid"}}

    def identity(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"address": self.value("ana@acme.example")}

    def create_ticket(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        answers = {"what": self.value({"fact": "answers.model"})}
        return {
            "service": "laptop",
            "answers": answers,
            "wait": self.draw(st.booleans()),
            "keep": self.draw(st.booleans()),
        }

    def grant(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        ends = [{}, {"for": LENGTH}, {"until": self.value({"fact": "answers.day"})}]
        return {"access": self.value("vpn"), "label": {"en": "VPN"}, **self.draw(st.sampled_from(ends))}

    def grant_end(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"of": "b1", "on": {"ended": [{"notify": {"id": f"{name}-over", "message": {"en": "Over"}}}]}}

    def revoke(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"access": self.value("vpn")}

    def document(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"heading": {"en": "Letter"}, "body": {"en": "Dear {{ requester.name }}"}, "seen_by": "team"}

    def reserve_asset(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"model": self.value("air", {"fact": "answers.model"})}

    def return_asset(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        ways = [{}, {"remind_after": LENGTH}, {"at_once": True}]
        return {"asset": self.value("SN-1"), **self.draw(st.sampled_from(ways))}

    def reserve_budget(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        amount = self.value({"amount": "10", "currency": "EUR"})
        return {"cost_centre": self.value("CC-1"), "amount": amount, "beyond": self.draw(st.booleans())}

    def settle_budget(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        return {"of": "b1", "amount": self.value({"amount": "12", "currency": "EUR"})}

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
