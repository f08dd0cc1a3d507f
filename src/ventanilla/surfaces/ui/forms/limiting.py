"""The limits of numbers and amounts as people read them beside the field, where the form doesn't fix them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import ngettext

from ventanilla.core.blueprint import Element
from ventanilla.core.blueprint.questions import Money, Number, Rows
from ventanilla.core.blueprint.questions.limits import is_worked_out
from ventanilla.core.rules import as_json
from ventanilla.records.intake.limits import has_worked_out, range_of, words_of
from ventanilla.records.intake.types.rows import RowsType
from ventanilla.surfaces.ui.forms.widget import Filling

ROWS = RowsType()


def limit_of(question: Number | Money, filling: Filling) -> dict[str, Any] | None:
    """{"words", "low", "high"} as they are now; None where the form itself fixes the limits, if any."""
    if not has_worked_out(question):
        return None
    now = range_of(question, filling.scope)
    return {"words": words_of(question, now), "low": as_json(now.low), "high": as_json(now.high)}


def lines_limit_of(question: Rows, filling: Filling) -> dict[str, Any] | None:
    """{"words"}: how many lines there have to be with these answers; None where the form itself says it, if any."""
    words = []
    if is_worked_out(question.min_rows) and (least := ROWS.minimum(question, filling.scope)):
        words.append(ngettext("%(n)s line at least.", "%(n)s lines at least.", least) % {"n": least})
    if is_worked_out(question.max_rows) and (most := ROWS.most(question, filling.scope)) < ROWS.room(
        question
    ):
        words.append(ngettext("%(n)s line at most.", "%(n)s lines at most.", most) % {"n": most})
    worked_out = is_worked_out(question.min_rows) or is_worked_out(question.max_rows)
    return {"words": " ".join(words)} if worked_out else None


def limits_now(
    elements: Iterable[Element], raw: Mapping[str, Any], filling: Filling
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The limits of every question that is asked now, by path, those in lines too; of lines, how many there may be."""
    for element in elements:
        path = filling.path(element)
        if path not in filling.checked.visible:
            continue
        if isinstance(element, Number | Money) and (found := limit_of(element, filling)):
            yield path, found
        elif isinstance(element, Rows):
            yield (
                path,
                {"most": ROWS.most(element, filling.scope), **(lines_limit_of(element, filling) or {})},
            )
            lines = raw.get(element.id)
            for index, line in enumerate(lines if isinstance(lines, list) else ()):
                inside = filling.inside(f"{path}.{index}")
                yield from limits_now(element.questions, line if isinstance(line, Mapping) else {}, inside)
