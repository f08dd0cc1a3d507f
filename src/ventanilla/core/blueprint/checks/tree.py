"""Ways back that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.blocks import (
    Block,
    ForEach,
    GoBack,
    Parallel,
    ReserveBudget,
    SettleBudget,
    Visit,
    Wait,
    visits,
    walk,
)
from ventanilla.core.blueprint.problems import Problem, spell
from ventanilla.core.blueprint.sites import SubPath


def check_tree(workflow: tuple[Block, ...]) -> Iterator[Problem]:
    """A go_back leads to an earlier block of its own or an enclosing sequence, not out of a parallel; what is
    settled was reserved by a block."""
    ids = {block.id for block in walk(workflow)}
    reserving = {block.id for block in walk(workflow) if isinstance(block, ReserveBudget)}
    messages: dict[str, SubPath] = {}
    for visit in visits(workflow):
        if isinstance(visit.block, Wait) and visit.block.message is not None:
            name, place = visit.block.message, (*visit.path, "message")
            if name in messages:
                yield Problem(place, "duplicate_message", {"id": name, "other": spell(messages[name])})
            messages.setdefault(name, place)
        if isinstance(visit.block, GoBack):
            yield from _judge(visit, visit.block.to, ids)
        elif isinstance(visit.block, SettleBudget) and visit.block.of not in reserving:
            yield Problem((*visit.path, "of"), "settles_nothing", {"of": visit.block.of})


def _judge(visit: Visit, to: str, ids: set[str]) -> Iterator[Problem]:
    inside, outside = targets(visit)
    if to in inside:
        return
    path = (*visit.path, "to")
    allowed = ", ".join(inside) or "–"
    if to not in ids:
        hints = {
            "hint_en": f"Earlier blocks: {allowed}." if inside else "Put this block after one to repeat.",
            "hint_es": f"Bloques anteriores: {allowed}."
            if inside
            else "Pon este bloque después de otro que repetir.",
        }
        yield Problem(path, "go_back_nowhere", {"to": to, **hints})
    else:
        yield Problem(
            path, "go_back_across" if to in outside else "go_back_forward", {"to": to, "allowed": allowed}
        )


def targets(visit: Visit) -> tuple[list[str], list[str]]:
    """The blocks that a go_back at this place may lead to, and those that only a parallel keeps it from."""
    found: tuple[list[str], list[str]] = ([], [])
    walled = False
    for here in (visit, *reversed(visit.above)):
        if here is not visit:
            walled = walled or _is_wall(here)
            found[walled].append(here.block.id)
        ids = [block.id for block in here.sequence]
        found[walled].extend(reversed(ids[: ids.index(here.block.id)]))
    return found


def _is_wall(holder: Visit) -> bool:
    """Whether the way out of the sequence of `holder` is closed: its branches, its items, what undoes it."""
    branch = isinstance(holder.block, Parallel) and holder.within[:1] == ("branches",)
    item = isinstance(holder.block, ForEach) and holder.within == ("blocks",)
    return branch or item or holder.within == ("on_cancel",)
