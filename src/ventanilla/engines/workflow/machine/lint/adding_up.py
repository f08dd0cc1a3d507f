"""Steps that follow each other and together take longer than is promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ventanilla.core.blueprint.blocks import Block, Branch, ForEach, Group, Parallel, Repeat, Resolve
from ventanilla.core.blueprint.durations import Duration
from ventanilla.engines.workflow.machine.lint.dates import at_least, longer, promised, stands_still
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding, Place
from ventanilla.engines.workflow.machine.lint.subject import Subject
from ventanilla.engines.workflow.machine.lint.ways import closes, ends

IN_MINUTES = {"business_minutes": 1, "business_hours": 60}
NAMES_SHOWN = 4


@dataclass(frozen=True)
class Way:
    """Steps one after the other, each with how long it may take."""

    steps: tuple[tuple[Block, Duration], ...] = ()
    over: bool = False
    """Whether the request is resolved at its end."""

    @property
    def spans(self) -> list[Duration]:
        return [span for _block, span in self.steps]

    def then(self, other: Way) -> Way:
        return Way((*self.steps, *other.steps), other.over)


def adding_up(subject: Subject) -> Iterator[Finding]:
    """The longest way through the workflow, against what is promised. One step alone is told at that step."""
    limits = promised(subject)
    way = _sequence(subject.package.workflow)
    spans = way.spans
    if not limits or len(spans) < 2 or any(all(longer(span, each) for each in limits) for span in spans):
        return
    if all(together_longer(spans, each) for each in limits):
        names = [dict(block.shown_title) for block, _span in way.steps]
        most = next(each for each in limits if not any(longer(other, each) for other in limits))
        params = {"steps": _listed(names), "first": _total(spans, most), "second": most}
        yield Finding("steps_beyond_promise", Degree.WARNING, ("deadlines",), Place("deadlines"), params)


def together_longer(spans: Iterable[Duration], limit: Duration) -> bool:
    """Whether steps that take so long one after the other take longer than `limit` for certain."""
    spans = list(spans)
    if limit.unit in ("minutes", "hours", "days", "months"):
        least = sum(map(at_least, spans))
        return least > 0 and longer(Duration(amount=min(least, 999_999), unit="minutes"), limit)
    return any(longer(each, limit) for each in _sums(spans))


def _sums(spans: list[Duration]) -> Iterator[Duration]:
    """What they come to in working days, and in working time: each alone is less than both together."""
    days = sum(span.amount for span in spans if span.unit == "business_days")
    minutes = sum(span.amount * IN_MINUTES.get(span.unit, 0) for span in spans)
    if days:
        yield Duration(amount=days, unit="business_days")
    if minutes:
        yield Duration(amount=minutes, unit="business_minutes")


def _total(spans: list[Duration], limit: Duration) -> Duration:
    """The sum that is longer than the limit, in a unit that people count in."""
    found = next((each for each in _sums(spans) if longer(each, limit)), None)
    if found is None:
        return Duration(amount=max(1, sum(map(at_least, spans)) // 1440), unit="days")
    if found.unit == "business_minutes" and found.amount % 60 == 0:
        return Duration(amount=found.amount // 60, unit="business_hours")
    return found


def _listed(names: list[dict[str, str]]) -> dict[str, str]:
    shown, more = names[:NAMES_SHOWN], len(names) > NAMES_SHOWN
    languages = dict.fromkeys(code for name in names for code in name)
    return {
        code: ", ".join(f"“{name.get(code) or next(iter(name.values()))}”" for name in shown) + "…" * more
        for code in languages
    }


def _sequence(blocks: Iterable[Block]) -> Way:
    way = Way()
    for block in blocks:
        way = way.then(_of(block))
        if way.over or isinstance(block, Resolve) or closes(block):
            return Way(way.steps, over=True)
    return way


def _of(block: Block) -> Way:
    """What a block adds to the way: the longest of what may be done in it."""
    own = getattr(block, "due", None) or getattr(block, "length", None)
    inside = _inside(block)
    first = Way()
    if isinstance(own, Duration) and block.type in ("task", "wait", "ask") and not stands_still(block):
        first = Way(((block, own),))
    leading = [_sequence(blocks) for outcome, blocks in block.reactions.items() if not ends(blocks)]
    after = _longest([*leading, Way()])
    return first.then(inside).then(Way(after.steps))


def _inside(block: Block) -> Way:
    if isinstance(block, Group | Repeat | ForEach):
        return Way(_sequence(block.blocks).steps)
    if isinstance(block, Branch):
        ways = [case.blocks for case in block.cases] + [block.otherwise]
        return _longest([_sequence(blocks) for blocks in ways if not ends(blocks)])
    if isinstance(block, Parallel):
        branches = sorted((Way(_sequence(branch).steps) for branch in block.branches), key=_length)
        return branches[block.needed_branches - 1]
    return Way()


def _longest(ways: list[Way]) -> Way:
    return max(ways, key=_length, default=Way())


def _length(way: Way) -> int:
    return sum(map(at_least, way.spans)) + sum(
        span.amount for span in way.spans if span.unit == "business_days"
    )
