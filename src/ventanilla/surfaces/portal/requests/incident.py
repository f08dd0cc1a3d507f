"""What the page of a request says of outages, targets and repetitions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Person
from ventanilla.engines.sla.choices import ClockKind, ClockState
from ventanilla.engines.sla.queries import ClockView, clocks
from ventanilla.records.status.queries import outage_for
from ventanilla.records.tickets.choices import Kind
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_asker, may_reopen, may_see
from ventanilla.surfaces.portal.status.page import follows_of, outage_of
from ventanilla.surfaces.ui.format import moment
from ventanilla.surfaces.ui.tickets.naming import lozenge, tie

Shown = dict[str, Any]


def status_of(ticket: Ticket) -> SafeString:
    """The lozenge; one that waits for the end of an outage waits for nobody's answer."""
    return lozenge(ticket, _("It is known"))


def targets_of(ticket: Ticket) -> list[str]:
    """By when the team means to answer an incident and to solve it, as dates."""
    if ticket.kind != Kind.INCIDENT or ticket.ended:
        return []
    return [words for shown in clocks(ticket) if (words := _target(shown))]


def _target(shown: ClockView) -> str:
    if shown.state != ClockState.RUNNING:
        return ""
    values = {"when": moment(shown.due_at)}
    if shown.kind == ClockKind.FIRST_RESPONSE:
        return _("A first answer by %(when)s") % values
    return _("Solved by %(when)s") % values


def tie_of(ticket: Ticket, person: Person) -> Shown | None:
    """The outage that it is a report of: with its name and news where it is shown to this person."""
    report = tie(ticket)
    if report is None:
        return None
    may_say = is_asker(person, ticket) and (not ticket.ended or may_reopen(person, ticket))
    shown: Shown = {
        "over": report.outage.ended,
        "tone": "positive" if report.outage.ended else "caution",
        "outage": None,
        "back": reverse("portal:request", args=[ticket.number]),
        "still_url": reverse("portal:still_failing", args=[ticket.number]) if may_say else "",
    }
    try:
        outage = outage_for(person, report.outage_id)
    except NotFound:
        return shown
    return shown | {"outage": outage_of(outage, follows_of(person, [outage]).get(outage.pk))}


def twin_of(ticket: Ticket, person: Person) -> Shown | None:
    """The request that it repeats, for a reader who may see that one too."""
    other = ticket.duplicate_of
    if other is None or not may_see(person, other):
        return None
    words = _("It goes on in %(number)s") % {"number": other.number}
    return {"url": reverse("portal:request", args=[other.number]), "words": words}
