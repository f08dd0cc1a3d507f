"""Asking something before deciding. The clocks of the approval stand still until it is answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.queries import person_principal
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import forms
from ventanilla.engines.workflow.actions.clocks import hold, release
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.entries import Enquired, EnquiryEnded
from ventanilla.engines.workflow.models import Approval, Enquiry, Task
from ventanilla.engines.workflow.policies import may_decide, sits_at
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.engines.workflow.runtime.performers.approvals import waiting_for
from ventanilla.engines.workflow.runtime.reminders import next_reminder
from ventanilla.records.tickets.actions import grant, locked
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_asker

PATIENCE = 5
"""For how many working days an answer is waited for."""
LONGEST = 2_000
TITLE = {"en": "A question before deciding", "es": "Una pregunta antes de decidir"}
ANSWER = "answer"


@action
def enquire(
    *, actor: Person, approval: Approval, text: str, whom: Person, digest: str | None = None
) -> Enquiry:
    """Ask `whom` something before deciding; `whom` sees the request for it. `digest` is that of the content which the
    person was shown, if nothing is to be asked about any other.

    Raises NotFound for an approval that isn't theirs, Invalid naming `text` or `whom`, Conflict when nothing waits for
    this person any more, or the content has changed.
    """
    if not sits_at(actor, approval):
        raise NotFound(_("There is no such approval, or it isn't for you."))
    ticket = locked(approval.ticket_id)
    approval = Approval.objects.select_related("step__run", "ticket").get(pk=approval.pk)
    if approval.state != OpenState.OPEN or not may_decide(actor, approval):
        raise Conflict(_("Your decision isn't asked for at the moment."))
    if digest is not None and digest != approval.digest:
        raise Conflict(
            _("The request has changed since you opened it. Please look at it again."), code="changed"
        )
    text = _checked(text, whom, actor, ticket)
    if approval.kept and not _is_inside(whom, actor, ticket):
        said = _("Who asked sees nothing of this step, so ask somebody of your organisation.")
        raise Invalid(said, {"whom": [said]})
    now = clock.now()
    hours = working_hours(ticket.department.calendar)
    enquiry = Enquiry.objects.create(
        approval=approval,
        task=_task(approval, ticket, text, whom, actor),
        asked_by=actor,
        text=text,
        asked_at=now,
        lapses_at=hours.due(now, PATIENCE, "business_days"),
    )
    if not is_asker(whom, ticket):  # who takes part is named to who asked
        grant(ticket, person_principal(whom), Reason.TASK if approval.kept else Reason.PARTICIPANT)
    hold(approval)
    told = Enquired(
        approval=approval.pk,
        task=enquiry.task_id,
        title=approval.title,
        kept=approval.kept,
        text=text,
        people=[whom.pk],
        who=whom.name,
    )
    record(ticket.stream, told, actor=actor)
    feed(ticket)
    return enquiry


def _is_inside(whom: Person, actor: Person, ticket: Ticket) -> bool:
    """Whether somebody may be asked about a step that is kept from who asked."""
    return (
        whom.pk not in (ticket.requester_id, ticket.requested_for_id)
        and whom.organization_id == actor.organization_id
    )


def _checked(text: str, whom: Person, actor: Person, ticket: Ticket) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        said = _("Write what you want to know.")
        raise Invalid(said, {"text": [said]})
    if len(text) > LONGEST:
        said = _("Write at most 2,000 characters.")
        raise Invalid(said, {"text": [said]})
    if whom.pk == actor.pk or not whom.is_active:
        said = _("Choose somebody else who can answer.")
        raise Invalid(said, {"whom": [said]})
    outsider = whom.organization_id not in (actor.organization_id, ticket.requester.organization_id)
    if (ticket.confidential or outsider) and not is_asker(whom, ticket):
        said = _("This can only be asked of who asked, or of whom it is for.")
        raise Invalid(said, {"whom": [said]})
    return text


def _task(approval: Approval, ticket: Ticket, text: str, whom: Person, actor: Person) -> Task:
    asks = forms.parse(
        [{"id": ANSWER, "type": "long_text", "label": {"en": text[:200], "es": text[:200]}, "required": True}]
    )
    return Task.objects.create(
        ticket=ticket,
        kind=TaskKind.ASK,
        title=TITLE,
        kept=approval.kept,
        instructions={"en": text, "es": text},
        form=forms.dump(asks),
        assignee=whom,
        shown=approval.shown,
        detail={"approval": approval.pk, "by": actor.name},
        opened_at=clock.now(),
        remind_at=next_reminder(ticket),
    )


@action
def end_enquiry(*, enquiry: Enquiry) -> None:
    """The answer has come, or was waited for long enough: with the last one the clocks go on. Ending twice changes
    nothing."""
    ticket = locked(enquiry.approval.ticket_id)
    enquiry = Enquiry.objects.select_related("task__assignee", "approval__step__run").get(pk=enquiry.pk)
    if enquiry.ended_at is not None:
        return
    enquiry.ended_at = clock.now()
    enquiry.save(update_fields=["ended_at"])
    task, approval = enquiry.task, enquiry.approval
    answered = task.state == OpenState.DONE
    if not answered:
        Task.objects.filter(pk=task.pk, state=OpenState.OPEN).update(
            state=OpenState.CANCELLED, ended_at=enquiry.ended_at
        )
    if not approval.enquiries.filter(ended_at=None).exists():
        release(approval, ticket)
    told = EnquiryEnded(
        approval=approval.pk,
        title=approval.title,
        kept=approval.kept,
        who=task.assignee.name if task.assignee else "",
        answer=str(task.answers.get(ANSWER, "")) if answered else "",
        people=[person.pk for person in waiting_for(approval)],
        digest=approval.digest,
    )
    record(ticket.stream, told, actor=None)
    feed(ticket)
