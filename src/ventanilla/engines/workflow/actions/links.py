"""Questions to somebody outside: sent again by hand, and what becomes of those that nobody answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.kit.sweeping import each
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.actions.leaving import TEND_SECONDS
from ventanilla.engines.workflow.choices import OpenState, StepState, TaskKind
from ventanilla.engines.workflow.entries import LinkSentAgain
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.policies import may_send_again
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.engines.workflow.runtime.performers import outsiders
from ventanilla.records.tickets.actions import locked

OVER = "link_over"


@action
def send_again(*, actor: Person, task: Task) -> None:
    """Send the link of a question to somebody outside once more: it is good for 30 days from now. Raises NotFound,
    Conflict when it is answered already or isn't needed any more."""
    if not may_send_again(actor, task):
        raise NotFound(_("There is no such task, or it isn't for you."))
    ticket = locked(task.ticket_id)
    row = Task.objects.filter(pk=task.pk, state=OpenState.OPEN).first()
    if row is None:
        raise Conflict(_("This is answered already, or isn't needed any more."))
    _renew(row)
    record(
        ticket.stream,
        LinkSentAgain(task=row.pk, title=row.title, kept=row.kept, holder=row.address),
        actor=actor,
    )
    outsiders.send(row, ticket)


def end_dead_links() -> int:
    """Deal with the questions whose link is good no more; returns how many there were. Each in a transaction of its
    own; doing it twice changes nothing."""
    over = Task.objects.filter(
        kind=TaskKind.ASK, state=OpenState.OPEN, detail__expires_at__lt=clock.now().isoformat()
    )
    return each(
        list(over.exclude(address="").order_by("pk")), lambda task: _end(task=task), seconds=TEND_SECONDS
    )


@action
def _end(*, task: Task) -> bool:
    """The step stops, and who keeps the service says how to go on. A question that has a deadline by which it ends
    waits for that, and its link is good until then."""
    ticket = locked(task.ticket_id)
    row = Task.objects.filter(pk=task.pk, state=OpenState.OPEN).select_related("step__run").first()
    if row is None or row.step is None or row.step.state != StepState.ACTIVE:
        return False
    if row.detail["expires_at"] >= clock.now().isoformat():
        return False
    node = store.program_of(row.step.run.version_id, ticket.part).nodes.get(row.step.block)
    if node is not None and "expired" in node.block.possible_outcomes:
        _renew(row)
    else:
        feed(ticket, machine.Failed(store.key_of(row.step), OVER, row.address))
    return True


def _renew(row: Task) -> None:
    row.detail = {**row.detail, "expires_at": (clock.now() + outsiders.LASTS).isoformat()}
    row.save(update_fields=["detail"])
