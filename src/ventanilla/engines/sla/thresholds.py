"""What happens on the way to a deadline: people are told, the urgency rises, another team gets it.

All of it is called with the ticket's row locked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ventanilla.core.blueprint.thresholds import Threshold
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Refusal
from ventanilla.core.people.models import Person, Team
from ventanilla.core.people.queries import by_email, team_by_slug
from ventanilla.core.timeline.actions import attempt, record
from ventanilla.engines.sla import reckoning
from ventanilla.engines.sla.entries import ThresholdFailed, Warned
from ventanilla.engines.sla.models import Clock, Mark
from ventanilla.engines.sla.queries import marks_due
from ventanilla.records.tickets.actions import assign, set_priority
from ventanilla.records.tickets.choices import Level
from ventanilla.records.tickets.models import Ticket

HIGHER = {Level.LOW: Level.MEDIUM, Level.MEDIUM: Level.HIGH, Level.HIGH: Level.HIGH}


def lay(row: Clock, thresholds: Sequence[Threshold], *, is_new: bool = False) -> None:
    """Put the moments of a new promise on the clock's way, in place of those of an earlier one.

    What another promise had passed at the same moment isn't done again, unless that moment lies ahead now: then it is
    another one (the day was moved).
    """
    passed = {}
    if not is_new:
        passed = {mark.says["at"]: mark.passed_at for mark in row.marks.exclude(passed_at=None)}
        row.marks.all().delete()
    now = clock.now()
    Mark.objects.bulk_create(
        Mark(
            clock=row,
            position=position,
            says=threshold.model_dump(mode="json", exclude_defaults=True),
            fires_at=fires_at,
            passed_at=passed.get(str(threshold.at)) if fires_at <= now else None,
        )
        for position, (threshold, fires_at) in enumerate((each, _fires_at(row, each)) for each in thresholds)
    )


def move(row: Clock) -> None:
    """The clock ran on after a pause: what lies ahead moves with it."""
    for mark in row.marks.filter(passed_at=None):
        mark.fires_at = _fires_at(row, Threshold.model_validate(mark.says))
        mark.save(update_fields=["fires_at"])


def _fires_at(row: Clock, threshold: Threshold) -> datetime:
    hours = working_hours(row.calendar)
    if row.named:
        return reckoning.on_the_way_to(hours, row.started_at, row.due_at, threshold.at)
    return reckoning.on_the_way(
        hours, row.started_at, (row.amount, row.unit), threshold.at, row.past_pauses()
    )


def pass_due(ticket: Ticket) -> None:
    """Do what the ticket's moments say that have come, each once."""
    due = marks_due(clock.now()).filter(clock__ticket=ticket).select_related("clock")
    for mark in due.select_for_update(of=("self",)):
        mark.passed_at = clock.now()
        mark.save(update_fields=["passed_at"])
        _do(ticket, mark)


def _do(ticket: Ticket, mark: Mark) -> None:
    threshold = Threshold.model_validate(mark.says)
    people, unknown = _people(ticket, threshold)
    told = Warned(
        kind=mark.clock.kind,
        due_at=mark.clock.due_at,
        at=str(threshold.at),
        message=dict(threshold.message or {}),
        names=[person.name for person in people],
        people=[person.pk for person in people],
    )
    record(ticket.stream, told, actor=None)
    problems = [f"notify: {name}" for name in unknown]
    try:
        with attempt():
            if threshold.urgency:
                _weigh(ticket, threshold.urgency)
            if threshold.team:
                _reroute(ticket, threshold.team, problems)
    except Refusal as refusal:
        problems.append(str(refusal))
    if problems:
        owner = ticket.service.owner_id
        failed = ThresholdFailed(at=str(threshold.at), problem=", ".join(problems), people=[owner])
        record(ticket.stream, failed, actor=None)
    ticket.refresh_from_db()


def _weigh(ticket: Ticket, wanted: str) -> None:
    urgency = HIGHER[Level(ticket.urgency)] if wanted == "raise" else Level(wanted)
    if urgency != ticket.urgency:
        set_priority(actor=None, ticket=ticket, impact=Level(ticket.impact), urgency=urgency)


def _reroute(ticket: Ticket, name: str, problems: list[str]) -> None:
    team = ticket.service.owner_team if name == "service.owner" else team_by_slug(name)
    if team is None:
        problems.append(f"team: {name}")
    elif team != ticket.team:
        assign(actor=None, ticket=ticket, assignee=None, team=team)


def _people(ticket: Ticket, threshold: Threshold) -> tuple[list[Person], list[str]]:
    """Whom the threshold means today, each once, and the names that nobody has."""
    found: dict[int, Person] = {}
    unknown: list[str] = []
    for name in threshold.notify:
        people = _named(ticket, name)
        if people is None:
            unknown.append(name)
        for person in people or ():
            if person.is_active:
                found.setdefault(person.pk, person)
    return list(found.values()), unknown


def _named(ticket: Ticket, name: str) -> list[Person] | None:
    """None for somebody who isn't known. Nobody is in charge yet: the team."""
    if name == "owner":
        return [ticket.service.owner]
    if name == "lead":
        return [ticket.team.lead] if ticket.team.lead else _members(ticket.team)
    if name == "assignee":
        return [ticket.assignee] if ticket.assignee else _members(ticket.team)
    if name == "team":
        return _members(ticket.team)
    person = by_email(name) if "@" in name else None
    team = None if "@" in name else team_by_slug(name)
    return [person] if person else _members(team) if team else None


def _members(team: Team) -> list[Person]:
    return list(team.members.filter(is_active=True).order_by("pk"))
