"""Requests that a workflow makes: as a part of another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.core.kit.errors import Refusal
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, attempt
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import StepState
from ventanilla.engines.workflow.models import Spawned, Step
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import from_values
from ventanilla.records.tickets.actions import cancel, locked, submit
from ventanilla.records.tickets.actions.submit import Closed
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

ENDS = {"fulfilled": "fulfilled", "solved": "fulfilled", "withdrawn": "withdrawn"}


@action
def create_child(
    *,
    step: Step,
    service: str,
    asked_by: Person,
    requested_for: Person,
    answers: Mapping[str, Any],
    wait: bool,
) -> Ticket | None:
    """Ask for `service` as a part of the ticket of `step`. Done twice it is asked for once; a step that isn't
    waiting any more asks for nothing, and what can't be asked for becomes the fault of the step."""
    parent = locked(step.run.ticket_id)
    step.refresh_from_db()
    if step.state != StepState.ACTIVE or Spawned.objects.filter(step=step).exists():
        return None
    key = store.key_of(step)
    found = Service.objects.filter(slug=service).first()
    if found is None:
        feed(parent, machine.Failed(key, "unknown_service", service))
        return None
    try:
        with attempt():
            child = submit(
                actor=asked_by,
                service=found,
                answers=_as_asked(found, answers),
                requested_for=requested_for,
                language=parent.language,
                key=f"step {step.pk}",
            )
    except Closed as closed:
        feed(parent, machine.Failed(key, "not_open", str(closed.opens_on or "")))
        return None
    except Refusal as refusal:
        feed(parent, machine.Failed(key, "not_asked", _why(refusal)))
        return None
    Ticket.objects.filter(pk=child.pk, parent=None).update(parent=parent)
    Spawned.objects.create(step=step, ticket=child)
    if not wait:
        feed(parent, machine.Finished(key, "created", {"number": child.number, "status": child.status}))
    elif child.ended:
        tell_parent(child=child)
    return child


@action
def tell_parent(*, child: Ticket) -> None:
    """A ticket has ended that a step waits for: the workflow of the other one goes on."""
    spawned = Spawned.objects.filter(ticket=child).select_related("step__run").first()
    if spawned is None or not child.ended:
        return
    outcome = ENDS.get(child.outcome, "declined")
    outputs = {"number": child.number, "status": child.outcome}
    feed(spawned.step.run.ticket_id, machine.Finished(store.key_of(spawned.step), outcome, outputs))


@action
def withdraw_child(*, step: Step) -> None:
    """What the step asked for isn't needed any more, unless it has been done already."""
    spawned = Spawned.objects.filter(step=step).first()
    if spawned is None:
        return
    child = locked(spawned.ticket_id)
    if not child.ended:
        cancel(actor=None, ticket=child, outcome=Outcome.WITHDRAWN)
        feed(child, machine.Cancelled("withdrawn"))


def _as_asked(service: Service, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the workflow worked out, as the form of the other service reads it."""
    version = service.live_version
    return from_values(package_of(version).form, answers) if version else dict(answers)


def _why(refusal: Refusal) -> str:
    fields = getattr(refusal, "fields", {}) or {}
    details = "; ".join(f"{name}: {' '.join(map(str, said))}" for name, said in fields.items())
    return f"{refusal} {details}".strip()
