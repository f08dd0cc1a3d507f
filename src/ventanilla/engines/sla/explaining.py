"""Why the targets of a ticket are what they are: as it was decided then (B06)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ventanilla.core.blueprint.deadlines import Promises
from ventanilla.core.kit.text import pick
from ventanilla.engines.sla.choices import ClockKind
from ventanilla.engines.sla.targets import promises_of
from ventanilla.engines.sla.wording import promised
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.explaining import Explanation, told
from ventanilla.records.tickets.models import Ticket


def targets(ticket: Ticket, *, full: bool) -> list[Explanation]:
    """The promises for the first answer and for the end, as far as the service has any; `full` with every promise
    that was looked at, and the values. No query."""
    kept = ticket.traces.get("targets", {})
    found = []
    for kind, promises in promises_of(package_of(ticket.version)).items():
        explained = _explained(kind, promises, kept.get(kind, []), full=full)
        found += [explained] if explained else []
    return found


def said_of(ticket: Ticket, kind: ClockKind) -> dict[str, str]:
    """The words, by language, with which the promise that counts now says why it does; none for most."""
    tried = ticket.traces.get("targets", {}).get(kind, [])
    return next((dict(line.get("said") or {}) for line in tried if line["held"]), {})


def _explained(
    kind: ClockKind, promises: Promises, tried: list[Mapping[str, Any]], *, full: bool
) -> Explanation | None:
    subject = {
        ClockKind.FIRST_RESPONSE: _("How soon it is answered"),
        ClockKind.RESOLUTION: _("How soon it is solved"),
    }[kind]
    usual = promises[0].within if promises and promises[0].for_all else None
    if usual is not None:
        said = _("That is what this service promises for all its requests.")
        return Explanation(kind.value, subject, promised(usual.amount, usual.unit), (said,))
    if not tried:
        return None
    held = next((line for line in tried if line["held"]), None)
    outcome = _promised(held) if held else _("Nothing is promised")
    lines = tuple(_in_full(tried) if full else _plainly(held))
    return Explanation(kind.value, subject, outcome, lines)


def _promised(line: Mapping[str, Any]) -> str:
    """What one line promises: a time, or the day that it came to."""
    if "by" not in line:
        return promised(line["amount"], line["unit"])
    if not line["by"]:
        return _("A day that isn't known, or was over")
    due = timezone.localtime(datetime.fromisoformat(line["by"]))
    return _("By %(day)s") % {"day": date_format(due, _("j F, H:i"))}


def _in_full(tried: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for line in tried:
        yield f"{'✓' if line['held'] else '✗'} {_promised(line)}"
        for words in told(line["full"]) or [_("For all that come this far.")]:
            yield f"  {words}"


def _plainly(held: Mapping[str, Any] | None) -> list[str]:
    if held is None:
        return [_("The service promises it only for other cases.")]
    if said := held.get("said"):
        return [pick(said)]
    return told(held["plain"]) or [_("That is what this service promises for requests like this one.")]
