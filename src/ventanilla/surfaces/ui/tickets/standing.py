"""How a ticket stands, for the mails about it."""

from __future__ import annotations

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.standing import Standing
from ventanilla.engines.workflow.queries import turns
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.tickets.turns import full_sentences


def standing_of(ticket: Ticket, person: Person) -> Standing:
    """The next step and whose turn it is; nothing when it is over: the news says so itself."""
    if ticket.ended:
        return Standing()
    open_now = turns([ticket])[ticket.pk]
    step = pick(open_now[0].title) if open_now else ""
    return Standing(step, tuple(full_sentences(ticket, open_now, person)))
