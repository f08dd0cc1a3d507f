"""Steps that wait for what may never come, and nobody would notice."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.blocks import Ask, Block, Parallel, ReturnAsset, Visit, Wait, walk
from ventanilla.core.rules import facts_in
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding
from ventanilla.engines.workflow.machine.lint.subject import Subject, at_block, may_lack

PASSING = frozenset({"today", "now"})
"""Facts that become others by themselves."""


def waiting(subject: Subject) -> Iterator[Finding]:
    """What nobody of ours can end, and no deadline does."""
    for visit in subject.visits:
        code = _awaits(visit.block, subject)
        if code is None or _is_limited(visit, subject):
            continue
        hangs_on = _uncertain(visit.block, subject)
        if hangs_on:
            place = (*visit.path, "deadline", "by")
            yield at_block(visit.block, place, "deadline_maybe_none", Degree.WARNING, fact=hangs_on)
        else:
            yield at_block(visit.block, visit.path, code, Degree.WARNING)


def _awaits(block: Block, subject: Subject) -> str | None:
    """What is said of a block that waits for something from outside; None for every other."""
    match block:
        case Ask() if block.id in subject.outside:
            return "outside_unanswered"
        case Wait() if block.message is not None:
            return "message_never"
        case Wait() if block.when is not None and not PASSING & facts_in(block.when):
            return "rule_maybe_never"
        case ReturnAsset() if not block.at_once:
            return "return_never"
    return None


def _is_limited(visit: Visit, subject: Subject) -> bool:
    """Whether its own deadline ends it or has something done, or that of what it stands in; or others are quicker."""
    if _ends(visit.block, subject):
        return True
    for holder in visit.above:
        inside = holder.within[:1] not in (("on",), ("deadline",), ("on_cancel",))
        if inside and (_ends(holder.block, subject) or _is_outrun(holder, subject)):
            return True
    return False


def _ends(block: Block, subject: Subject) -> bool:
    deadline = block.deadline
    if deadline is None or not (deadline.ends or deadline.then):
        return False
    return _uncertain(block, subject) is None


def _uncertain(block: Block, subject: Subject) -> str | None:
    """The answer on which its deadline hangs and which may be empty, so that there would be none."""
    deadline = block.deadline
    by = deadline.by if deadline else None
    fact = by.get("fact") if isinstance(by, dict) else None
    if not isinstance(fact, str):
        return None
    question = subject.asked(fact)
    step = fact.split(".")[1] if fact.startswith("outputs.") else ""
    undone = step in subject.blocks and step not in subject.before[block.id].certain
    if (question is not None and may_lack(question)) or undone:
        return str(question.label.get("en") or fact) if question and not undone else fact
    return None


def _is_outrun(holder: Visit, subject: Subject) -> bool:
    """Whether enough other branches end for certain, so that this one is called off."""
    block = holder.block
    if not isinstance(block, Parallel) or holder.within[:1] != ("branches",):
        return False
    others = [branch for place, branch in enumerate(block.branches) if place != holder.within[1]]
    sure = sum(all(_awaits(inner, subject) is None for inner in walk(branch)) for branch in others)
    return sure >= block.needed_branches
