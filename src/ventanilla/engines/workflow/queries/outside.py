"""What waits for a person on the page of a request: a code to enter, something to see once."""

from __future__ import annotations

from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import CheckState, StepState
from ventanilla.engines.workflow.models import IdentityCheck
from ventanilla.engines.workflow.policies import may_enter_code
from ventanilla.records.tickets.models import Ticket


def open_check(ticket: Ticket, person: Person) -> IdentityCheck | None:
    """The code that this person may enter now."""
    rows = IdentityCheck.objects.filter(
        step__run__ticket=ticket, state=CheckState.OPEN, step__state=StepState.ACTIVE
    ).select_related("step__run__ticket", "person")
    found = rows.order_by("-pk").first()
    return found if found is not None and may_enter_code(person, found) else None
