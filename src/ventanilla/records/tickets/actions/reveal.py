"""Showing a secret to those for whom it is meant."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.intake.secrets import unsealed
from ventanilla.records.tickets.actions.lock import locked
from ventanilla.records.tickets.entries.secrets import SecretShown
from ventanilla.records.tickets.facts import latest_answers
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.secrets import may_read_secret, secret_of

NO_SECRET = _("There is no such secret, or it isn't meant for you.")
LOST = _("This secret can't be opened any more: its key isn't here. Ask for it again.")


@action
def reveal(*, actor: Person, ticket: Ticket, question: str) -> str:
    """The secret that was answered to `question`; that it was looked at stays in the history.

    Raises NotFound for what isn't there or isn't for `actor`, Conflict when it can't be opened any more.
    """
    asked = secret_of(ticket, question)
    if asked is None or not may_read_secret(actor, ticket, asked):
        raise NotFound(NO_SECRET)
    ticket = locked(ticket)
    kept = unsealed(latest_answers(ticket).answers.get(question), question)
    if kept is None:
        raise Conflict(LOST)
    record(ticket.stream, SecretShown(question=question, label=dict(asked.label)), actor=actor)
    return kept[0]
