"""What moves the clocks, inside the transaction of the action."""

from __future__ import annotations

from ventanilla.core.timeline.models import Entry
from ventanilla.engines.sla import actions
from ventanilla.records.tickets.actions import ticket_of
from ventanilla.records.tickets.policies import is_staff

TARGETS = frozenset({"ticket.submitted", "ticket.priority_set", "ticket.answers_amended"})
COURSE = frozenset(
    {
        "ticket.status_changed",
        "ticket.resolved",
        "ticket.resolved_with_outage",
        "ticket.cancelled",
        "ticket.reopened",
        "workflow.held",
        "workflow.let_go",
        "ticket.waits_for_supplier",
        "ticket.supplier_over",
    }
)
ANSWERS = frozenset({"ticket.comment_added", "ticket.joined_to_outage", "workflow.task_done"})

OF_THE_REQUESTER = ("ask", "correction")
"""Kinds of task that the requester does; doing one is no answer of the team."""


def set_targets(entry: Entry) -> None:
    """To `TARGETS`: promises depend on answers and priority."""
    actions.set_targets(ticket_of(entry))


def follow(entry: Entry) -> None:
    """To `COURSE`: whose turn it is, and whether it is over."""
    actions.follow(ticket_of(entry))


def note_answer(entry: Entry) -> None:
    """To `ANSWERS`: a public message by the team, its word that the trouble is known, or a task that it has done."""
    if entry.type == "ticket.joined_to_outage":
        actions.answered(ticket_of(entry))
        return
    if entry.type == "ticket.comment_added":
        if entry.payload.get("public") and entry.payload.get("by_staff"):
            actions.answered(ticket_of(entry))
    elif entry.actor is not None and entry.payload.get("kind") not in OF_THE_REQUESTER:
        ticket = ticket_of(entry)
        if is_staff(entry.actor, ticket):
            actions.answered(ticket)
