"""Reads about approvals."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.blueprint.form import questions
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, Decision, SeatCandidate
from ventanilla.engines.workflow.policies import sits_at
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import display
from ventanilla.records.tickets.models import Ticket

SHOWN = ("ticket__service", "ticket__requester", "ticket__requested_for", "ticket__team", "ticket__version")


def open_approvals(person: Person | int) -> QuerySet[Approval]:
    """The approvals that wait for the decision of this person (or who has this id), the oldest first."""
    sits = SeatCandidate.objects.filter(person=person, open=True).values("seat__approval")
    rows = Approval.objects.filter(state=OpenState.OPEN, pk__in=sits)
    rows = rows.exclude(Q(ticket__requester=person) | Q(ticket__requested_for=person))
    return rows.select_related("ticket__service", "ticket__requester", "ticket__requested_for").order_by("pk")


def decided_by(person: Person, *, after: str | None = None, size: int = 30) -> Page[Decision]:
    """What this person has decided, the latest first."""
    rows = Decision.objects.filter(person=person).select_related("approval__ticket__requester")
    return page(rows, order=("-decided_at", "-id"), after=after, size=size)


def approval_for(person: Person, pk: int) -> Approval:
    """An approval that `person` is or was asked for. Raises NotFound for any other."""
    found = Approval.objects.filter(pk=pk).select_related(*SHOWN, "answer_set", "before", "step").first()
    if found is None or not sits_at(person, found):
        raise NotFound(_("There is no such approval, or it isn't for you."))
    return found


def approvals_of(ticket: Ticket) -> QuerySet[Approval]:
    """The approvals of a ticket with their seats and decisions, in order."""
    return (
        Approval.objects.filter(ticket=ticket)
        .prefetch_related("seats__candidates", "decisions__person")
        .order_by("pk")
    )


@dataclass(frozen=True)
class Change:
    """An answer that is another one now: the question in words, what was said and what is said."""

    label: str
    old: str
    new: str


def changes_in(approval: Approval) -> list[Change]:
    """What has changed since the people of this approval saw it last, in the active language."""
    before, now = approval.before, approval.answer_set
    if before is None:
        return []
    asked = list(questions(package_of(approval.ticket.version).form))
    old = {shown.id: shown for shown in display(asked, before.answers, before.rows)}
    new = {shown.id: shown for shown in display(asked, now.answers, now.rows)}
    return [
        Change(
            label=(new.get(question.id) or old[question.id]).label,
            old=old[question.id].text if question.id in old else "",
            new=new[question.id].text if question.id in new else "",
        )
        for question in asked
        if before.answers.get(question.id) != now.answers.get(question.id)
    ]
