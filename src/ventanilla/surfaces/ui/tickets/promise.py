"""The promised date in words: the one date, and why it is another one now (B05)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ventanilla.core.kit import clock
from ventanilla.engines.workflow.wording import slipped
from ventanilla.records.tickets.choices import Kind, Status
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.format import day


def promise_of(ticket: Ticket) -> str:
    """«You should have it by Thursday 6 May.», or that it is late; nothing when no date is promised."""
    if ticket.ended or ticket.promised_at is None or ticket.kind == Kind.INCIDENT:
        return ""
    if ticket.promised_at < clock.now():
        return _("It should have been done by %(day)s. It is taking longer than we said.") % {
            "day": day(ticket.promised_at)
        }
    return _("You should have it by %(day)s.") % {"day": day(ticket.promised_at)}


def promise_note(ticket: Ticket) -> str:
    """Why the date moved, or will: «Estimated anew: it was Monday 3 May. The request was returned for correction.»"""
    if not promise_of(ticket):
        return ""
    told = []
    moved = ticket.traces.get("promise")
    if moved:
        was = day(datetime.fromisoformat(moved["was"]))
        why = slipped(moved["because"], moved.get("step") or {})
        told.append(_("Estimated anew: it was %(day)s. %(why)s") % {"day": was, "why": why})
    if ticket.status == Status.WAITING:
        told.append(_("While it waits for an answer, the date moves on with it."))
    elif ticket.supplier and ticket.supplier_until is None:
        told.append(_("While it waits for a supplier, the date moves on with it."))
    return " ".join(told)
