"""Short forms for a desk that shows much at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from babel import dates
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.kit.text import kept_by_language, pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.queries import Turn
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.format import locale
from ventanilla.surfaces.ui.tickets.words import listed


def brief(ticket: Ticket, open_now: Sequence[Turn], person: Person) -> str:
    """Whose turn it is, in a few words: «Marta Ibáñez · Approval», one's own first."""
    if not ticket.ended and ticket.supplier and not any(turn.is_of(person) for turn in open_now):
        return _supplier(ticket)
    if ticket.ended or not open_now:
        return ""
    first, *others = sorted(open_now, key=lambda turn: not turn.is_of(person))
    words = _one(first, person, pick(ticket.team.name))
    if not others:
        return words
    return ngettext("%(first)s and %(n)s more", "%(first)s and %(n)s more", len(others)) % {
        "first": words,
        "n": len(others),
    }


def _supplier(ticket: Ticket) -> str:
    """«5 Mar · Duero»: until when, and whom it waits for."""
    until = ticket.supplier_until
    return " · ".join(filter(None, [_short_date(until) if until else "", ticket.supplier]))


def _one(turn: Turn, person: Person, team: str) -> str:
    """The team of the ticket isn't named again: it stands beside it."""
    title = _("Went wrong by itself") if turn.kind == TaskKind.FAULT else pick(turn.title)
    who = _("You") if turn.is_of(person) else listed(turn.names) or _nobody(turn.kind)
    return title if who in ("", team) else f"{who} · {title}"


def _nobody(kind: str) -> str:
    """What it waits for when nobody has to do anything."""
    return {
        "portal": _("The portal"),
        "sealed": _("Sealed"),
        "wait": _("Waits"),
        "system": _("Another system"),
        "message": _("Another system"),
        "elsewhere": _("Another request"),
    }.get(kind, "")


def short_date(at: datetime) -> str:
    """The day without its weekday: «19 nov»."""
    return _short_date(timezone.localtime(at).date())


@kept_by_language
def _short_date(on: date) -> str:
    return dates.format_skeleton("MMMd", on, locale=locale())
