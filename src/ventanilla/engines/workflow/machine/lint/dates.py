"""Lengths of time that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.blocks import Block, Grant, Resolve, Visit
from ventanilla.core.blueprint.deadlines import Promise
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding, Place
from ventanilla.engines.workflow.machine.lint.subject import Subject, at_block, may_lack

MINUTES = {"minutes": 1, "hours": 60, "days": 1440}
SHORTEST_MONTH, LONGEST_MONTH = 28 * 1440, 31 * 1440
ASIDE = (("on",), ("deadline",), ("on_cancel",))
"""Sequences that aren't over when their block is."""
WORKING = {"business_minutes": 1, "business_hours": 60}


def longer(one: Duration, other: Duration) -> bool:
    """Whether `one` is longer than `other` for certain, whatever the calendar and the moment.

    Working time never passes faster than the clock, so that 10 working hours are longer than 9 hours; n working days
    take at least n - 1 days, and a month 28 to 31.
    """
    same_family = one.unit == other.unit or {one.unit, other.unit} <= WORKING.keys()
    if same_family and one.unit in WORKING:
        return one.amount * WORKING[one.unit] > other.amount * WORKING[other.unit]
    if one.unit == other.unit:
        return one.amount > other.amount
    if other.unit in MINUTES:
        return at_least(one) > other.amount * MINUTES[other.unit]
    if other.unit == "months":
        return at_least(one) > other.amount * LONGEST_MONTH
    return False


def at_least(span: Duration) -> int:
    """How many minutes must pass at least."""
    if span.unit in MINUTES:
        return span.amount * MINUTES[span.unit]
    if span.unit == "months":
        return span.amount * SHORTEST_MONTH
    if span.unit in WORKING:
        return span.amount * WORKING[span.unit]
    return (span.amount - 1) * MINUTES["days"]


def dates(subject: Subject) -> Iterator[Finding]:
    """What the package says about time that can't all be true."""
    yield from _told(subject)
    yield from _answers(subject)
    yield from _thresholds(subject)
    yield from _days(subject)
    yield from _schedules(subject)
    for visit in subject.visits:
        yield from _step(visit, subject)
        yield from _ended_before(visit)
        if isinstance(visit.block, Grant):
            yield from _given(visit.block, visit)


def _schedules(subject: Subject) -> Iterator[Finding]:
    for index, planned in enumerate(subject.package.schedules):
        if planned.ends_on is not None and planned.ends_on < planned.starts_on:
            names = {"name": planned.title}
            yield Finding(
                "schedule_never", Degree.ERROR, ("schedules", index, "ends_on"), Place("service"), names
            )


def _ended_before(visit: Visit) -> Iterator[Finding]:
    """Lengths of a step that is given up before they are over, by its own deadline or by that of what it is in."""
    block = visit.block
    end = block.deadline.within if block.deadline and block.deadline.ends else None
    for name in ("due", "expire_after", "escalate_after"):
        span = getattr(block, name, None)
        if end and isinstance(span, Duration) and longer(span, end):
            names = {"first": span, "second": end, "stage": block.shown_title}
            yield at_block(block, (*visit.path, name), "ended_before", Degree.WARNING, **names)
    for holder in reversed(visit.above):
        around = holder.block.deadline
        limit = around.within if around and around.ends and holder.within[:1] not in ASIDE else None
        if end and limit and longer(end, limit):
            names = {"first": end, "second": limit, "stage": holder.block.shown_title}
            place = (*visit.path, "deadline", "within")
            yield at_block(block, place, "ended_before", Degree.WARNING, **names)
            return


def _given(block: Grant, visit: Visit) -> Iterator[Finding]:
    """What is to happen during an access that is over before."""
    for name in ("remind_before", "review_every"):
        span = getattr(block, name)
        if span and block.length and (span == block.length or longer(span, block.length)):
            names = {"first": span, "second": block.length, "stage": block.shown_title}
            yield at_block(block, (*visit.path, name), "access_shorter", Degree.WARNING, **names)


def _finding(code: str, path: str, first: Duration, second: Duration) -> Finding:
    place = Place("deadlines")
    return Finding(code, Degree.WARNING, (path,), place, {"first": first, "second": second})


def _told(subject: Subject) -> Iterator[Finding]:
    told = subject.package.lead_time
    if told is None:
        return
    if longer(told.earliest, told.latest):
        yield _finding("lead_time_backwards", "lead_time", told.earliest, told.latest)
    usual = (each.within for each in subject.package.deadlines.resolution if not each.follows_outputs)
    for within in usual:  # of one that follows from the workflow they are told when it counts
        if within and longer(within, told.latest):
            yield _finding("promise_beyond_told", "deadlines", within, told.latest)
            return


def _answers(subject: Subject) -> Iterator[Finding]:
    """The slowest first answer of those without a rule against the slowest resolution."""
    deadlines = subject.package.deadlines
    ends = [end.within for end in deadlines.resolution]
    for within in (promise.within for promise in deadlines.first_response):
        if within and ends[:1] and ends[0] and all(end and longer(within, end) for end in ends):
            yield _finding("answer_after_end", "deadlines", within, ends[0])
            return


def _thresholds(subject: Subject) -> Iterator[Finding]:
    """Warnings that lie so long before the end that they would come before the beginning."""
    for path, promise in _promises(subject):
        for index, threshold in enumerate(promise.thresholds):
            ahead, within = threshold.at.length, promise.within
            if ahead and within and threshold.at.side == "before" and longer(ahead, within):
                place, spans = (*path, "thresholds", index, "at"), {"first": ahead, "second": within}
                yield Finding("threshold_beyond", Degree.WARNING, place, Place("deadlines"), spans)


def _promises(subject: Subject) -> Iterator[tuple[SubPath, Promise]]:
    deadlines = subject.package.deadlines
    for name in ("first_response", "resolution"):
        for line, promise in enumerate(getattr(deadlines, name)):
            yield ("deadlines", name, line), promise


def _days(subject: Subject) -> Iterator[Finding]:
    """Targets for a day that may not be answered, where no line after it says what counts then."""
    for path, promise in _promises(subject):
        later = getattr(subject.package.deadlines, str(path[1]))[int(path[2]) + 1 :]
        fact = promise.by.get("fact") if isinstance(promise.by, dict) else None
        question = subject.asked(fact) if isinstance(fact, str) else None
        if question is not None and may_lack(question) and not any(each.for_all for each in later):
            named = {"question": question.label}
            yield Finding("no_target_without_day", Degree.WARNING, (*path, "by"), Place("deadlines"), named)


def _step(visit: Visit, subject: Subject) -> Iterator[Finding]:
    block = visit.block
    due = getattr(block, "due", None)
    span = due if isinstance(due, Duration) else getattr(block, "length", None)
    if not isinstance(span, Duration) or stands_still(block) or _is_aftercare(visit, subject):
        return
    place = (*visit.path, "due" if isinstance(due, Duration) else "for")
    limit = promised(subject)
    if limit and all(longer(span, each) for each in limit):
        yield at_block(block, place, "step_beyond_promise", Degree.WARNING, first=span, second=limit[-1])
        return
    for holder in reversed(visit.above):
        stage = getattr(holder.block, "due", None)
        if holder.within == ("blocks",) and isinstance(stage, Duration) and longer(span, stage):
            names = {"first": span, "second": stage, "stage": holder.block.shown_title}
            yield at_block(block, place, "step_beyond_stage", Degree.WARNING, **names)
            return


def stands_still(block: Block) -> bool:
    """Whether the clocks stand still meanwhile: it is the turn of who asked, or of a supplier."""
    asks_them = block.type == "ask" and getattr(block, "to", "") in ("requester", "requested_for")
    return asks_them or getattr(block, "waits_for", None) is not None


def promised(subject: Subject) -> list[Duration]:
    """What the whole request may take: its targets, and what is told before. Nothing where a target ends on a day."""
    told = subject.package.lead_time
    spans = [promise.within for promise in subject.package.deadlines.resolution]
    known = [span for span in spans if span is not None]
    return [*([told.latest] if told else []), *known] if len(known) == len(spans) else []


def _is_aftercare(visit: Visit, subject: Subject) -> bool:
    """Whether the request may have been resolved by then, or the step is done beside its course."""
    if any(holder.within[:1] in (("deadline",), ("on_cancel",)) for holder in visit.above):
        return True
    done = subject.before[visit.block.id].perhaps
    return any(isinstance(subject.blocks.get(step), Resolve) for step in done)
