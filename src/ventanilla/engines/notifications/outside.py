"""Mail to somebody who has no account here: an address that was typed into a form."""

from __future__ import annotations

import uuid

from ventanilla.core.kit import clock, jobs
from ventanilla.core.timeline.actions import action
from ventanilla.engines.notifications.actions import is_suppressed
from ventanilla.engines.notifications.letters import automatic, one_line
from ventanilla.engines.notifications.models import Message
from ventanilla.records.tickets.models import Ticket


@action
def write_outside(ticket: Ticket, address: str, *, subject: str, text: str) -> Message | None:
    """Put a mail to `address` (checked by the caller) in the outbox, in the caller's transaction.

    It names no page of the portal, which the reader couldn't see, and nothing in it answers for the reader. Returns
    None while mail is suppressed.
    """
    if is_suppressed():
        return None
    message = Message(
        ticket=ticket,
        to=address,
        subject=one_line(subject),
        text=text,
        headers=automatic(f"{ticket.number}.{uuid.uuid4().hex}"),
        created_at=clock.now(),
    )
    message.save(force_insert=True)
    jobs.enqueue("notifications.deliver", message=message.pk)
    return message
