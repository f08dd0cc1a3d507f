"""The steps that belong to approvals which are asked anew, beside what goes on because of the first yes."""

from __future__ import annotations

from collections.abc import Mapping

from ventanilla.engines.workflow.machine.program import Program
from ventanilla.engines.workflow.machine.steps import CONFIRMING, ROOT_KEY, State, StepKey, places


def own(program: Program, block: str) -> frozenset[str]:
    """An approval, and what may follow on it until it is given; what follows on its yes is under way already."""
    node = program.nodes[block]
    agreed = node.sequences.get("on.approved")
    return node.inside.difference(*(program.nodes[item].inside for item in (agreed.items if agreed else ())))


def steps_anew(program: Program, state: State) -> Mapping[StepKey, frozenset[str]]:
    """The steps of what is asked anew, each with the blocks that belong to it."""
    root = state.get(ROOT_KEY)
    found: dict[StepKey, frozenset[str]] = {}
    for block, iteration in places(root.data, CONFIRMING) if root else ():
        first, blocks = state.latest(block, iteration), own(program, block)
        for step in state.values() if first else ():
            inside = step.key.block in blocks and step.key.iteration[: len(iteration)] == iteration
            if first and inside and step.started_at >= first.started_at:
                found[step.key] = blocks
    return found
