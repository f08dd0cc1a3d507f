from __future__ import annotations

from ventanilla.core.people.models import Person
from ventanilla.records.tickets.choices import DONE, Part, Status
from ventanilla.records.tickets.models import Ticket


def may_rate(person: Person, ticket: Ticket) -> bool:
    """Who asked, once it is done and until it is closed for good. Of what was asked for several people at once, all of
    it together."""
    finished = ticket.status == Status.RESOLVED and ticket.outcome in DONE
    return finished and ticket.part != Part.ONE and person.is_active and person.pk == ticket.requester_id
