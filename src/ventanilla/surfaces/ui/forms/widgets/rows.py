"""A repeating group: lines that can be added and taken away, with or without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ventanilla.core.blueprint import Question
from ventanilla.core.blueprint.questions import Rows
from ventanilla.records.intake.engine import read_form
from ventanilla.records.intake.types.rows import RowsType
from ventanilla.surfaces.ui.forms.fields import Line
from ventanilla.surfaces.ui.forms.limiting import lines_limit_of
from ventanilla.surfaces.ui.forms.naming import ADD, REMOVE, ROW_HERE, rows_name
from ventanilla.surfaces.ui.forms.posted import Posted
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, make_fields, widget_of

ROWS = RowsType()


class RowsWidget(Widget[Rows]):
    type: ClassVar[str] = "rows"
    template: ClassVar[str] = "ui/forms/rows.html"
    grouped: ClassVar[bool] = True

    def take(self, question: Rows, posted: Posted, name: str, path: str) -> Any:
        """The rows in their order on the page, without the one to be removed, with the one to be added."""
        removed = posted.text(REMOVE)
        indexes = [index for index in posted.texts(rows_name(name)) if f"{name}.{index}" != removed]
        rows = [
            self._row(question, posted, f"{name}.{index}", f"{path}.{place}")
            for place, index in enumerate(indexes[: ROWS.room(question) + 1])
        ]
        if posted.text(ADD) == name and len(rows) < ROWS.room(question):
            rows.append({})
        return rows

    def was_sent(self, question: Rows, posted: Posted, name: str) -> bool:
        return posted.was_shown(name) or rows_name(name) in posted.values

    def details(self, question: Rows, raw: Any, filling: Filling) -> dict[str, Any]:
        path = filling.path(question)
        given = raw if isinstance(raw, list) else []
        most = ROWS.most(question, filling.scope)
        least = max(ROWS.minimum(question, filling.scope), 1 if path in filling.checked.required else 0)
        rows = [*given, *({} for _ in range(least - len(given)))]
        return {
            "lines": [self._line(question, row, str(index), filling) for index, row in enumerate(rows)],
            "blank": self._line(question, {}, ROW_HERE, filling),
            "most": most,
            "least": least,
            "full": len(rows) >= most,
            "limit": lines_limit_of(question, filling),
            "rows_name": rows_name(path),
        }

    def _row(self, question: Rows, posted: Posted, name: str, path: str) -> dict[str, Any]:
        taken: dict[str, Any] = {}
        for item in question.questions:
            widget, below = widget_of(item), f"{name}.{item.id}"
            if isinstance(item, Question) and widget.was_sent(item, posted, below):
                taken[item.id] = widget.take(item, posted, below, f"{path}.{item.id}")
        return taken

    def _line(self, question: Rows, raw: Any, index: str, filling: Filling) -> Line:
        row = raw if isinstance(raw, Mapping) else {}
        place = f"{filling.path(question)}.{index}"
        inside = filling.inside(place)
        if f"{index}" not in _known_rows(question, filling):
            inside = _unread(question, row, place, filling)
        number = int(index) + 1 if index.isdigit() else ROW_HERE
        return Line(index, number, list(make_fields(question.questions, row, inside)))


def _known_rows(question: Rows, filling: Filling) -> set[str]:
    start = f"{filling.path(question)}."
    return {place.removeprefix(start) for place in filling.checked.row_facts if place.startswith(start)}


def _unread(question: Rows, row: Mapping[str, Any], place: str, filling: Filling) -> Filling:
    """For a row that wasn't sent, a first one or the one that a browser copies: what it asks now."""
    found = read_form(question.questions, row, filling.scope.inside_row())
    checked = filling.checked
    for name in found.visible:
        checked.visible.add(f"{place}.{name}")
    for name in found.required:
        checked.required.add(f"{place}.{name}")
    checked.row_facts[place] = found.facts
    return filling.inside(place)
