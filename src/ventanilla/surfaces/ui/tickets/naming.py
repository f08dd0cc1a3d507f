"""What a ticket is called, how pressing it is and why, in words for who asked."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.records.tickets.choices import Kind, Level, Priority, Status
from ventanilla.records.tickets.models import OutageReport, Ticket
from ventanilla.surfaces.ui.states import status_badge


def called(ticket: Ticket) -> str:
    """The service and what tells this one apart: «Get a laptop · Standard 14"»."""
    return " · ".join(filter(None, [pick(ticket.title), pick(ticket.subject)]))


def tie(ticket: Ticket) -> OutageReport | None:
    """Its tie to an outage. No query where the ticket was fetched with `outage_report`."""
    return getattr(ticket, "outage_report", None)


def lozenge(ticket: Ticket, known: str = "") -> SafeString:
    """How it stands. `known` are the words for one that waits for the end of an outage, when they should be told."""
    if not ticket.ended and known and tie(ticket) is not None:
        return status_badge(ticket.status, None, known)
    if ticket.supplier and ticket.status == Status.OPEN:
        return status_badge(Status.WAITING, None, _("Waiting for a supplier"))
    return status_badge(ticket.status, ticket.outcome)


def why_so_urgent(ticket: Ticket) -> tuple[str, str]:
    """For an incident: how pressing it is and why, and what of their answers says so; ("", "") for all else."""
    told = ticket.traces.get("weight", {})
    if ticket.kind != Kind.INCIDENT or not told:
        return "", ""
    language = (get_language() or "")[:2]
    said = [line for name in ("impact", "urgency") for line in told.get(name, {}).get(language, [])]
    reason = _reasons().get((ticket.impact, ticket.urgency), "")
    values = {"priority": str(Priority(ticket.priority).label), "reason": reason}
    return pgettext("priority", "%(priority)s, because %(reason)s") % values, " · ".join(said)


def _reasons() -> dict[tuple[str, str], str]:
    high, medium, low = Level.HIGH.value, Level.MEDIUM.value, Level.LOW.value
    return {
        (high, high): _("many people can't work"),
        (high, medium): _("many people work with difficulty"),
        (high, low): _("it touches many people, who can go on working"),
        (medium, high): _("a team can't work"),
        (medium, medium): _("a team works with difficulty"),
        (medium, low): _("it touches a team, which can go on working"),
        (low, high): _("you can't work"),
        (low, medium): _("you work with difficulty"),
        (low, low): _("it touches one person, who can go on working"),
    }
