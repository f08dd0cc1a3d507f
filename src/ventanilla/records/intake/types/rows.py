"""A repeating group: the same questions for each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint import Question
from ventanilla.core.blueprint.questions import Rows
from ventanilla.core.blueprint.questions.limits import is_worked_out
from ventanilla.core.kit.text import pick
from ventanilla.core.rules.kinds import fold
from ventanilla.core.rules.numbers import as_number
from ventanilla.records.intake.answer_type import AnswerType, is_blank, type_of
from ventanilla.records.intake.apart import overlap_words, overlapping, stretch_of
from ventanilla.records.intake.crossing import say
from ventanilla.records.intake.engine import read_form
from ventanilla.records.intake.limits import follows_answers
from ventanilla.records.intake.reading import Checked, Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup, Shown

MOST = 200


class RowsType(AnswerType[Rows]):
    """JSON: a list of objects. A row without any answer doesn't count; inside, siblings are `row.*`."""

    type: ClassVar[str] = "rows"

    def read(self, question: Rows, raw: Any, scope: Scope) -> Read:
        if not isinstance(raw, list | tuple):
            raise Wrong(self.missing(question))
        if len(raw) > self.room(question):
            raise Wrong(self._too_many(self.room(question)))
        found = [self._row(question, row, scope) for row in raw]
        below = _merged(found)
        if question.distinct:
            below.errors |= self._repeated(question.distinct, found)
        for place, messages in self._overlaps(question, found).items():
            below.errors.setdefault(place, messages)
        filled = [row for row, given in zip(found, raw, strict=True) if not _is_blank_row(given)]
        rows = {
            f"{index}.{name}": columns
            for index, row in enumerate(filled)
            for name, columns in row.rows.items()
        }
        least = self.minimum(question, scope)
        messages = [self._too_few(least)] if 0 < len(filled) < least else []
        if len(filled) > (most := self.most(question, scope)):
            messages = [self._too_many(most)]
        answer = [row.answers for row in filled] if filled and not below.errors else None
        return Read(answer, rows=rows, messages=messages, below=below)

    def room(self, question: Rows) -> int:
        """How many rows are read at all, whatever was answered."""
        return question.max_rows if isinstance(question.max_rows, int) else MOST

    def most(self, question: Rows, scope: Scope) -> int:
        """How many rows there may be with these answers."""
        sure = is_worked_out(question.max_rows) and scope.is_sure(question.max_rows)
        number = as_number(scope.value(question.max_rows)) if sure else None
        room = self.room(question)
        return room if number is None else max(0, min(int(number), room))

    def minimum(self, question: Rows, scope: Scope) -> int:
        least = scope.value(question.min_rows) if isinstance(question.min_rows, dict) else question.min_rows
        number = as_number(least)
        return max(0, min(int(number), self.most(question, scope))) if number is not None else 0

    def outward(self, question: Rows, answer: Any) -> Any:
        asked = [item for item in question.questions if isinstance(item, Question)]
        return [
            {
                item.id: found
                for item in asked
                if item.id in row and (found := type_of(item).outward(item, row[item.id])) is not None
            }
            for row in answer
        ]

    def missing(self, question: Rows) -> str:
        return self._too_few(question.min_rows if isinstance(question.min_rows, int) else 1)

    def lacking(self, question: Rows, scope: Scope) -> str:
        return self._too_few(self.minimum(question, scope))

    def fact(self, question: Rows, answer: Any) -> Any:
        kinds = {item.id: item for item in question.questions if isinstance(item, Question)}
        return [
            {
                name: type_of(kinds[name]).fact(kinds[name], value)
                for name, value in row.items()
                if name in kinds
            }
            for row in answer
        ]

    def from_value(self, question: Rows, value: Any) -> Any:
        kinds = {item.id: item for item in question.questions if isinstance(item, Question)}
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            return None
        return [
            {
                name: type_of(kinds[name]).from_value(kinds[name], cell)
                for name, cell in row.items()
                if name in kinds
            }
            for row in value
        ]

    def text(self, question: Rows, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        lines = self.shown_rows(question, answer, rows, lookup)
        return "\n".join("; ".join(cell.told for cell in line) for line in lines)

    def shown_rows(
        self, question: Rows, answer: Any, rows: Mapping[str, Any], lookup: Lookup
    ) -> list[list[Shown]]:
        return [
            [
                _cell(item, row[item.id], _below(rows, f"{index}.{item.id}"), lookup)
                for item in question.questions
                if isinstance(item, Question) and item.id in row
            ]
            for index, row in enumerate(answer)
        ]

    def schema(self, question: Rows, scope: Scope) -> dict[str, Any]:
        items = [item for item in question.questions if isinstance(item, Question)]
        row = {
            "type": "object",
            "properties": {
                item.id: {"title": pick(item.label), **type_of(item).schema(item, scope)} for item in items
            },
            "required": [item.id for item in items if item.required and item.visible_if is None],
            "additionalProperties": False,
        }
        most = self.room(question) if follows_answers(question.max_rows) else self.most(question, scope)
        described: dict[str, Any] = {"type": "array", "items": row, "maxItems": most}
        least = max(self.minimum(question, scope), 1 if question.required else 0)
        return {**described, "minItems": least} if least else described

    def _row(self, question: Rows, raw: Any, scope: Scope) -> Checked:
        """What one row holds; nothing is wrong with a blank one."""
        if not isinstance(raw, Mapping) and not is_blank(raw):
            return Checked(errors={"": [self.missing(question)]})
        inside = scope.inside_row()
        checked = read_form(question.questions, raw, inside)
        if _is_blank_row(raw):
            checked.errors = {}
        else:
            say(question.checks, checked, inside)
        return checked

    def _repeated(self, column: str, found: Sequence[Checked]) -> dict[str, list[str]]:
        """The cells that say the same as one above them, capitals aside."""
        errors: dict[str, list[str]] = {}
        seen: set[str] = set()
        for index, row in enumerate(found):
            said = fold(str(row.answers.get(column, "")).strip())
            if said and said in seen:
                errors[_place(index, column)] = [_("This stands in a line above already.")]
            seen.add(said)
        return errors

    def _overlaps(self, question: Rows, found: Sequence[Checked]) -> dict[str, list[str]]:
        """The lines with a day that one above them has."""
        if not (names := question.apart_by):
            return {}
        places = overlapping([stretch_of(names, row.answers) for row in found])
        return {_place(index, names[0]): [overlap_words()] for index in places}

    def _too_few(self, least: int) -> str:
        least = max(1, least)
        return ngettext("Add at least one line.", "Add at least %(count)s lines.", least) % {"count": least}

    def _too_many(self, most: int) -> str:
        if not most:
            return _("With these answers there can be no lines here: remove them.")
        return ngettext("Leave %(count)s line only.", "Leave %(count)s lines at most.", most) % {
            "count": most
        }


def _is_blank_row(raw: Any) -> bool:
    return all(is_blank(value) for value in raw.values()) if isinstance(raw, Mapping) else is_blank(raw)


def _merged(found: Sequence[Checked]) -> Checked:
    """What was found in the rows, by place: "0.amount"."""
    below = Checked()
    for index, row in enumerate(found):
        below.errors |= {_place(index, name): messages for name, messages in row.errors.items()}
        below.visible |= {_place(index, name) for name in row.visible}
        below.required |= {_place(index, name) for name in row.required}
        below.files |= {_place(index, name): files for name, files in row.files.items()}
        below.broken += [_place(index, name) for name in row.broken]
        below.row_facts[str(index)] = row.facts
    return below


def _place(index: int, name: str) -> str:
    return f"{index}.{name}" if name else str(index)


def _below(rows: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The chosen list rows of one cell, under ""."""
    return {"": rows[place]} if place in rows else {}


def _cell(item: Question, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> Shown:
    kind = type_of(item)
    return Shown(
        item.id,
        pick(item.label),
        kind.text(item, answer, rows, lookup),
        item.type,
        kind.shown_files(item, answer, lookup),
    )
