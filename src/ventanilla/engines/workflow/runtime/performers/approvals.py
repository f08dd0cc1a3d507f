"""Asking people to decide."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from ventanilla.core.access.queries import person_principal
from ventanilla.core.blueprint.blocks import Approval as Block
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.entries import ApprovalAsked, Escalated, Reminded
from ventanilla.engines.workflow.models import Approval, Seat, SeatCandidate
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.directory import PeopleDirectory
from ventanilla.engines.workflow.runtime.labels import seat_label
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.engines.workflow.runtime.shown import shown_by
from ventanilla.records.tickets.actions import grant
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import AnswerSet, Ticket
from ventanilla.records.tickets.queries import latest_answers


def content_digest(ticket: Ticket, answers: AnswerSet) -> str:
    """What an approval is bound to: the service's version, whom it is for, and the answers with their list rows."""
    shown: list[Any] = [ticket.version.digest, ticket.requested_for_id, answers.answers, answers.rows]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def open_approval(effect: machine.OpenApproval, scene: Scene) -> list[machine.Event]:
    """Find who sits at the table and ask them; nobody to be found is a fault."""
    ticket = scene.ticket
    directory = PeopleDirectory(ticket.service)
    whom = {"requester": ticket.requester_id, "requested_for": ticket.requested_for_id}
    found = [
        (spec, machine.resolve(spec, directory, **whom, holder=effect.holders.get(position)))
        for position, spec in enumerate(effect.block.seats)
    ]
    if not all(resolved.people for _spec, resolved in found):
        return [machine.Failed(effect.key, "no_approver")]
    answers = latest_answers(scene.ticket)
    approval = Approval.objects.create(
        ticket=scene.ticket,
        step=scene.step(effect.key),
        title=effect.block.shown_title,
        need=effect.block.needed_seats,
        answer_set=answers,
        before=_decided_before(effect.key, answers, scene),
        shown=shown_by(effect.block.show, scene, answers),
        digest=content_digest(scene.ticket, answers),
        opened_at=clock.now(),
    )
    for position, (spec, resolved) in enumerate(found):
        seat = Seat.objects.create(
            approval=approval,
            position=position,
            need=resolved.need,
            label=seat_label(spec),
            reasons=[reason.code.value for reason in resolved.reasons],
        )
        seat_people(ticket, seat, Person.objects.filter(pk__in=resolved.people).order_by("pk"))
    reasons = [reason.code.value for _spec, resolved in found for reason in resolved.reasons]
    scene.record(asked(ApprovalAsked, approval, reasons))
    return []


def show_anew(approval: Approval, answers: AnswerSet, digest: str) -> None:
    """The answers changed while it is open: it is about these now, and says which it was about before."""
    run = approval.step.run
    scene = Scene(ticket=approval.ticket, run=run, state=store.load(run))
    block = store.program_of(run.version_id).nodes[approval.step.block].block
    assert isinstance(block, Block)
    approval.before, approval.answer_set, approval.digest = approval.answer_set, answers, digest
    approval.shown = shown_by(block.show, scene, answers)
    approval.save(update_fields=["before", "answer_set", "digest", "shown"])


def _decided_before(key: machine.StepKey, answers: AnswerSet, scene: Scene) -> AnswerSet | None:
    """What the same block was about in its last round, if the answers were others then."""
    earlier = Approval.objects.filter(step__run=scene.run, step__block=key.block).order_by("-pk").first()
    return earlier.answer_set if earlier and earlier.answer_set_id != answers.pk else None


def seat_people(ticket: Ticket, seat: Seat, people: Iterable[Person]) -> None:
    """Let `people` decide at `seat`, and see the ticket for it."""
    for person in people:
        SeatCandidate.objects.get_or_create(seat=seat, person=person)
        grant(ticket, person_principal(person), Reason.APPROVER)


def waiting_for(approval: Approval) -> list[Person]:
    """The people whose decision is still awaited."""
    rows = Person.objects.filter(seatcandidate__seat__approval=approval, seatcandidate__open=True)
    return list(rows.distinct().order_by("pk"))


def remind(effect: machine.Remind, scene: Scene) -> list[machine.Event]:
    """Ask those who have not decided once more."""
    approval = _of(effect.key, scene)
    if approval:
        scene.record(asked(Reminded, approval, []))
    return []


def escalate(effect: machine.Escalate, scene: Scene) -> list[machine.Event]:
    """Let the managers of those who have not decided decide too."""
    approval = _of(effect.key, scene)
    if approval is None:
        return []
    barred = {scene.ticket.requester_id, scene.ticket.requested_for_id}
    for seat in approval.seats.all():
        waiting = Person.objects.filter(seatcandidate__seat=seat, seatcandidate__open=True).select_related(
            "manager"
        )
        above = [
            p.manager for p in waiting if p.manager and p.manager.is_active and p.manager_id not in barred
        ]
        seat_people(scene.ticket, seat, above)
    scene.record(asked(Escalated, approval, []))
    return []


def _of(key: machine.StepKey, scene: Scene) -> Approval | None:
    return Approval.objects.filter(step=scene.step(key), state=OpenState.OPEN).first()


def asked(kind: type[ApprovalAsked], approval: Approval, reasons: list[str]) -> ApprovalAsked:
    """The entry that tells those who have not decided; `reasons` are codes of why it is them."""
    people = waiting_for(approval)
    return kind(
        approval=approval.pk,
        step=approval.step.block,
        title=approval.title,
        people=[person.pk for person in people],
        names=[person.name for person in people],
        digest=approval.digest,
        reasons=list(dict.fromkeys(reasons)),
    )
