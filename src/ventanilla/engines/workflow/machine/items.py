"""What is known at one place of a run: the item that a step is about, and what was left behind for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ventanilla.core.blueprint.blocks.repeat import TURN
from ventanilla.core.blueprint.messages import substitute
from ventanilla.core.rules.kinds import as_date
from ventanilla.engines.workflow.machine.program import Node, Program
from ventanilla.engines.workflow.machine.steps import State, Step, StepKey, output_facts

LONGEST_KEY = 60
LANGUAGES = ("en", "es")
TURNS = "turns"
"""In a step's data: which time it was, when it was reached, of each repeat around it."""
Item = Mapping[str, Any]


def facts_at(program: Program, state: State, key: StepKey | None) -> dict[str, Any]:
    """`item.*` of the innermost item that the step is about, and the outputs that stand there."""
    if key is None:
        return output_facts(state)
    item = items_around(program, state, key)
    known = cells("item", item[0]["facts"]) if item else {}
    node = program.nodes.get(key.block)
    turns = turns_at(program, state.latest, node, key.iteration) if node else {}
    return {**known, **output_facts(state, key.iteration), **_as_facts(turns)}


def facts_of(program: Program, state: State, key: StepKey | None) -> dict[str, Any]:
    """The same as the step itself tells it, even when what it stands in has gone on to the next time already."""
    step = state.get(key) if key else None
    own = step.data.get(TURNS, {}) if step else {}
    return {**facts_at(program, state, key), **_as_facts(own)}


def turns_at(
    program: Program,
    latest: Callable[[str, tuple[str, ...]], Step | None],
    node: Node,
    iteration: tuple[str, ...],
) -> dict[str, int]:
    """Which time it is of each repeat in which a block stands, by the repeat's id."""
    around = [latest(repeat.id, iteration[:depth]) for repeat, depth in program.repeats(node)]
    return {step.key.block: step.data[TURN] for step in around if step and TURN in step.data}


def _as_facts(turns: Mapping[str, int]) -> dict[str, int]:
    return {f"outputs.{repeat}.{TURN}": turn for repeat, turn in turns.items()}


def items_around(program: Program, state: State, key: StepKey) -> list[Item]:
    """The items that a step is about, innermost first."""
    node = program.nodes.get(key.block)
    found = []
    for loop, depth in program.loops(node) if node else ():
        step = state.latest(loop.id, key.iteration[:depth])
        items = step.data.get("items", []) if step else []
        wanted = key.iteration[depth] if len(key.iteration) > depth else None
        found += [item for item in items if item["key"] == wanted]
    return found


def item_label(program: Program, state: State, key: StepKey) -> dict[str, str]:
    """What the item of a step is called, by language; empty for a step that is about none."""
    around = items_around(program, state, key)
    return dict(around[0]["label"]) if around else {}


def items_of_rows(rows: Iterable[Any], key: str | None) -> list[dict[str, Any]]:
    """Rows or choices as items. A row is known by the column `key`, or by all that stands in it; equal ones are
    counted."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        facts = dict(row) if isinstance(row, Mapping) else {"value": row, "label": row}
        name = _identity(facts if key is None else facts.get(key))
        seen[name] = seen.get(name, 0) + 1
        unique = name if seen[name] == 1 else f"{name}#{seen[name]}"
        found.append({"key": unique, "facts": facts, "label": first_words(facts, key)})
    return found


def labelled(item: Item, label: Mapping[str, str] | None, known: Mapping[str, Any]) -> dict[str, Any]:
    """The item with what people read about it: the text of the package, or its own words."""
    if not label:
        return dict(item)
    facts = {**known, **cells("item", item["facts"])}
    words = {code: substitute(text, facts, language=code, one_line=True) for code, text in label.items()}
    return {**item, "label": words}


def cells(prefix: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as facts: its columns, and of each stretch of days its first and last day and how many they are."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        path = f"{prefix}.{name}"
        found[path] = value
        if isinstance(value, Mapping) and value.keys() >= {"from", "to"}:
            first, last = as_date(value["from"]), as_date(value["to"])
            days = (last - first).days + 1 if first and last else None
            found |= {f"{path}.from": first, f"{path}.to": last, f"{path}.days": days}
    return found


def first_words(facts: Mapping[str, Any], key: str | None = None) -> dict[str, str]:
    """What tells it apart, or the first cell with words in it, or the first with anything, by language."""
    cells = [facts.get(key or "", ""), *(value for value in facts.values() if isinstance(value, str))]
    first = next((value for value in [*cells, *facts.values()] if value not in (None, "", [], {})), "")
    return {code: substitute("{{ it }}", {"it": first}, language=code, one_line=True) for code in LANGUAGES}


def _identity(value: Any) -> str:
    plain = value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)
    if isinstance(value, str) and value and len(plain) <= LONGEST_KEY and value.isprintable():
        return plain
    return hashlib.sha256(plain.encode()).hexdigest()[:24]
