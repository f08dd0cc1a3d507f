"""Requests that are a part of another one. They are other tickets, so jobs make and end them."""

from __future__ import annotations

from ventanilla.core.kit import jobs
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.runtime.scene import Scene


def create_ticket(effect: machine.CreateTicket, scene: Scene) -> list[machine.Event]:
    """Have it asked for."""
    person = scene.somebody(effect.requested_for)
    asked_by = scene.somebody(effect.asked_by)
    if person is None or asked_by is None:
        missing = effect.asked_by if person else effect.requested_for
        return [machine.Failed(effect.key, "no_holder", str(missing))]
    jobs.enqueue(
        "workflow.create_ticket",
        step=scene.step(effect.key).pk,
        service=effect.service,
        asked_by=asked_by.pk,
        requested_for=person.pk,
        answers=dict(effect.answers),
        wait=effect.wait,
    )
    return []


def withdraw_child(key: machine.StepKey, scene: Scene) -> None:
    """What a step asked for isn't needed any more."""
    jobs.enqueue("workflow.withdraw_child", step=scene.step(key).pk)
