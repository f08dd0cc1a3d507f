"""A task of one person becomes somebody else's, though who had it stays."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.policies import may_hand_on
from ventanilla.engines.workflow.runtime.holders import let_in, moved
from ventanilla.records.tickets.actions import locked

LONGEST_REASON = 500


@action
def hand_on(*, actor: Person, task: Task, to: Person | None, reason: str) -> Task:
    """Give a task that is one person's to somebody else, who is told why. Whoever has it may, and who owns the service.

    Raises NotFound, Invalid with `fields` (to, reason), Conflict when it is over or theirs already.
    """
    if not may_hand_on(actor, task):
        raise NotFound(_("There is no such task, or it isn't for you."))
    reason = _checked(reason)
    ticket = locked(task.ticket_id)
    task = Task.objects.select_related("team", "assignee", "ticket__service").get(pk=task.pk)
    if task.state != OpenState.OPEN or task.assignee is None or not may_hand_on(actor, task):
        raise Conflict(_("This task is done already, or isn't needed any more."))
    before = task.assignee
    if to is None or not to.is_active or to.organization_id != before.organization_id:
        said = _("Choose somebody of the organisation, by their address.")
        raise Invalid(said, {"to": [said]})
    if to.pk == before.pk:
        raise Conflict(_("They have this task already."))
    task.ticket, task.assignee = ticket, to
    task.save(update_fields=["assignee"])
    let_in(task)
    people = [to.pk, *({before.pk} - {actor.pk})]
    told = moved(task, "handed_on", before.name, to.name, people, why=reason)
    record(ticket.stream, told, actor=actor)
    return task


def _checked(reason: str) -> str:
    reason = reason.replace("\x00", "").strip()
    if not reason:
        said = _("Write why, so that whoever gets it knows.")
        raise Invalid(said, {"reason": [said]})
    if len(reason) > LONGEST_REASON:
        said = _("This is too long: 500 letters at most.")
        raise Invalid(said, {"reason": [said]})
    return reason
