"""Deciding an approval."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.queries import person_principal
from ventanilla.core.blueprint.blocks import Ask, Cancel, walk
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.actions.clocks import begin_anew
from ventanilla.engines.workflow.choices import OpenState, Verdict
from ventanilla.engines.workflow.entries import ApprovalAsked, Decided, NotNeeded
from ventanilla.engines.workflow.marks import checked_marks
from ventanilla.engines.workflow.models import Approval, Decision, SeatCandidate
from ventanilla.engines.workflow.policies import has_decided, may_decide, sits_at
from ventanilla.engines.workflow.runtime import table
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.engines.workflow.runtime.performers.approvals import asked
from ventanilla.engines.workflow.runtime.performers.endings import close_approval
from ventanilla.engines.workflow.runtime.store import key_of, program_of
from ventanilla.records.tickets.actions import grant_all, locked
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import Ticket

NEEDS_WORDS = (Verdict.REJECT, Verdict.RETURN)
OUTCOMES = {Verdict.REJECT: "rejected", Verdict.RETURN: "returned"}
LONGEST_COMMENT = 5_000


@action
def decide(
    *,
    actor: Person,
    approval: Approval,
    verdict: Verdict,
    comment: str = "",
    digest: str | None = None,
    marked: Iterable[str] = (),
) -> Decision:
    """Approve, reject or return for correction; the last two need words for the one who asked.

    `digest` is that of the content which the person was shown; when the content has changed since, nothing is
    decided. `marked` are the questions to correct, by id. Who stands in decides on behalf of whoever is away, and the
    decision says so. Raises NotFound for an approval that isn't theirs, Invalid without words or with marks that name
    no question of the form, Conflict when it was decided, closed or changed.
    """
    if not sits_at(actor, approval):
        raise NotFound(_("There is no such approval, or it isn't for you."))
    comment = _comment(verdict, comment, kept=approval.kept)
    ticket = locked(approval.ticket_id)
    approval = Approval.objects.select_related("step__run", "ticket").get(pk=approval.pk)
    _still_open(actor, approval, digest)
    _returnable(approval, verdict)
    wanted, turn = checked_marks(ticket, marked), table.places(approval)
    seats = SeatCandidate.objects.filter(seat__approval=approval, person=actor)
    behalf = sorted({person for row in seats for person in row.behalf})
    decision = Decision.objects.create(
        approval=approval,
        person=actor,
        behalf=behalf,
        verdict=verdict,
        comment=comment,
        marked=wanted if verdict == Verdict.RETURN else [],
        digest=approval.digest,
        decided_at=clock.now(),
    )
    seats.update(open=False)
    _tell(actor, approval, ticket, decision)
    follow(approval, ticket, decision, turn=turn)
    return decision


def _tell(actor: Person, approval: Approval, ticket: Ticket, decision: Decision) -> None:
    """Write it into the history. On whose behalf it was, they read it and see the request: it counts as theirs."""
    behalf, verdict = decision.behalf, Verdict(decision.verdict)
    if behalf:
        grant_all(ticket, [(person_principal(person), Reason.APPROVER) for person in behalf])
    told = Decided(
        approval=approval.pk,
        title=approval.title,
        verdict=verdict,
        comment=decision.comment,
        digest=approval.digest,
        behalf=table.names_of(behalf),
        people=behalf,
        kept=approval.kept,
        goes_on=verdict in OUTCOMES and _is_dealt_with(approval, ticket, OUTCOMES[verdict]),
    )
    record(ticket.stream, told, actor=actor)


def _is_dealt_with(approval: Approval, ticket: Ticket, outcome: str) -> bool:
    """Whether the service says what to do after that outcome, and it neither ends the request nor asks who asked to
    correct it."""
    step = approval.step
    node = program_of(step.run.version_id, ticket.part).nodes.get(step.block)
    reaction = node.block.reactions.get(outcome) if node else None
    if reaction is None:
        return False
    return not any(
        isinstance(each, Cancel) or (isinstance(each, Ask) and each.amend) for each in walk(reaction)
    )


def _returnable(approval: Approval, verdict: Verdict) -> None:
    if verdict == Verdict.RETURN and not can_return(approval):
        said = _("Who asked sees nothing of this step, so it can't be sent back to them: approve or reject.")
        raise Invalid(said, {"verdict": [said]})


def can_return(approval: Approval) -> bool:
    """Whether it may be sent back for correction. What is kept from who asked goes back only where the service says
    what follows: they would have to correct something without hearing why."""
    step = approval.step
    node = program_of(step.run.version_id, approval.ticket.part).nodes.get(step.block)
    return not approval.kept or (node is not None and "returned" in node.block.reactions)


def _comment(verdict: Verdict, comment: str, *, kept: bool) -> str:
    comment = comment.replace("\x00", "").strip()
    if verdict in NEEDS_WORDS and not comment:
        said = (
            _("Write why, for those who work on it.")
            if kept
            else _("Write why, so that the person who asked knows how to go on.")
        )
        raise Invalid(said, {"comment": [said]})
    if len(comment) > LONGEST_COMMENT:
        said = _("Write at most 5,000 characters.")
        raise Invalid(said, {"comment": [said]})
    return comment


def _still_open(actor: Person, approval: Approval, digest: str | None) -> None:
    if approval.state != OpenState.OPEN:
        raise Conflict(_("This has been decided already, or isn't needed any more."))
    if has_decided(actor, approval):
        raise Conflict(_("You have decided this already."))
    if not may_decide(actor, approval):
        raise Conflict(_("Your decision isn't asked for at the moment."))
    if digest is not None and digest != approval.digest:
        raise Conflict(
            _("The request has changed since you opened it. Please look at it again."), code="changed"
        )


def follow(
    approval: Approval, ticket: Ticket, last: Decision | None, *, turn: frozenset[tuple[int, ...]]
) -> None:
    """Close the approval as soon as its outcome can't change, and let the workflow go on; until then ask whoever is
    next, and tell those who can't make a difference any more. `turn`: whose it was; with the next one's the clocks
    begin anew."""
    outcome = table.tally(approval)
    if outcome is None:
        turns = table.take_turns(approval, ticket)
        if turns.asked:
            record(ticket.stream, asked(ApprovalAsked, approval, [], turns.asked), actor=None)
        _tell_released(approval, ticket, turns.released)
        if table.places(approval) - turn:
            begin_anew(approval, ticket)
        return
    released = close_approval(approval, OpenState.DONE, outcome)
    _tell_released(approval, ticket, list(Person.objects.filter(pk__in=released).order_by("pk")))
    said = {"by": last.person.name, "comment": last.comment} if last else {}
    outputs = {**said, "who": [str(person) for person, _vote in table.votes(approval)]}
    feed(approval.ticket_id, machine.Finished(key_of(approval.step), outcome, outputs))


def _tell_released(approval: Approval, ticket: Ticket, people: list[Person]) -> None:
    if people:
        told = NotNeeded(
            approval=approval.pk,
            title=approval.title,
            kept=approval.kept,
            people=[person.pk for person in people],
            names=[person.name for person in people],
        )
        record(ticket.stream, told, actor=None)
