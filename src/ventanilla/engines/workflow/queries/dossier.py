"""All rows about the way of one ticket: its page tells it in several places, and reads each kind of row once."""

from __future__ import annotations

from functools import cached_property

from django.db.models import QuerySet

from ventanilla.core.kit.standing import StandingRows
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, Decision, Run, Seat, SeatCandidate, Step, Task
from ventanilla.records.tickets.models import Ticket


class Dossier:
    """The rows about a ticket's way, each kind read when it is first asked for."""

    def __init__(self, ticket: int) -> None:
        """`ticket` is its key."""
        self.ticket = ticket

    @cached_property
    def steps(self) -> list[Step]:
        """All steps, in the order in which they were written, with their run."""
        return list(STEPS(ticket=self.ticket))

    @property
    def run(self) -> Run | None:
        return self.steps[0].run if self.steps else None

    @cached_property
    def tasks(self) -> list[Task]:
        """All tasks in order, with who has or had them."""
        return list(TASKS(ticket=self.ticket))

    @property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.state == OpenState.OPEN]

    @cached_property
    def seats(self) -> list[Seat]:
        """The seats of all approvals, approval after approval, with these."""
        return list(SEATS(ticket=self.ticket)) if self.steps else []

    @property
    def approvals(self) -> dict[int, Approval]:
        """All approvals by key, in order."""
        return {seat.approval_id: seat.approval for seat in self.seats}

    @property
    def open_approvals(self) -> list[Approval]:
        return [approval for approval in self.approvals.values() if approval.state == OpenState.OPEN]

    @cached_property
    def candidates(self) -> list[SeatCandidate]:
        """Who sits at the seats, in order, each with the seat out of `seats`."""
        seats = {seat.pk: seat for seat in self.seats}
        rows = list(CANDIDATES(ticket=self.ticket)) if seats else []
        for row in rows:
            row.seat = seats[row.seat_id]
        return rows

    @property
    def awaited(self) -> list[SeatCandidate]:
        """Those whose decision is awaited."""
        return [row for row in self.candidates if row.open and row.seat.approval.state == OpenState.OPEN]

    @cached_property
    def decisions(self) -> list[Decision]:
        """What was decided about the content as it is now, in order."""
        return list(DECISIONS(ticket=self.ticket)) if self.seats else []


def dossier_of(ticket: Ticket) -> Dossier:
    """That of a ticket object, which lives as long as one page."""
    if "_dossier" not in ticket.__dict__:
        ticket.__dict__["_dossier"] = Dossier(ticket.pk)
    found: Dossier = ticket.__dict__["_dossier"]
    return found


def _steps(ticket: int) -> QuerySet[Step]:
    return Step.objects.filter(run__ticket=ticket).select_related("run").order_by("pk")


def _tasks(ticket: int) -> QuerySet[Task]:
    rows = Task.objects.filter(ticket=ticket).select_related("team", "assignee", "done_by")
    return rows.defer("instructions", "form", "answers", "shown", "detail").order_by("pk")


def _seats(ticket: int) -> QuerySet[Seat]:
    rows = Seat.objects.filter(approval__ticket=ticket).select_related("approval")
    return rows.defer("approval__shown").order_by("approval", "position", "pk")


def _candidates(ticket: int) -> QuerySet[SeatCandidate]:
    rows = SeatCandidate.objects.filter(seat__approval__ticket=ticket).select_related("person")
    return rows.order_by("pk")


def _decisions(ticket: int) -> QuerySet[Decision]:
    rows = Decision.objects.filter(approval__ticket=ticket, void=False).select_related("person")
    return rows.order_by("pk")


STEPS = StandingRows(_steps, ticket=-1)
TASKS = StandingRows(_tasks, ticket=-1)
SEATS = StandingRows(_seats, ticket=-1)
CANDIDATES = StandingRows(_candidates, ticket=-1)
DECISIONS = StandingRows(_decisions, ticket=-1)
