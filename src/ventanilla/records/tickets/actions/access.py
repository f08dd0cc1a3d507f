"""Who may see a ticket: granted and revoked here and nowhere else."""

from __future__ import annotations

from django.db import connection

from ventanilla.core.timeline.actions import action
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import Ticket, TicketAccess

_GRANT = """
    INSERT INTO tickets_ticketaccess (ticket_id, principal, reasons, last_activity_at)
    VALUES (%s, %s, ARRAY[%s]::varchar(16)[], %s)
    ON CONFLICT (ticket_id, principal) DO UPDATE
    SET reasons = CASE WHEN tickets_ticketaccess.reasons @> excluded.reasons THEN tickets_ticketaccess.reasons
                       ELSE tickets_ticketaccess.reasons || excluded.reasons END
"""


@action
def grant(ticket: Ticket, principal: str, reason: Reason) -> None:
    """Let `principal` (see core.access.queries) see `ticket` for `reason`; granting twice changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_GRANT, [ticket.pk, principal, reason.value, ticket.last_activity_at])


@action
def revoke(ticket: Ticket, principal: str, reason: Reason) -> None:
    """Take one reason away; the access ends with the last one."""
    row = TicketAccess.objects.filter(ticket=ticket, principal=principal).first()
    if row is None or reason.value not in row.reasons:
        return
    row.reasons = [known for known in row.reasons if known != reason.value]
    if row.reasons:
        row.save(update_fields=["reasons"])
    else:
        row.delete()


def touch(ticket: Ticket) -> None:
    """Something happened: the ticket moves to the top of everybody's list."""
    Ticket.objects.filter(pk=ticket.pk).update(last_activity_at=ticket.last_activity_at)
    TicketAccess.objects.filter(ticket=ticket).update(last_activity_at=ticket.last_activity_at)
