"""The dates of a ticket's steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce

from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import StepState
from ventanilla.engines.workflow.models import Step
from ventanilla.engines.workflow.runtime import store
from ventanilla.records.tickets.models import Ticket


@dataclass(frozen=True)
class Dated:
    """A step that is under way, with its date and what it is called."""

    due_at: datetime
    title: dict[str, str]
    kept: bool
    """Whether who asks sees nothing of it."""


def latest_step(ticket: Ticket) -> Dated | None:
    """The open step that the request has to wait for whose date lies farthest ahead; None when none has a date."""
    rows = Step.objects.filter(run__ticket=ticket, state=StepState.ACTIVE).exclude(block=machine.ROOT)
    dated = rows.annotate(until=Coalesce("due_at", "approval__due_at")).exclude(until=None)
    for found in dated.order_by("-until").values("block", "until", "run__version"):
        program = store.program_of(found["run__version"])
        node = program.nodes[found["block"]]
        if program.holds_up(node):
            return Dated(found["until"], dict(node.block.shown_title), node.kept)
    return None
