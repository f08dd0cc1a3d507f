"""Why a ticket went where it went, and weighs what it weighs: as it was decided then (B06)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.timeline.models import Entry
from ventanilla.records.tickets.choices import Level, Priority
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.turns import turn_words

PRIORITY_SET = "ticket.priority_set"


@dataclass(frozen=True)
class Explanation:
    """One decision that was made by itself: about what, what came out, and why, a line each. A line may begin with ✓
    or ✗, and with two spaces for each level that it stands below another."""

    kind: str
    subject: str
    outcome: str
    lines: tuple[str, ...]


def routing(ticket: Ticket, *, full: bool) -> Explanation:
    """Which team it went to; `full` with every line of the service that was looked at, and the values."""
    kept = ticket.traces.get("routed", {})
    team, lines = pick(kept.get("team")) or pick(ticket.team.name), []
    if full and kept.get("tried"):
        lines = [words for line in kept["tried"] for words in _tried(line)]
        if not any(line["held"] for line in kept["tried"]):
            lines.append(_("None of these holds, so it goes to the team that owns the service."))
    elif full:
        lines = told(ticket.traces.get("routing", {})) or [
            _("The service has no rules for this: all its requests go to the team that owns it.")
        ]
    else:
        lines = told(ticket.traces.get("plainly", {})) or [_("Requests like this one go to that team.")]
    lines += turn_words(kept.get("given") or {}, full=full)
    if team != (now := pick(ticket.team.name)):
        lines.append(_("It was handed over since: %(team)s has it now.") % {"team": now})
    return Explanation("routing", _("Which team it went to"), team, tuple(lines))


def _tried(line: Mapping[str, Any]) -> Iterator[str]:
    """One line of the routing, and below it what it hangs on."""
    where = " · ".join(filter(None, (pick(line["team"]), line["person"])))
    yield f"{'✓' if line['held'] else '✗'} {where}"
    lines = told(line["lines"])
    yield from (f"  {words}" for words in lines or [_("For all that come this far.")])


def priority(ticket: Ticket, *, full: bool) -> Explanation:
    """How pressing it is; `full` with all facts that were looked at and the row of the matrix."""
    kept = ticket.traces.get("weighed", {})
    lines = list(_facts(ticket, kept) if full else _answers(ticket))
    first = kept.get("priority", ticket.priority)
    if full:
        levels = {
            name: str(Level(kept.get(name, {}).get("level", getattr(ticket, name))).label).lower()
            for name in LEVELS
        }
        row = _("Impact %(impact)s, urgency %(urgency)s: %(priority)s")
        lines.append(row % {**levels, "priority": str(Priority(first).label)})
    elif not lines:
        lines.append(_("The service gives all its requests the same weight."))
    if first != ticket.priority:
        lines.append(_changed(ticket, full=full))
    return Explanation(
        "priority", _("How pressing it is"), str(Priority(ticket.priority).label), tuple(lines)
    )


LEVELS = ("impact", "urgency")


def _facts(ticket: Ticket, kept: Mapping[str, Any]) -> Iterator[str]:
    if not kept:
        yield from _answers(ticket)
        return
    for name, fixed in (
        ("impact", _("The service says the impact once for all: %(level)s.")),
        ("urgency", _("The service says the urgency once for all: %(level)s.")),
    ):
        facts = told(kept[name]["facts"])
        level = str(Level(kept[name]["level"]).label).lower()
        yield from facts or [fixed % {"level": level}]


def _answers(ticket: Ticket) -> Iterator[str]:
    """The answers that made it so."""
    for name in LEVELS:
        yield from told(ticket.traces.get("weight", {}).get(name, {}))


def _changed(ticket: Ticket, *, full: bool) -> str:
    """That it was weighed anew, and for the team by whom."""
    if not full:
        return _("The team has weighed it anew since.")
    entry = Entry.objects.filter(stream=ticket.stream_id, type=PRIORITY_SET).order_by("-position").first()
    if entry is None or entry.actor is None:
        return _("It was weighed anew since, by a deadline or a rule.")
    return _("%(who)s has weighed it anew since.") % {"who": entry.actor.name}


def told(by_language: Mapping[str, list[str]]) -> list[str]:
    """The lines in the language that is spoken, or in any."""
    spoken = (get_language() or "")[:2]
    return list(by_language.get(spoken) or next(iter(by_language.values()), []))
