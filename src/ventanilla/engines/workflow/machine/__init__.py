"""The workflow machine: pure Python, no Django. `advance` moves a run on.

docs/decisions/0004-workflow-is-a-tree.md says why a tree.
"""

from __future__ import annotations

from ventanilla.engines.workflow.machine.advance import Advance, advance
from ventanilla.engines.workflow.machine.compiler import compile
from ventanilla.engines.workflow.machine.effects import Effect
from ventanilla.engines.workflow.machine.events import Event
from ventanilla.engines.workflow.machine.program import Node, Program
from ventanilla.engines.workflow.machine.steps import (
    ROOT,
    ROOT_KEY,
    State,
    Step,
    StepKey,
    StepState,
    output_facts,
)

__all__ = [
    "ROOT",
    "ROOT_KEY",
    "Advance",
    "Effect",
    "Event",
    "Node",
    "Program",
    "State",
    "Step",
    "StepKey",
    "StepState",
    "advance",
    "compile",
    "output_facts",
]
