"""What the items of a loop are called where people read it: people and places by their names, not by the ids and paths
that facts hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ventanilla.core.blueprint.blocks import ForEach
from ventanilla.core.blueprint.messages import substitute
from ventanilla.core.kit.text import Localized, languages
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.engines.workflow.runtime.told_names import names_in


def in_words(moved: machine.Advance, scene: Scene) -> machine.Advance:
    """`moved` with the words of the items of each loop that begins in it."""
    told = {step.key: _in_words(step, scene) for step in moved.changed if _begins(step, scene)}
    if not told:
        return moved
    changed = tuple(told.get(step.key, step) for step in moved.changed)
    return replace(moved, changed=changed, state=moved.state.with_steps(told.values()))


def _begins(step: machine.Step, scene: Scene) -> bool:
    known = scene.state.get(step.key)
    return bool(step.data.get("items")) and (known is None or "items" not in known.data)


def _in_words(step: machine.Step, scene: Scene) -> machine.Step:
    node = scene.program.nodes.get(step.key.block)
    block = node.block if node else None
    if not isinstance(block, ForEach):
        return step
    items = [{**item, "label": _label(block, item, scene)} for item in step.data["items"]]
    return replace(step, data={**step.data, "items": items})


def _label(block: ForEach, item: Mapping[str, Any], scene: Scene) -> Localized:
    """The label that the machine gave it, unless that shows a person or a place."""
    facts = {**scene.facts, **{f"item.{name}": value for name, value in item["facts"].items()}}
    texts = dict(block.label) if block.label else _own_words(item)
    names = names_in(texts.values(), facts, scene.package, block.blocks[0].id) if texts else {}
    if not names:
        return dict(item["label"])
    return {
        code: substitute(text, {**facts, **names}, language=code, one_line=True)
        for code, text in texts.items()
    }


def _own_words(item: Mapping[str, Any]) -> Localized:
    """Where the service gives no label, the cell by which the item is known."""
    shown = list(item["label"].values())
    name = next((name for name, value in item["facts"].items() if value in shown), "")
    return dict.fromkeys(languages(), f"{{{{ item.{name} }}}}") if name else {}
