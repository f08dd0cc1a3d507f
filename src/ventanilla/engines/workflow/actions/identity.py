"""Entering the code that was sent."""

from __future__ import annotations

import hmac

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import CheckState, StepState
from ventanilla.engines.workflow.entries import CodeChecked
from ventanilla.engines.workflow.models import IdentityCheck
from ventanilla.engines.workflow.policies import may_enter_code
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.engines.workflow.runtime.performers.identity import close_check, digest_of
from ventanilla.records.tickets.actions import locked


def enter_code(*, actor: Person, check: IdentityCheck, code: str) -> None:
    """Enter the code. Each wrong one is kept, and counts: after the last try the check is refused.

    Raises NotFound when it isn't for this person, Conflict when it is over, Invalid when the code is wrong.
    """
    left = _entered(actor, check.pk, code)
    if left is not None and left > 0:
        said = _("That isn't the code. Tries left: %(left)s.") % {"left": left}
        raise Invalid(said, {"code": [said]})
    if left == 0:
        raise Conflict(_("That wasn't the code either. For safety this ends here; try again tomorrow."))


@action
def _entered(actor: Person, pk: int, code: str) -> int | None:
    """None when it was right, or else how many tries are left; kept either way."""
    found = IdentityCheck.objects.select_related("step__run__ticket", "person").get(pk=pk)
    if not may_enter_code(actor, found):
        raise NotFound(_("There is nothing to enter here, or it isn't for you."))
    ticket = locked(found.step.run.ticket_id)
    row = (
        IdentityCheck.objects.select_for_update(of=("self",)).select_related("step__run", "person").get(pk=pk)
    )
    if row.state != CheckState.OPEN or row.step.state != StepState.ACTIVE:
        raise Conflict(_("This code isn't awaited any more."))
    right = hmac.compare_digest(row.digest, digest_of(code[:100], row.salt))
    row.tries_left -= 0 if right else 1
    result = "confirmed" if right else "wrong" if row.tries_left else "refused"
    told = CodeChecked(result=result, left=row.tries_left, person=row.person.name)
    record(ticket.stream, told, actor=actor)
    if result == "wrong":
        row.save(update_fields=["tries_left"])
        return row.tries_left
    close_check(row, CheckState.CONFIRMED if right else CheckState.REFUSED)
    feed(ticket, machine.Finished(store.key_of(row.step), result))
    return None if right else 0
