"""Messages from other systems that a workflow waits for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ventanilla.core.blueprint.blocks import Wait
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import RunState
from ventanilla.engines.workflow.entries import MessageArrived
from ventanilla.engines.workflow.models import Run
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.records.tickets.actions import locked
from ventanilla.records.tickets.models import Ticket


@action
def arrive(*, ticket: Ticket, name: str, payload: Mapping[str, Any], message_id: str = "") -> None:
    """The message `name` has come for `ticket`; who sent it has been checked by the caller.

    `message_id` tells it from the same one sent twice, which changes nothing; without it the content does. It may come
    before the workflow waits for it. Raises NotFound when its workflow never waits for such a message or has ended,
    Invalid with `fields` when the content isn't what the service says.
    """
    ticket = locked(ticket)
    run = Run.objects.filter(ticket=ticket).first()
    block = _awaiting(run, ticket, name) if run else None
    if run is None or block is None:
        raise NotFound(_("Nothing waits for this message."))
    taken, wrong = machine.read_payload(block.taken, payload)
    if wrong:
        said = _("This isn't what the service expects here.")
        raise Invalid(said, {field: [said] for field in wrong})
    known = message_id or hashlib.sha256(json.dumps(taken, sort_keys=True).encode()).hexdigest()[:32]
    key = f"{name} {known}"
    if key in store.load(run)[machine.ROOT_KEY].data.get("heard", []):
        return
    if run.state != RunState.RUNNING:
        raise NotFound(_("Nothing waits for this message."))
    record(ticket.stream, MessageArrived(message=name, payload=taken), actor=None)
    feed(ticket, machine.Arrived(name, key, taken))


def _awaiting(run: Run, ticket: Ticket, name: str) -> Wait | None:
    nodes = store.program_of(run.version_id, ticket.part).nodes.values()
    blocks = (node.block for node in nodes)
    return next((block for block in blocks if isinstance(block, Wait) and block.message == name), None)
