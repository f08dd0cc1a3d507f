"""Secrets that a task hands to a person: kept apart, sealed, from the moment that the task is done."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from ventanilla.core.blueprint.questions import Secret
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import record
from ventanilla.engines.integrations.actions import hand_over
from ventanilla.engines.workflow.entries import SecretReady
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.queries import form_of
from ventanilla.records.intake.secrets import unsealed
from ventanilla.records.tickets.models import Ticket


def hand_secrets_over(ticket: Ticket, task: Task, answers: Mapping[str, Any], actor: Person) -> None:
    """Keep each secret among the answers for those whom it is for, and tell them that it is there."""
    people = {"requester": ticket.requester, "requested_for": ticket.requested_for}
    for item in form_of(task):
        held = unsealed(answers.get(item.id), item.id) if isinstance(item, Secret) else None
        if held is None or not isinstance(item, Secret):
            continue
        for reader in {people[who].pk: people[who] for who in item.shown_to}.values():
            hand_over(
                stream=ticket.stream, reader=reader, name=_name(task, item), label=item.label, text=held[0]
            )
            ready = SecretReady(
                people=[reader.pk], reader=reader.name, label=dict(item.label), kept=task.kept
            )
            record(ticket.stream, ready, actor=actor)


def _name(task: Task, item: Secret) -> str:
    """The same for the same task done anew, so that the newer one takes the place of the older; of two items of a loop
    two."""
    step = task.step
    place = f"{step.block}/{step.iteration}" if step else str(task.pk)
    return f"{hashlib.sha256(place.encode()).hexdigest()[:16]}.{item.id}"[:60]
