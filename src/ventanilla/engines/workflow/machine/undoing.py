"""What a cancelled run takes back, and in which order."""

from __future__ import annotations

from ventanilla.core.blueprint.blocks import Block
from ventanilla.engines.workflow.machine.behaviours.base import behaviour_of
from ventanilla.engines.workflow.machine.program import BEYOND_ID, MADE, UNDO, Program
from ventanilla.engines.workflow.machine.steps import ROOT_KEY, State, Step, StepKey, StepState


def steps_to_undo(program: Program, state: State) -> list[StepKey]:
    """The steps that came to their good end and can be undone, the last one first; of a block done again, its last
    round."""
    order = {block: index for index, block in enumerate(program.nodes)}
    found = [step for step in state.values() if _can_be_undone(program, state, step)]
    found.sort(key=lambda step: (step.ended_at or step.started_at, order[step.key.block]), reverse=True)
    return [step.key for step in found]


def _can_be_undone(program: Program, state: State, step: Step) -> bool:
    if step.key == ROOT_KEY or step.state is not StepState.DONE or step.key.block not in program.nodes:
        return False
    if state.latest(*step.key[:2]) != step:
        return False
    node = program.nodes[step.key.block]
    if UNDO not in node.sequences and not behaviour_of(node.block).takes_back(node.block):
        return False
    again = state.latest(f"{node.id}{MADE}{BEYOND_ID}", step.key.iteration)
    return _is_good(node.block, step) or (again is not None and _is_good(node.block, again))


def _is_good(block: Block, step: Step) -> bool:
    """Whether the step is over, and did what its block is for."""
    over = step.state is StepState.DONE
    return over and (not step.outcome or step.outcome in (*block.outcomes[:1], "created"))
