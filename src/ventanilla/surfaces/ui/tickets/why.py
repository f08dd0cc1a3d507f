"""Why a request went where it went, as plainly as for who asked (B06)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow.queries import dossier_of
from ventanilla.engines.workflow.wording import seat_reason
from ventanilla.records.tickets.models import Ticket


@dataclass(frozen=True)
class Reason:
    """One decision that was made by itself, and what it hangs on."""

    title: str
    lines: tuple[str, ...]


def why(ticket: Ticket) -> list[Reason]:
    """Why this team, and why these people decide."""
    return [_team(ticket), *approvers(ticket)]


def _team(ticket: Ticket) -> Reason:
    told = ticket.traces.get("plainly", {}).get((get_language() or "")[:2], [])
    team = pick(ticket.team.name)
    lines = tuple(told) or (_("Requests like this one go to that team."),)
    return Reason(_("Why %(team)s has it") % {"team": team}, lines)


def approvers(ticket: Ticket) -> list[Reason]:
    """Those who were asked in the last round of each approval, as what, and why somebody else than meant."""
    known = dossier_of(ticket)
    found: dict[str, list[str]] = {}
    for seat in known.seats:
        if seat.parent_id is not None:
            continue
        people, label = (
            [each.person.name for each in known.candidates if each.seat_id == seat.pk],
            pick(seat.label),
        )
        # «2 of Silvia Mora, Javier Luna» names them already.
        line = (
            _("%(names)s, as: %(seat)s") % {"names": ", ".join(people), "seat": label}
            if any(name not in label for name in people)
            else label
        )
        reasons = [words for reason in seat.reasons if (words := seat_reason(reason))]
        found.setdefault(pick(seat.approval.title), []).extend([line, *reasons])
    return [
        Reason(_("Who decides “%(title)s”") % {"title": title}, tuple(dict.fromkeys(lines)))
        for title, lines in found.items()
    ]
