"""What a fault's owner may fill in to go on without the step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ventanilla.core.rules import FactType
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime import store

KINDS = {
    FactType.TEXT: "text",
    FactType.NUMBER: "number",
    FactType.MONEY: "money",
    FactType.DATE: "date",
    FactType.INSTANT: "instant",
    FactType.BOOLEAN: "yes_no",
    FactType.CHOICE: "text",
    FactType.PERSON: "text",
}
OWN = ("outcome", "by", "who", "problem")
"""Of every step, or what went wrong: nobody types these."""


@dataclass(frozen=True)
class Output:
    """Something that the step would have left behind: its name, its kind as in `takes`, what it is called."""

    name: str
    kind: str
    label: Mapping[str, str]


def fault_outputs(task: Task) -> list[Output]:
    """What the step of a fault leaves behind, as far as somebody could type it; what has a name for people first."""
    if task.step is None:
        return []
    nodes = store.program_of(task.step.run.version_id, task.ticket.part).nodes
    node = nodes.get(task.step.block)
    if node is None:
        return []
    names = node.block.output_names()
    found = [
        Output(name, KINDS[kind], names.get(name) or {"en": name.replace("_", " ")})
        for name, kind in node.block.output_types().items()
        if kind in KINDS and (name not in OWN or name in names)
    ]
    return sorted(found, key=lambda output: output.name not in names)
