"""What waits for a person on the page of a request: a code to enter, something to see once."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import CheckState, StepState
from ventanilla.engines.workflow.models import IdentityCheck
from ventanilla.engines.workflow.policies import may_enter_code
from ventanilla.engines.workflow.queries.dossier import dossier_of
from ventanilla.records.tickets.models import Ticket


def open_check(ticket: Ticket, person: Person) -> IdentityCheck | None:
    """The code that this person may enter now."""
    if not any(step.state == StepState.ACTIVE for step in dossier_of(ticket).steps):
        return None
    found = next(iter(CHECK(ticket=ticket.pk)), None)
    return found if found is not None and may_enter_code(person, found) else None


def open_checks_of(person: Person | int) -> QuerySet[IdentityCheck]:
    """The codes that this person may enter now, the oldest first."""
    theirs = Q(person=person) | Q(step__run__ticket__requester=person)
    return _open().filter(theirs).order_by("pk")


def open_checks_in(tickets: Collection[int]) -> QuerySet[IdentityCheck]:
    """The codes that are awaited in these tickets (by id)."""
    return _open().filter(step__run__ticket__in=tickets).order_by("pk")


def _open() -> QuerySet[IdentityCheck]:
    still = IdentityCheck.objects.filter(state=CheckState.OPEN, step__state=StepState.ACTIVE)
    return still.select_related("step__run__ticket", "person")


CHECK = StandingRows(lambda ticket: _open().filter(step__run__ticket=ticket).order_by("-pk")[:1], ticket=-1)
