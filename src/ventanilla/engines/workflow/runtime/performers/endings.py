"""Closing what is over: a step, the ticket, the run."""

from __future__ import annotations

from collections.abc import Mapping

from ventanilla.core.blueprint.blocks import CreateTicket, Identity
from ventanilla.core.kit import clock, jobs
from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState, RunState
from ventanilla.engines.workflow.entries import ApprovalClosed, AssetTakenBack, RunEnded, TaskDropped
from ventanilla.engines.workflow.models import Approval, Enquiry, SeatCandidate, Task, Timer
from ventanilla.engines.workflow.runtime.performers.children import withdraw_child
from ventanilla.engines.workflow.runtime.performers.identity import close_checks
from ventanilla.engines.workflow.runtime.performers.unsealing import drop_sealed
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.assets.actions import give_back
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import Asset
from ventanilla.records.tickets.actions import cancel, resolve
from ventanilla.records.tickets.choices import Outcome, Part


def close_step(effect: machine.CloseStep, scene: Scene) -> list[machine.Event]:
    """Nobody has to do anything for this step any more."""
    step = scene.step(effect.key)
    now = clock.now()
    Timer.objects.filter(step=step, fired_at=None).exclude(name__in=effect.keeps).delete()
    for task in Task.objects.filter(step=step, state=OpenState.OPEN).select_related("team", "assignee"):
        task.state, task.ended_at = OpenState.CANCELLED, now
        task.save(update_fields=["state", "ended_at"])
        if not scene.ticket.ended:  # the end of the request is told by itself
            scene.record(TaskDropped(task=task.pk, title=task.title, people=_holders(task)))
    drop_sealed(effect.key, scene)
    block = scene.program.nodes[effect.key.block].block
    if isinstance(block, Identity):
        close_checks(step)
    if isinstance(block, CreateTicket) and not block.keep:
        withdraw_child(effect.key, scene)
    for approval in Approval.objects.filter(step=step, state=OpenState.OPEN):
        people = close_approval(approval, OpenState.CANCELLED)
        scene.record(ApprovalClosed(approval=approval.pk, title=approval.title, people=people))
    return []


def _holders(task: Task) -> list[int]:
    """Who has to know that a task isn't needed any more: whoever had taken it."""
    return [task.assignee_id] if task.assignee_id else []


def undo(effect: machine.Undo, scene: Scene) -> list[machine.Event]:
    """The run was cancelled: equipment that was handed out is given back to stock, what was asked for is withdrawn."""
    if isinstance(scene.program.nodes[effect.key.block].block, CreateTicket):
        withdraw_child(effect.key, scene)
        return []
    asset = Asset.objects.filter(pk=int(effect.outputs.get("asset") or 0)).first()
    given = scene.state[effect.key].data.get("holder")
    holder = scene.somebody(given or getattr(scene.program.nodes[effect.key.block].block, "to", ""))
    if asset and asset.state == AssetState.ASSIGNED and holder and asset.holder_id == holder.pk:
        give_back(asset=asset, actor=None)
        scene.record(AssetTakenBack(serial=asset.serial, model=asset.model.name))
    return []


def close_approval(approval: Approval, state: OpenState, outcome: str = "") -> list[int]:
    """No more decisions are awaited, nor answers to what was asked before deciding. Returns whose were."""
    now = clock.now()
    approval.state, approval.outcome, approval.ended_at = state, outcome, now
    approval.save(update_fields=["state", "outcome", "ended_at"])
    waiting = SeatCandidate.objects.filter(seat__approval=approval, open=True)
    people = sorted(set(waiting.values_list("person_id", flat=True)))
    waiting.update(open=False)
    Task.objects.filter(enquiry__approval=approval, state=OpenState.OPEN).update(
        state=OpenState.CANCELLED, ended_at=now
    )
    Enquiry.objects.filter(approval=approval, ended_at=None).update(ended_at=now)
    return people


def resolve_ticket(effect: machine.Resolve, scene: Scene) -> list[machine.Event]:
    """The need is met; what was approved for several people goes on in their own tickets."""
    if scene.ticket.part == Part.TOGETHER:
        jobs.enqueue("workflow.go_on_with_each", ticket=scene.ticket.pk)
    elif not scene.ticket.ended:
        text = _words(effect.message, scene)
        resolve(actor=None, ticket=scene.ticket, outcome=Outcome(effect.outcome), text=text)
        scene.refresh()
    return []


def cancel_ticket(effect: machine.CancelTicket, scene: Scene) -> list[machine.Event]:
    """The ticket ends without having been done."""
    if not scene.ticket.ended:
        text = _words(effect.message, scene)
        cancel(actor=None, ticket=scene.ticket, outcome=Outcome(effect.outcome), text=text)
        scene.refresh()
    return []


def _words(message: Mapping[str, str] | None, scene: Scene) -> str:
    """A message in the language of who asked."""
    return pick(scene.write(message), [scene.ticket.requester.language or scene.ticket.language])


def end_run(effect: machine.RunEnded, scene: Scene) -> list[machine.Event]:
    """Nothing more will happen by itself."""
    scene.run.state, scene.run.ended_at = RunState.ENDED, clock.now()
    scene.run.save(update_fields=["state", "ended_at"])
    scene.record(RunEnded(outcome=effect.outcome))
    return []
