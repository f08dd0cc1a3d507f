"""What holds for certain where a step stands: what led there, and what the steps before let through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from ventanilla.core.blueprint.blocks import Block, Branch, Group, Parallel, Repeat, Visit
from ventanilla.core.blueprint.questions import Calculated, Hidden, Question
from ventanilla.core.rules import facts_in
from ventanilla.engines.workflow.machine.lint.domains import Domains
from ventanilla.engines.workflow.machine.lint.possible import impossible
from ventanilla.engines.workflow.machine.lint.subject import Subject, asked_of
from ventanilla.engines.workflow.machine.lint.ways import ends, gives_up, leading

LASTING = ("answers.", "outputs.", "requester.", "requested_for.", "item.")
"""Facts that are the same at the next step, unless something was done once more."""


def conditions(visit: Visit) -> list[Any]:
    """The rules of the ways that lead to a step."""
    found: list[Any] = []
    for holder in visit.above:
        found += _of_the_way(holder)
    for before in _done_before(visit):
        if isinstance(before, Repeat) and gives_up(before):
            found.append(before.until)
    return found


def holding(visit: Visit) -> list[Any]:
    """All that holds there for certain: the ways that lead there, and what the steps before it let through."""
    found = conditions(visit)
    for holder in visit.above:
        if holder.within[:1] == ("on",):
            found.append(_ended_as(holder.block, [str(holder.within[1])]))
    for before in _done_before(visit):
        found += _let_through(before)
    return found


def _of_the_way(holder: Visit) -> list[Any]:
    """What holds in the part of a branch in which something stands."""
    block = holder.block
    if not isinstance(block, Branch):
        return []
    if holder.within[:1] == ("cases",):
        index = holder.within[1]
        assert isinstance(index, int)
        return [*({"not": case.when} for case in block.cases[:index]), block.cases[index].when]
    return [{"not": case.when} for case in block.cases]


def _done_before(visit: Visit) -> Iterator[Block]:
    for here in (visit, *visit.above):
        yield from takewhile(lambda block: block.id != here.block.id, here.sequence)  # noqa: B023


def _let_through(block: Block) -> list[Any]:
    """What holds behind a step because its other ways and outcomes end the request, or go back."""
    if isinstance(block, Branch):
        ways = [(case.when, case.blocks) for case in block.cases]
        earlier: list[Any] = []
        open_: list[Any] = []
        for rule, blocks in (*ways, (True, block.otherwise)):
            if not ends(blocks):
                open_.append({"all": [*earlier, rule]})
            earlier.append({"not": rule})
        return [{"any": open_}] if len(open_) <= len(ways) else []
    outcomes = leading(block)
    return [_ended_as(block, outcomes)] if 0 < len(outcomes) < len(block.possible_outcomes) else []


def _ended_as(block: Block, outcomes: Iterable[str]) -> dict[str, Any]:
    return {"fact": f"outputs.{block.id}.outcome", "op": "in", "value": list(outcomes)}


def surely_done(visit: Visit, step: str, subject: Subject) -> bool:
    """Whether a step that isn't always done has been done when this one is reached: what holds here is what leads
    there."""
    there = next((each for each in subject.visits if each.block.id == step), None)
    shared = {holder.block.id for holder in visit.above}
    if there is None:
        return False
    around = [holder for holder in there.above if holder.block.id not in shared]
    outermost = around[-1] if around and around[-1].within else None
    top = {holder.block.id for holder in around} & subject.before[visit.block.id].certain
    if outermost is None or not top or not all(map(_is_certain, around)):
        return False
    wanted = [rule for holder in around for rule in _reached_by(holder)]
    if not wanted or not all(fact.startswith(LASTING) for rule in wanted for fact in facts_in(rule)):
        return False
    return impossible({"all": [*holding(visit), {"not": {"all": wanted}}]}, subject.domains)


def _reached_by(holder: Visit) -> list[Any]:
    if holder.within[:1] == ("on",):
        return [_ended_as(holder.block, [str(holder.within[1])])]
    return _of_the_way(holder)


def _is_certain(holder: Visit) -> bool:
    """Whether what stands in it there is done once the way leads there."""
    block, within = holder.block, holder.within[:1]
    if block.deadline is not None and block.deadline.ends and within != ("on",):
        return False
    if within in (("deadline",), ("on_cancel",)):
        return False
    if isinstance(block, Parallel) and within == ("branches",):
        return block.join == "all"
    return isinstance(block, Branch | Group | Repeat | Parallel) or within == ("on",)


def may_be_missing(question: Question, prefix: str, ways: list[Any], subject: Subject) -> bool:
    """Whether a question may have no answer where these rules hold. `prefix` is `answers`, or `outputs.<block>` for a
    question that a block asks."""
    given = isinstance(question, Calculated) or (
        isinstance(question, Hidden) and question.default is not None
    )
    own = _own(prefix, subject)
    needed: Any = True if question.required or given else question.required_if
    if needed is None:
        return True
    seen = True if question.visible_if is None else question.visible_if
    asked = _renamed({"all": [seen, needed]}, prefix, own)
    known = [*ways, *_answered(asked, prefix, own)]
    return not impossible({"all": [*known, {"not": asked}]}, subject.domains)


def _own(prefix: str, subject: Subject) -> Mapping[str, Question]:
    if prefix == "answers":
        return {name.removeprefix("answers."): item for name, item in subject.answers.items()}
    block = subject.blocks[prefix.removeprefix("outputs.")]
    return {item.id: item for item in asked_of(block)}


def _renamed(rule: Any, prefix: str, own: Mapping[str, Question]) -> Any:
    """A rule of a block's form as the workflow reads it: its answers are outputs there."""
    if isinstance(rule, Mapping):
        fact = rule.get("fact")
        name = fact.split(".")[1] if isinstance(fact, str) and fact.startswith("answers.") else None
        inner = {key: _renamed(part, prefix, own) for key, part in rule.items()}
        return {**inner, "fact": f"{prefix}.{str(fact).removeprefix('answers.')}"} if name in own else inner
    if isinstance(rule, list):
        return [_renamed(part, prefix, own) for part in rule]
    return rule


def _answered(rule: Any, prefix: str, own: Mapping[str, Question]) -> Iterator[Any]:
    """Those of the questions that a rule names which everybody has to answer."""
    for fact in sorted(facts_in(rule)):
        item = own.get(fact.removeprefix(f"{prefix}."))
        if item is not None and item.required and item.visible_if is None and fact.startswith(f"{prefix}."):
            yield {"fact": fact, "op": "is_not_empty"}


def not_ended(block: Block, ways: list[Any], domains: Domains) -> bool:
    """Whether a step that asks something may have ended without an answer: its time was over, and all goes on."""
    late = [outcome for outcome in leading(block) if outcome == "expired"]
    return bool(late) and not impossible({"all": [*ways, _ended_as(block, late)]}, domains)
