"""What rules may know about a ticket: the flat facts that routing, targets, branches and messages read."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from ventanilla.core.blueprint import Package
from ventanilla.core.blueprint.form import questions
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.people.facts import person_facts
from ventanilla.core.people.models import Department, Person
from ventanilla.core.rules import Surroundings
from ventanilla.core.timeline.actions import at_hand
from ventanilla.records.catalog.queries import next_dates, package_of
from ventanilla.records.intake.interpret import answer_facts
from ventanilla.records.tickets.choices import Priority
from ventanilla.records.tickets.models import AnswerSet, Follower, Ticket


def zone_of(department: Department) -> tzinfo:
    """The time zone that `today` means for the services of a department: that of its working hours, so that a day
    ends where they say. Without a calendar of its own these are the default ones."""
    return working_hours(department.calendar).zone


def surroundings(department: Department) -> Surroundings:
    """What rules need beyond facts: which days the department works."""
    return Surroundings(is_working_day=working_hours(department.calendar).is_working_day)


def asking_facts(requester: Person, requested_for: Person, department: Department) -> dict[str, Any]:
    """The facts there are before there is a ticket: who asks, for whom, and when."""
    asks = person_facts(requester, "")
    receives = asks if requested_for.pk == requester.pk else person_facts(requested_for, "")
    return {
        **{f"requester{name}": value for name, value in asks.items()},
        **{f"requested_for{name}": value for name, value in receives.items()},
        "today": clock.today(zone_of(department)),
        "now": clock.now(),
    }


def answers_facts(package: Package, answers: AnswerSet) -> dict[str, Any]:
    """The typed answers, with the columns of chosen list rows."""
    return answer_facts(list(questions(package.form)), answers.answers, answers.rows)


def ticket_facts(ticket: Ticket) -> dict[str, Any]:
    """All facts of a ticket but the outputs of its workflow, which the engine adds."""
    return {
        **asking_facts(ticket.requester, ticket.requested_for, ticket.department),
        **answers_facts(package_of(ticket.version), latest_answers(ticket)),
        **own_facts(ticket),
        **next_dates(ticket.version, clock.today(zone_of(ticket.department))),
    }


def own_facts(ticket: Ticket) -> dict[str, Any]:
    """The fields of the ticket itself."""
    return {
        "ticket.number": ticket.number,
        "ticket.kind": ticket.kind,
        "ticket.priority": Priority(ticket.priority).name.lower(),
        "ticket.impact": ticket.impact,
        "ticket.urgency": ticket.urgency,
        "ticket.department": ticket.department.slug,
        "ticket.team": ticket.team.slug,
        "ticket.status": ticket.status,
        "ticket.assignee": str(ticket.assignee_id) if ticket.assignee_id else None,
        "ticket.category": ticket.category.slug if ticket.category else None,
        "ticket.location": ticket.location.path if ticket.location else None,
        "ticket.created_at": ticket.created_at,
        "ticket.created_on": ticket.created_at.astimezone(zone_of(ticket.department)).date(),
        **_reports(ticket),
    }


def _reports(ticket: Ticket) -> dict[str, Any]:
    """How many have the same need: who asked, and those who joined. Looked up only where people can join."""
    if ticket.pk is None:  # only played through
        return {"ticket.reports": 1}
    if package_of(ticket.version).same_as is None:
        return {}
    return {"ticket.reports": 1 + Follower.objects.filter(ticket=ticket).count()}


def latest_answers(ticket: Ticket) -> AnswerSet:
    """The answers that count now."""
    if "answer_sets" in getattr(ticket, "_prefetched_objects_cache", {}):
        return max(ticket.answer_sets.all(), key=lambda given: given.number)
    kept = at_hand()
    found: AnswerSet = kept.get((AnswerSet, ticket.pk)) or next(iter(LATEST(ticket=ticket.pk)))
    if (Ticket, ticket.pk) in kept:  # it is locked: nobody else can correct them meanwhile
        kept[AnswerSet, ticket.pk] = found
    return found


def remembered_answers(ticket: Ticket) -> AnswerSet:
    """The same, read once for a page: its ticket object remembers them."""
    if "_answers" not in ticket.__dict__:
        ticket.__dict__["_answers"] = latest_answers(ticket)
    found: AnswerSet = ticket.__dict__["_answers"]
    return found


LATEST = StandingRows(
    lambda ticket: AnswerSet.objects.filter(ticket=ticket).order_by("-number")[:1], ticket=-1
)
