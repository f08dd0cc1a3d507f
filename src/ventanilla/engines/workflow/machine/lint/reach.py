"""Steps that nobody reaches, ways that are never taken, loops in which nobody does anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ventanilla.core.blueprint.blocks import Block, Branch, CreateTicket, GoBack, Group, Repeat, Visit, walk
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.engines.workflow.machine.behaviours import behaviour_of
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding
from ventanilla.engines.workflow.machine.lint.possible import impossible
from ventanilla.engines.workflow.machine.lint.subject import Subject, at_block
from ventanilla.engines.workflow.machine.lint.ways import closes, ends, never_expires

AT_ONCE = frozenset(
    {
        "branch",
        "parallel",
        "group",
        "notify",
        "go_back",
        "resolve",
        "cancel",
        "reserve_budget",
        "settle_budget",
        "assign_asset",
        "reserve_asset",
        "for_each",
        "repeat",
    }
)
"""Blocks that by themselves wait for nobody and change nothing that a rule could see; every other one may end a
loop."""

UNHEARD = frozenset({"set", "document", "grant", "revoke", "calculate"})
"""Blocks that wait for nobody either, and change something that a branch may ask about."""

Sequence = tuple[Block, ...]


def reach(subject: Subject) -> Iterator[Finding]:
    """What of the workflow can't be reached."""
    yield from _cut_off(subject.package.workflow, ("workflow",))
    for visit in subject.visits:
        for below, blocks in (*visit.block.sequences(), *visit.block.side_sequences()):
            yield from _cut_off(blocks, (*visit.path, *below))
        if isinstance(visit.block, Branch):
            yield from _ways(visit.block, visit.path, subject)
        if isinstance(visit.block, GoBack):
            yield from _loop(visit, subject)
        if isinstance(visit.block, Repeat):
            yield from _turns(visit.block, visit.path)
        yield from _outcomes(visit.block, visit.path)


def _cut_off(blocks: Sequence, path: SubPath) -> Iterator[Finding]:
    """The first block behind one that always ends before; those after it are cut off with it."""
    for index, block in enumerate(blocks[:-1]):
        if closes(block):
            behind = blocks[index + 1]
            place = (*path, index + 1, behind.type)
            yield at_block(behind, place, "unreachable", Degree.ERROR, before=block.shown_title)
            return


def _ways(block: Branch, path: SubPath, subject: Subject) -> Iterator[Finding]:
    earlier: list[Any] = []
    known = subject.at(block.id)
    for index, case in enumerate(block.cases):
        name = case.title or {"en": f"number {index + 1}", "es": f"número {index + 1}"}
        place = (*path, "cases", index, "when")
        if impossible(case.when, known):
            yield at_block(block, place, "case_never", Degree.ERROR, way=name)
        elif impossible({"all": [*earlier, case.when]}, known):
            yield at_block(block, place, "case_taken", Degree.ERROR, way=name)
        earlier.append({"not": case.when})
    if block.otherwise and impossible({"all": earlier}, known):
        yield at_block(block, (*path, "otherwise"), "otherwise_never", Degree.WARNING)


NEVER_EXPIRES = {
    "en": "say after how long with “expire_after”, or take it away.",
    "es": "di tras cuánto tiempo con «expire_after», o quítalo.",
}
TAKE_AWAY = {
    "en": "take it away, or change what the step says.",
    "es": "quítalo, o cambia lo que dice el paso.",
}
GOES_BEYOND = {
    "en": "with “beyond: true” it is always taken; take one of the two away.",
    "es": "con «beyond: true» se toma siempre; quita una de las dos cosas.",
}


def _outcomes(block: Block, path: SubPath) -> Iterator[Finding]:
    """Reactions to an outcome that the block can't have."""
    if block.reactions.get("expired") and never_expires(block):
        place = (*path, "on", "expired")
        yield at_block(block, place, "outcome_never", Degree.WARNING, outcome="expired", todo=NEVER_EXPIRES)
    if block.reactions.get("not_enough") and getattr(block, "beyond", False):
        place = (*path, "on", "not_enough")
        yield at_block(block, place, "outcome_never", Degree.WARNING, outcome="not_enough", todo=GOES_BEYOND)

    for outcome in _never(block):
        if block.reactions.get(outcome):
            place = (*path, "on", outcome)
            yield at_block(block, place, "outcome_never", Degree.WARNING, outcome=outcome, todo=TAKE_AWAY)


def _never(block: Block) -> tuple[str, ...]:
    """How it never ends, by what it says itself."""
    if isinstance(block, CreateTicket):
        return ("created",) if block.wait else ("fulfilled", "declined", "withdrawn")
    return ("done",) if isinstance(block, Group) and ends(block.blocks) else ()


def _loop(visit: Visit, subject: Subject) -> Iterator[Finding]:
    """A way back without anybody who does anything in between goes round until its maximum at once."""
    assert isinstance(visit.block, GoBack)
    order = [each.block for each in subject.visits]
    target = subject.blocks.get(visit.block.to)
    if target is None or order.index(target) > order.index(visit.block):
        return
    between = (*order[order.index(target) : order.index(visit.block)], *walk([target]))
    inside = {holder.block.id for holder in visit.above}
    decides = any(
        isinstance(block, Branch) and (block.id in inside or _leads_out(block)) for block in between
    )
    if not any(_may_end_it(block, decides) for block in between):
        yield at_block(
            visit.block,
            (*visit.path, "to"),
            "loop_without_wait",
            Degree.ERROR,
            target=target.shown_title,
            max=visit.block.max,
        )


def _turns(block: Repeat, path: SubPath) -> Iterator[Finding]:
    """The same again and again, and nobody who could make its rule hold."""
    if not ends(block.blocks) and not any(_may_end_it(inner, True) for inner in walk(block.blocks)):
        names = {"target": block.shown_title, "max": block.max}
        yield at_block(block, (*path, "until"), "turns_without_wait", Degree.ERROR, **names)


def _leads_out(block: Branch) -> bool:
    """Whether one of its ways ends the request or goes elsewhere."""
    return any(ends(case.blocks) for case in block.cases) or ends(block.otherwise)


def _may_end_it(block: Block, decides: bool) -> bool:
    """Whether somebody does something there, or something changes and a branch `decides`, so that the next round may
    be another."""
    if block.type in UNHEARD or (isinstance(block, CreateTicket) and not block.wait):
        return decides
    if block.type not in AT_ONCE:
        return True
    defaults = behaviour_of(block).defaults(block)
    open_ = [blocks for outcome, blocks in defaults.items() if outcome not in block.reactions]
    return any(inner.type not in AT_ONCE for blocks in open_ for inner in walk(blocks))
