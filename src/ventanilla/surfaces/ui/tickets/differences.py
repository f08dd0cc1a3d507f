"""What was corrected in the answers of a ticket: question, before, now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ventanilla.core.blueprint.form import questions
from ventanilla.core.kit.text import pick
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import display
from ventanilla.records.intake.showing import Shown
from ventanilla.records.tickets.models import AnswerSet, Ticket


@dataclass(frozen=True)
class Corrected:
    """One answer before and after, as people read it; empty where there was or is none."""

    label: str
    old: str
    new: str


def corrected(ticket: Ticket, number: int, sets: Sequence[AnswerSet]) -> list[Corrected]:
    """What version `number` of the answers changed against the one before it, in the order of the form."""
    by_number = {given.number: given for given in sets}
    before, after = by_number.get(number - 1), by_number.get(number)
    if before is None or after is None:
        return []
    asked = [
        one
        for one in questions(package_of(ticket.version).form)
        if before.answers.get(one.id) != after.answers.get(one.id)
    ]
    old = {shown.id: shown for shown in display(asked, before.answers, before.rows)}
    new = {shown.id: shown for shown in display(asked, after.answers, after.rows)}
    return [Corrected(pick(one.label), _words(old.get(one.id)), _words(new.get(one.id))) for one in asked]


def corrections(ticket: Ticket, numbers: Iterable[int]) -> dict[int, SafeString]:
    """The tables of these versions, by number. No query when there are none."""
    wanted = list(numbers)
    sets = list(AnswerSet.objects.filter(ticket=ticket)) if wanted else []
    return {number: _table(corrected(ticket, number, sets)) for number in wanted}


def _table(changes: list[Corrected]) -> SafeString:
    return (
        render_to_string("ui/tickets/differences.html", {"changes": changes}) if changes else SafeString("")
    )


def _words(shown: Shown | None) -> str:
    if shown is None:
        return ""
    if shown.files:
        return ", ".join(file.name for file in shown.files)
    if shown.rows:
        return "\n".join(" · ".join(cell.told for cell in row) for row in shown.rows)
    return shown.text
