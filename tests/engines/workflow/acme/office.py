"""Asking, deciding and working as the people of Acme."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from pypdf import PdfReader

from tests.acme import YEAR
from tests.jobs import run_jobs
from ventanilla.core.files.models import StoredFile
from ventanilla.core.people.models import Person
from ventanilla.demo.organisation import person
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.actions import fire_due_timers
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Approval, Task
from ventanilla.records.budgets.models import Budget, Reservation
from ventanilla.records.budgets.queries import Standing, standing
from ventanilla.records.catalog.models import Service, VersionFile
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket

MONDAY = datetime(YEAR, 3, 1, 9, 0, tzinfo=UTC)  # no holiday near it


def ask(who: str, service: str, **answers: Any) -> Ticket:
    """`who` asks for a service."""
    return tickets.submit(
        actor=person(who), service=Service.objects.get(slug=service), answers=answers, language="es"
    )


def approval_of(who: str) -> Approval:
    """The one approval that waits for them."""
    return queries.open_approvals(person(who)).get()


def decide(who: str, verdict: Verdict = Verdict.APPROVE, comment: str = "") -> None:
    actions.decide(actor=person(who), approval=approval_of(who), verdict=verdict, comment=comment)


def task_of(who: str, block: str) -> Task:
    """The task of that block, which must be theirs to do."""
    return queries.open_tasks(person(who)).get(step__block=block)


def do(who: str, block: str, **answers: Any) -> Task:
    return actions.complete(actor=person(who), task=task_of(who, block), answers=answers)


def correct(who: str, **answers: Any) -> None:
    actions.complete(actor=person(who), task=queries.asked_of(person(who)).get(), answers=answers)


def steps(ticket: Ticket) -> dict[str, str]:
    """Each block with the state of its last round."""
    return {step.block: step.state for step in queries.steps_of(ticket)}


def standing_of(code: str, year: int = YEAR) -> Standing:
    return standing(Budget.objects.get(cost_centre__code=code, year=year))


def reservations(ticket: Ticket) -> list[tuple[str, str]]:
    """(amount, state) of what is or was set aside."""
    rows = Reservation.objects.filter(stream=ticket.stream)
    return [(str(row.amount), row.state) for row in rows]


def told(who: str) -> list[str]:
    """What they have been told since the last time, as titles, after all jobs have run."""
    run_jobs("notifications.tell")
    rows = Notification.objects.filter(person=person(who), read_at=None).order_by("pk")
    titles = [row.title for row in rows]
    rows.update(read_at=MONDAY)
    return titles


def mails_to(address: str) -> list[Message]:
    run_jobs("notifications.tell")
    return list(Message.objects.filter(to=address).order_by("pk"))


def sweep() -> int:
    """Let the timers fire that are due now."""
    return fire_due_timers()


def reload(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def people(*names: str) -> list[Person]:
    return [person(name) for name in names]


def papers() -> list[str]:
    """The words of each PDF that was written for a request, the oldest first."""
    handed_out = VersionFile.objects.values("file")
    found = []
    for file in StoredFile.objects.filter(name__endswith=".pdf").exclude(pk__in=handed_out).order_by("pk"):
        with file.content.open() as content:
            pages = PdfReader(io.BytesIO(content.read())).pages
        found.append(" ".join(" ".join(page.extract_text() for page in pages).split()))
    return found
