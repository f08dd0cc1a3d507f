"""Deciding an approval."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState, Verdict
from ventanilla.engines.workflow.entries import Decided
from ventanilla.engines.workflow.models import Approval, Decision, SeatCandidate
from ventanilla.engines.workflow.policies import may_decide, sits_at
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.engines.workflow.runtime.performers.endings import close_approval
from ventanilla.engines.workflow.runtime.store import key_of
from ventanilla.records.tickets.actions import locked

NEEDS_WORDS = (Verdict.REJECT, Verdict.RETURN)


@action
def decide(
    *, actor: Person, approval: Approval, verdict: Verdict, comment: str = "", digest: str | None = None
) -> Decision:
    """Approve, reject or return for correction; the last two need words for the one who asked.

    `digest` is that of the content which the person was shown; when the content has changed since, nothing is
    decided. Raises NotFound for an approval that isn't theirs, Invalid without words, Conflict when it was decided,
    closed or changed.
    """
    if not sits_at(actor, approval):
        raise NotFound(_("There is no such approval, or it isn't for you."))
    comment = comment.replace("\x00", "").strip()
    if verdict in NEEDS_WORDS and not comment:
        said = _("Write why, so that the person who asked knows how to go on.")
        raise Invalid(said, {"comment": [said]})
    ticket = locked(approval.ticket_id)
    approval = Approval.objects.select_related("step", "ticket").get(pk=approval.pk)
    _still_open(actor, approval, digest)
    decision = Decision.objects.create(
        approval=approval,
        person=actor,
        verdict=verdict,
        comment=comment,
        digest=approval.digest,
        decided_at=clock.now(),
    )
    SeatCandidate.objects.filter(seat__approval=approval, person=actor).update(open=False)
    told = Decided(
        approval=approval.pk, title=approval.title, verdict=verdict, comment=comment, digest=approval.digest
    )
    record(ticket.stream, told, actor=actor)
    _conclude(approval, decision)
    return decision


def _still_open(actor: Person, approval: Approval, digest: str | None) -> None:
    if approval.state != OpenState.OPEN:
        raise Conflict(_("This has been decided already, or isn't needed any more."))
    if not may_decide(actor, approval):
        raise Conflict(_("You have decided this already."))
    if digest is not None and digest != approval.digest:
        raise Conflict(
            _("The request has changed since you opened it. Please look at it again."), code="changed"
        )


def _conclude(approval: Approval, last: Decision) -> None:
    """Close the approval as soon as its outcome can't change, and let the workflow go on."""
    outcome = tally(approval)
    if outcome is None:
        return
    close_approval(approval, OpenState.DONE, outcome)
    outputs = {"by": last.person.name, "comment": last.comment}
    feed(approval.ticket_id, machine.Finished(key_of(approval.step), outcome, outputs))


def tally(approval: Approval) -> str | None:
    """How the approval stands by the decisions so far; None while it is open."""
    seats = [
        machine.SeatState(need=seat.need, candidates=frozenset(person.pk for person in seat.candidates.all()))
        for seat in approval.seats.prefetch_related("candidates").order_by("position")
    ]
    rows = approval.decisions.filter(void=False).order_by("pk")
    decisions = [(row.person_id, machine.Vote(row.verdict)) for row in rows]
    return machine.tally(seats, decisions, need=approval.need)
