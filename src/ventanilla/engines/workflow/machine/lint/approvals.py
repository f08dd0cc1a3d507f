"""Approvals that nobody may answer, and tasks that lie with nobody."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.blocks import Approval, Ask, Branch, Task, Visit, walk
from ventanilla.core.blueprint.blocks.values import ITS_TEAMS
from ventanilla.core.blueprint.seats import GroupSeat, LeadSeat, TeamSeat, computed, placed_seats
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.core.rules import facts_in
from ventanilla.engines.workflow.machine.doubting import DECISIONS
from ventanilla.engines.workflow.machine.lint.dates import longer
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding
from ventanilla.engines.workflow.machine.lint.guaranteed import conditions
from ventanilla.engines.workflow.machine.lint.subject import Subject, at_block, may_lack


def approvals(subject: Subject) -> Iterator[Finding]:
    """What may keep an approval or a task from being done."""
    first = True
    for visit in subject.visits:
        if isinstance(visit.block, Approval):
            if first:
                yield from _last_resort(visit.block, visit.path, subject)
            first = False
            yield from _seats(visit.block, visit.path, subject)
            yield from _times(visit.block, visit.path)
        elif isinstance(visit.block, Ask | Task):
            yield from _reminded(visit.block, visit.path, subject)
            yield from _named(visit, subject)
        if isinstance(visit.block, Task) and visit.block.team:
            slug = subject.package.owner.team if visit.block.team in ITS_TEAMS else visit.block.team
            if subject.organisation.staff.get(slug) == 0:
                yield at_block(visit.block, (*visit.path, "team"), "team_empty", Degree.ERROR, team=slug)
    yield from _changed_afterwards(subject)


def _changed_afterwards(subject: Subject) -> Iterator[Finding]:
    """Where work may have begun, a correction doesn't choose a way anew: nobody is asked who wasn't needed before."""
    package = subject.package
    if package.amend_until != "end" or all(isinstance(block, DECISIONS) for block in walk(package.workflow)):
        return
    for visit in subject.visits:
        for index, case in enumerate(visit.block.cases if isinstance(visit.block, Branch) else ()):
            asked = next((block for block in walk(case.blocks) if isinstance(block, Approval)), None)
            if asked and any(fact.startswith("answers.") for fact in facts_in(case.when)):
                where = (*visit.path, "cases", index, "when")
                names = {"step": asked.shown_title}
                yield at_block(visit.block, where, "not_asked_after", Degree.WARNING, **names)


def _named(visit: Visit, subject: Subject) -> Iterator[Finding]:
    """Whom a value names may be nobody: then the step stops with a fault."""
    block = visit.block
    value = getattr(block, "holder", None) if isinstance(block, Task) else getattr(block, "to", None)
    asked_about = {fact for rule in conditions(visit) for fact in facts_in(rule)}
    for fact in sorted(facts_in(value) - asked_about) if isinstance(value, dict) else ():
        question = subject.asked(fact)
        if question is not None and fact.startswith("answers.") and may_lack(question):
            place = (*visit.path, "holder" if isinstance(block, Task) else "to")
            yield at_block(block, place, "named_maybe_nobody", Degree.WARNING, fact=question.label)


def _reminded(block: Ask | Task, path: SubPath, subject: Subject) -> Iterator[Finding]:
    """A question nobody is reminded of; a reminder that comes when the time is over."""
    inside = isinstance(block, Ask) and block.id not in subject.outside
    if inside and block.remind_after is None and block.due is None and block.deadline is None:
        yield at_block(block, path, "no_reminder", Degree.ADVICE)
    span, end = block.remind_after, block.deadline.within if block.deadline and block.deadline.ends else None
    if span and end and (span == end or longer(span, end)):
        where = (*path, "remind_after")
        yield at_block(block, where, "reminder_late", Degree.WARNING, first=span, second=end)


def _last_resort(block: Approval, path: SubPath, subject: Subject) -> Iterator[Finding]:
    """Everything else falls to the lead of the owner's team in the end."""
    leads, owner = subject.organisation.leads, subject.package.owner
    if leads is not None and owner.team not in leads:
        names = {"owner": owner.person, "team": owner.team}
        yield at_block(block, (*path, "seats"), "no_last_resort", Degree.WARNING, **names)


def _seats(block: Approval, path: SubPath, subject: Subject) -> Iterator[Finding]:
    for below, seat in placed_seats(block.seats):
        place = (*path, *below)
        if isinstance(seat, GroupSeat):
            yield from _group(block, place, seat, subject)
        elif isinstance(seat, TeamSeat):
            slug = subject.package.owner.team if seat.team in ITS_TEAMS else seat.team
            count = subject.organisation.staff.get(slug)
            if count == 0:
                yield at_block(block, (*place, "team"), "team_empty", Degree.ERROR, team=slug)
            elif count is not None and isinstance(seat.need, int) and count < seat.need:
                names = {"team": slug, "count": count, "need": seat.need}
                yield at_block(block, (*place, "team"), "team_too_small", Degree.ERROR, **names)
        elif isinstance(seat, LeadSeat):
            leads = subject.organisation.leads
            if leads is not None and seat.lead_of not in leads:
                where = (*place, "lead_of")
                yield at_block(block, where, "team_without_lead", Degree.WARNING, team=seat.lead_of)
        elif computed(seat) is not None:
            yield from _holder(block, place, computed(seat), subject)


def _group(block: Approval, place: SubPath, seat: GroupSeat, subject: Subject) -> Iterator[Finding]:
    count = subject.organisation.members.get(seat.group)
    if count is None or not isinstance(seat.need, int):
        return
    names = {"group": seat.group, "count": count, "need": seat.need}
    if count < seat.need:
        yield at_block(block, (*place, "group"), "group_too_small", Degree.ERROR, **names)
    elif seat.but and count - len(seat.but) < seat.need:
        yield at_block(block, (*place, "but"), "group_small_without", Degree.WARNING, **names)


def _holder(block: Approval, path: SubPath, value: object, subject: Subject) -> Iterator[Finding]:
    for fact in sorted(facts_in(value)):
        question = subject.asked(fact)
        optional = question is not None and may_lack(question)
        step = fact.split(".")[1] if fact.startswith("outputs.") else ""
        undone = step in subject.blocks and step not in subject.before[block.id].certain
        if optional or undone:
            name = question.label if question else fact
            yield at_block(block, path, "holder_maybe_nobody", Degree.WARNING, fact=name)


def _times(block: Approval, path: SubPath) -> Iterator[Finding]:
    remind, escalate, expire = block.remind_after, block.escalate_after, block.expire_after
    if remind is None and escalate is None and expire is None and block.deadline is None:
        yield at_block(block, path, "no_reminder", Degree.ADVICE)
    if remind and escalate and (remind == escalate or longer(remind, escalate)):
        spans = {"first": remind, "second": escalate}
        yield at_block(block, (*path, "remind_after"), "reminder_behind", Degree.ADVICE, **spans)
    for name, span, code in (
        ("remind_after", remind, "reminder_late"),
        ("escalate_after", escalate, "escalation_late"),
    ):
        if span and expire and (span == expire or longer(span, expire)):
            spans = {"first": span, "second": expire}
            yield at_block(block, (*path, name), code, Degree.WARNING, **spans)
