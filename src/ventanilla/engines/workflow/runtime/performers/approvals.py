"""Asking people to decide."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, TypeVar

from ventanilla.core.blueprint.blocks import Approval as Block
from ventanilla.core.blueprint.blocks import Block as AnyBlock
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.rules import RuleFault, as_json, compute
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.entries import ApprovalAsked, ApprovalExpired, Escalated, Reminded
from ventanilla.engines.workflow.models import Approval, Seat, SeatCandidate
from ventanilla.engines.workflow.needing import whom_by_language
from ventanilla.engines.workflow.runtime import store, table
from ventanilla.engines.workflow.runtime.directory import PeopleDirectory
from ventanilla.engines.workflow.runtime.performers.endings import close_approval
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.engines.workflow.runtime.shown import shown_by
from ventanilla.engines.workflow.runtime.table import Told
from ventanilla.records.intake.secrets import without_secrets
from ventanilla.records.tickets.choices import ENDED, Part
from ventanilla.records.tickets.facts import surroundings
from ventanilla.records.tickets.models import AnswerSet, Ticket
from ventanilla.records.tickets.queries import latest_answers

A = TypeVar("A", bound=ApprovalAsked)


def content_digest(ticket: Ticket, answers: AnswerSet) -> str:
    """What an approval is bound to: the service's version, whom it is for, and the answers with their list rows."""
    shown: list[Any] = [
        ticket.version.digest,
        ticket.requested_for_id,
        *seen(answers),
    ]
    if ticket.part == Part.TOGETHER:
        shown.append(people_of(ticket))
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def people_of(ticket: Ticket) -> list[int]:
    """For whom it is, when it is for several: those who were not left out."""
    rows = ticket.children.filter(part=Part.ONE).exclude(status__in=ENDED)
    return list(rows.order_by("requested_for").values_list("requested_for", flat=True))


def open_approval(effect: machine.OpenApproval, scene: Scene) -> list[machine.Event]:
    """Find who sits at the table and ask those whose turn it is; too few to be found is a fault."""
    ticket = scene.ticket
    holders = {str(position): value for position, value in effect.holders.items()}
    barred = {str(position): names for position, names in effect.barred.items()}
    planned = table.plan(effect.block, ticket, holders, barred)
    if not table.are_enough(effect.block, planned):
        return [machine.Failed(effect.key, "no_approver")]
    answers = latest_answers(ticket)
    approval = Approval.objects.create(
        ticket=ticket,
        step=scene.step(effect.key),
        title=effect.block.shown_title,
        kept=scene.kept,
        need=effect.block.needed_seats,
        in_order=effect.block.in_order,
        holders=holders,
        barred=barred,
        answer_set=answers,
        before=_decided_before(effect.key, answers, scene),
        shown=shown_by(effect.block.show, scene, answers),
        digest=content_digest(ticket, answers),
        opened_at=clock.now(),
    )
    table.lay(approval, planned)
    turns = table.take_turns(approval, ticket)
    reasons = table.told(reason for _spec, resolved in planned for reason in resolved.all_reasons)
    if not all(resolved.is_filled for _spec, resolved in planned):
        reasons += table.note_empty(approval)
    scene.record(
        asked(ApprovalAsked, approval, [*_again(approval, effect.key, scene), *reasons], turns.asked)
    )
    return []


def _again(approval: Approval, key: machine.StepKey, scene: Scene) -> list[Told]:
    """Why it is decided once more, when it is."""
    if key in machine.steps_anew(scene.program, scene.state):
        return ["asked_anew"]
    return ["answers_changed"] if approval.before is not None else []


def doubted(ticket: Ticket, answers: AnswerSet) -> tuple[machine.StepKey, ...]:
    """The approvals of this request that were given about other answers than these."""
    given = Approval.objects.filter(ticket=ticket, state=OpenState.DONE, outcome="approved")
    rows = list(given.exclude(answer_set=answers).select_related("answer_set", "step__run").order_by("pk"))
    if not rows:
        return ()
    nodes = store.program_of(rows[0].step.run.version_id, ticket.part).nodes
    blocks = {row.pk: nodes[row.step.block].block for row in rows if row.step.block in nodes}
    return tuple(
        store.key_of(row.step)
        for row in rows
        if row.pk in blocks and saw_other(blocks[row.pk], row.answer_set, answers)
    )


def saw_other(block: AnyBlock, before: AnswerSet, now: AnswerSet) -> bool:
    """Whether what an approval hangs on is another now than it was."""
    names = block.hangs_on if isinstance(block, Block) else ()
    return seen(before, names) != seen(now, names)


def seen(answers: AnswerSet, names: Sequence[str] = ()) -> tuple[Any, Any]:
    """What of the answers those who decide have seen; of these questions alone where some are named."""
    given, rows = without_secrets(answers.answers), answers.rows
    if not names:
        return given, rows
    return {name: given.get(name) for name in names}, {name: rows.get(name) for name in names}


def show_anew(approval: Approval, answers: AnswerSet, digest: str) -> None:
    """The answers changed while it is open: it is about these now, says which it was about before, and whom its seats
    name now."""
    run, key = approval.step.run, store.key_of(approval.step)
    scene = Scene(ticket=approval.ticket, run=run, state=store.load(run), here=key)
    block = store.program_of(run.version_id).nodes[approval.step.block].block
    assert isinstance(block, Block)
    approval.before, approval.answer_set, approval.digest = approval.answer_set, answers, digest
    approval.shown = shown_by(block.show, scene, answers)
    approval.holders, approval.barred = _named_now(approval, block, scene)
    approval.save(update_fields=["before", "answer_set", "digest", "shown", "holders", "barred"])


def _named_now(approval: Approval, block: Block, scene: Scene) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the seats compute with the answers of now; what can't be computed any more stays as it was."""
    facts, around = {**scene.facts, **scene.outputs}, surroundings(approval.ticket.department)
    try:
        found = machine.seat_values(block, lambda value: as_json(compute(value, facts, around)))
    except RuleFault:
        return approval.holders, approval.barred
    holders, barred = ({str(position): value for position, value in each.items()} for each in found)
    return holders, barred


def _decided_before(key: machine.StepKey, answers: AnswerSet, scene: Scene) -> AnswerSet | None:
    """What the same block was about in its last round, if the answers were others then."""
    if not any(step.block == key.block and step != key for step in scene.state):
        return None
    earlier = Approval.objects.filter(step__run=scene.run, step__block=key.block).order_by("-pk").first()
    return earlier.answer_set if earlier and earlier.answer_set_id != answers.pk else None


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
    """Let those above the people who have not decided decide too."""
    approval, ticket = _of(effect.key, scene), scene.ticket
    if approval is None:
        return []
    directory = PeopleDirectory(ticket.service, ticket)
    whom = {"requester": ticket.requester_id, "requested_for": ticket.requested_for_id}
    looks: dict[Seat, list[machine.Look]] = {}
    for candidate in SeatCandidate.objects.filter(seat__approval=approval, open=True).order_by("pk"):
        barred = approval.barred.get(str(_top(candidate.seat).position), ())
        above = machine.above(candidate.person_id, directory, **whom, barred=barred)
        looks.setdefault(candidate.seat, []).extend(above.looks)
        for person in above.people:
            behalf = list(above.behalf.get(person, ()))
            SeatCandidate.objects.get_or_create(
                seat_id=candidate.seat_id,
                person_id=person,
                defaults={"open": False, "escalated": True, "behalf": behalf},
            )
    for seat, found in looks.items():
        table.note_looks(seat, found, "escalated")
    table.take_turns(approval, ticket)
    scene.record(asked(Escalated, approval, []))
    return []


def _top(seat: Seat) -> Seat:
    """The seat of the approval itself in which a seat stands."""
    while seat.parent is not None:
        seat = seat.parent
    return seat


def expire(effect: machine.Expire, scene: Scene) -> list[machine.Event]:
    """Time ran out: say what that means, and let nobody wait for it any more. Nobody was asked when nobody could be
    found."""
    approval = _of(effect.key, scene)
    people = waiting_for(approval) if approval else []
    told = ApprovalExpired(
        approval=approval.pk if approval else 0,
        title=approval.title if approval else scene.program.nodes[effect.key.block].block.shown_title,
        outcome=effect.outcome,
        people=[person.pk for person in people],
        names=[person.name for person in people],
        some=approval is not None and approval.decisions.filter(void=False).exists(),
    )
    if approval is not None:
        close_approval(approval, OpenState.DONE, effect.outcome)
    scene.record(told)
    return []


def _of(key: machine.StepKey, scene: Scene) -> Approval | None:
    return Approval.objects.filter(step=scene.step(key), state=OpenState.OPEN).first()


def asked(
    kind: type[A], approval: Approval, reasons: list[Told], people: list[Person] | None = None, **more: Any
) -> A:
    """The entry that tells those whose decision is awaited (or `people` alone); `reasons` say why it is they."""
    people = waiting_for(approval) if people is None else people
    return kind(
        approval=approval.pk,
        step=approval.step.block,
        title=approval.title,
        people=[person.pk for person in people],
        names=[person.name for person in people],
        digest=approval.digest,
        kept=approval.kept,
        reasons=reasons,
        whose=whom_by_language(approval.outstanding, {person.pk: person.name for person in people}),
        **more,
    )
