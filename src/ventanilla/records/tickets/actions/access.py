"""Who may see a ticket: granted and revoked here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from ventanilla.core.timeline.actions import action
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import Ticket, TicketAccess

_GRANT = """
    INSERT INTO tickets_ticketaccess (ticket_id, principal, reasons, last_activity_at, open)
    SELECT %s, given.principal, array_agg(given.reason ORDER BY given.place)::varchar(16)[], %s, %s
    FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS given (principal, reason, place)
    GROUP BY given.principal
    ON CONFLICT (ticket_id, principal) DO UPDATE
    SET reasons = tickets_ticketaccess.reasons || ARRAY(
        SELECT more FROM unnest(excluded.reasons) AS more WHERE more <> ALL (tickets_ticketaccess.reasons))
"""
_TOUCH = "UPDATE tickets_ticketaccess SET last_activity_at = %s, open = %s WHERE ticket_id = %s"


@action
def grant(ticket: Ticket, principal: str, reason: Reason) -> None:
    """Let `principal` (see core.access.queries) see `ticket` for `reason`; granting twice changes nothing."""
    grant_all(ticket, [(principal, reason)])


@action
def grant_all(ticket: Ticket, grants: Iterable[tuple[str, Reason]]) -> None:
    """The same for several principals at once."""
    given = dict.fromkeys((principal, reason.value) for principal, reason in grants)
    principals, reasons = (
        [principal for principal, _reason in given],
        [reason for _principal, reason in given],
    )
    with connection.cursor() as cursor:
        cursor.execute(_GRANT, [ticket.pk, ticket.last_activity_at, not ticket.ended, principals, reasons])


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
    """Something happened, and its row says when: it moves to the top of everybody's list, or leaves
    the lists of what is under way."""
    with connection.cursor() as cursor:
        cursor.execute(_TOUCH, [ticket.last_activity_at, not ticket.ended, ticket.pk])
