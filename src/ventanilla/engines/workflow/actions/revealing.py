"""Showing a secret that somebody was asked for on the way."""

from __future__ import annotations

from ventanilla.core.kit.errors import Conflict
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow.queries.given import given_secret
from ventanilla.records.intake.secrets import unsealed
from ventanilla.records.tickets.actions import locked
from ventanilla.records.tickets.actions.reveal import LOST
from ventanilla.records.tickets.entries import SecretShown
from ventanilla.records.tickets.models import Ticket


@action
def reveal_given(*, actor: Person, ticket: Ticket, task: int, question: str) -> str:
    """The secret that was answered to a question on the way; that it was looked at stays in the history.

    Raises NotFound for what isn't there or isn't for `actor`, Conflict when it can't be opened any more.
    """
    ticket = locked(ticket)
    row, asked = given_secret(actor, ticket, task, question)
    kept = unsealed(row.answers[question], question)
    if kept is None:
        raise Conflict(LOST)
    record(ticket.stream, SecretShown(question=question, label=dict(asked.label)), actor=actor)
    return kept[0]
