"""Closing what is over: a step, the ticket, the run."""

from __future__ import annotations

from collections.abc import Mapping

from ventanilla.core.kit import clock, jobs
from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState, RunState
from ventanilla.engines.workflow.entries import ApprovalClosed, RunEnded
from ventanilla.engines.workflow.models import Approval, SeatCandidate, Task, Timer
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.tickets.actions import cancel, resolve
from ventanilla.records.tickets.choices import Outcome, Part


def close_step(effect: machine.CloseStep, scene: Scene) -> list[machine.Event]:
    """Nobody has to do anything for this step any more."""
    step = scene.step(effect.key)
    now = clock.now()
    Timer.objects.filter(step=step, fired_at=None).delete()
    Task.objects.filter(step=step, state=OpenState.OPEN).update(state=OpenState.CANCELLED, ended_at=now)
    for approval in Approval.objects.filter(step=step, state=OpenState.OPEN):
        close_approval(approval, OpenState.CANCELLED)
        scene.record(ApprovalClosed(approval=approval.pk, title=approval.title))
    return []


def close_approval(approval: Approval, state: OpenState, outcome: str = "") -> None:
    """No more decisions are awaited."""
    approval.state, approval.outcome, approval.ended_at = state, outcome, clock.now()
    approval.save(update_fields=["state", "outcome", "ended_at"])
    SeatCandidate.objects.filter(seat__approval=approval, open=True).update(open=False)


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
