"""What belongs together with a request: those of several people, the order it came with, asking again."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.actions.run import waits_for_all
from ventanilla.records.catalog.policies import may_ask
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_asker, may_amend_alone, may_see, may_withdraw
from ventanilla.surfaces.ui.tickets.naming import lozenge


def together_of(ticket: Ticket, person: Person) -> dict[str, Any]:
    """The people of a request for several, the one that holds this one, and the ways on from here."""
    asker = is_asker(person, ticket)
    parent = ticket.parent if ticket.part == Part.ONE else None
    own_order = ticket.order_id and ticket.order and ticket.order.person_id == person.pk
    return {
        "again_url": f"{reverse('portal:ask', args=[ticket.service.slug])}?again={ticket.number}"
        if asker and ticket.part != Part.TOGETHER and may_ask(person, ticket.service)
        else "",
        "amend_url": reverse("portal:amendment", args=[ticket.number])
        if may_amend_alone(person, ticket, package_of(ticket.version).amend_until)
        else "",
        "parts": parts_of(ticket, person) if ticket.part == Part.TOGETHER else [],
        "whole": {
            "number": parent.number,
            "url": reverse("portal:request", args=[parent.number]) if may_see(person, parent) else "",
            "waits": waits_for_all(ticket) and not ticket.ended,
        }
        if parent
        else None,
        "order_url": reverse("portal:sent_order", args=[ticket.order_id]) if own_order else "",
    }


def parts_of(ticket: Ticket, person: Person) -> list[dict[str, Any]]:
    """Each person of a request for several, with how theirs stands."""
    rows = ticket.children.filter(part=Part.ONE).select_related("requested_for").order_by("pk")
    return [
        {
            "name": part.requested_for.name,
            "number": part.number,
            "url": reverse("portal:request", args=[part.number]) if may_see(person, part) else "",
            "status": lozenge(part),
            "open": not part.ended,
            "pk": part.pk,
            "may_leave_out": may_withdraw(person, part),
        }
        for part in rows
    ]
