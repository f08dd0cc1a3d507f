"""What a block shows of a request: the answers, columns and outputs that it names, in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ventanilla.core.blueprint.blocks import Block, find_block
from ventanilla.core.blueprint.blocks.base import TableColumn
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.messages import substitute
from ventanilla.core.blueprint.questions import ListOptions, Question
from ventanilla.core.kit.money import Money
from ventanilla.core.kit.text import languages, pick
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.catalog.queries import column_labels
from ventanilla.records.intake.interpret import display
from ventanilla.records.intake.showing import Lookup, Shown, look_up
from ventanilla.records.intake.types.location import slug_of
from ventanilla.records.tickets.models import AnswerSet

OUTPUTS = "outputs."
MOST_ROWS = 100

Line = dict[str, Any]


def shown_by(names: Iterable[str], scene: Scene, answers: AnswerSet) -> list[Line]:
    """[{"id", "label": {language: words}, "text": {language: words}}, …] in the order of `names`; what is empty is
    left out."""
    wanted = list(names)
    outputs = scene.outputs
    told = _answers(wanted, scene, answers)
    found = []
    for name in wanted:
        if name.startswith(OUTPUTS):
            line = _output(name, scene, outputs)
        elif "." in name:
            line = _column(name, scene, answers)
        else:
            line = told.get(name)
        if line:
            amount = money_in(_raw(name, answers, outputs))
            found.append({"id": name, **line, **({"money": amount} if amount else {})})
    return found


def _raw(name: str, answers: AnswerSet, outputs: Mapping[str, Any]) -> Any:
    """What was answered, chosen or left behind, as it is stored."""
    if name.startswith(OUTPUTS):
        return outputs.get(name)
    question, _dot, column = name.partition(".")
    row = answers.rows.get(question)
    return (row or {}).get(column) if column and isinstance(row, dict) else answers.answers.get(question)


def money_in(value: Any) -> dict[str, str] | None:
    """An amount of money as rows keep it, so that lists can add it up; None for all else."""
    try:
        return Money.from_json(value).to_json() if isinstance(value, Mapping) else None
    except ValueError:
        return None


def _answers(wanted: list[str], scene: Scene, answers: AnswerSet) -> dict[str, Line]:
    asked = [question for question in questions(scene.package.form) if question.id in wanted]
    found: dict[str, Line] = {}
    for code in languages() if asked else ():
        for shown in display(asked, answers.answers, answers.rows, code):
            line = found.setdefault(shown.id, {"label": {}, "text": {}})
            line["text"][code] = shown.text
            line["label"][code] = shown.label
            if shown.rows:
                line["table"] = _with_language(line.get("table"), shown.rows, code)
    return found


def _with_language(
    table: dict[str, Any] | None, rows: Sequence[Sequence[Shown]], code: str
) -> dict[str, Any]:
    """Rows that were answered, as a table: a column for each question that has an answer in any of them. `table` is
    what other languages have given so far."""
    cells = {cell.id: cell for row in rows for cell in row}
    table = table or {
        "columns": [{"label": {}, "type": cell.kind} for cell in cells.values()],
        "rows": [[{} for _column in cells] for _row in rows[:MOST_ROWS]],
        **({"more": len(rows) - MOST_ROWS} if len(rows) > MOST_ROWS else {}),
    }
    for place, (name, cell) in enumerate(cells.items()):
        table["columns"][place]["label"][code] = cell.label
        for row, words in zip(rows[:MOST_ROWS], table["rows"], strict=True):
            words[place].update((code, one.text) for one in row if one.id == name)
    return table


def _column(name: str, scene: Scene, answers: AnswerSet) -> Line | None:
    """A column of the list row that was chosen, as it was then."""
    question_id, _dot, column = name.partition(".")
    question = next((item for item in questions(scene.package.form) if item.id == question_id), None)
    options = getattr(question, "options", None)
    texts = _texts(answers.rows.get(question_id, {}).get(column))
    if not isinstance(options, ListOptions) or not texts:
        return None
    return {"label": column_labels(options.list).get(column, {}), "text": texts}


def _output(name: str, scene: Scene, outputs: Mapping[str, Any]) -> Line | None:
    _prefix, block_id, output = name.split(".")
    block = find_block(scene.package.workflow, block_id)
    value = outputs.get(name)
    texts = _answered(block, output, value) or _texts(value)
    if block is None or output not in block.output_names() or not texts:
        return None
    table = _table(block, output, value)
    if table:
        texts = {code: _lines(table, code) for code in languages()}
    return {"label": dict(block.output_names()[output]), "text": texts, **({"table": table} if table else {})}


def _lines(table: Mapping[str, Any], code: str) -> str:
    """A table where only words go, as in a mail: a line for each row, what is empty left out."""
    labels = [pick(column["label"], [code]) for column in table["columns"]]
    lines = [zip(labels, (pick(cell, [code]) for cell in row), strict=True) for row in table["rows"]]
    return "\n".join("; ".join(f"{label}: {text}" for label, text in line if text) for line in lines)


def _answered(block: Block | None, output: str, value: Any) -> dict[str, str]:
    """What was answered in a task or a question on the way, as its own page would say it; nothing for what else blocks
    leave behind, and for what was chosen from rows or a list, which is told by its label."""
    asked = (item for item in (block.asked() if block else ()) if isinstance(item, Question))
    question = next((item for item in asked if item.id == output), None)
    if question is None or value is None or isinstance(value, Mapping):
        return {}
    told = {code: display([question], {output: value}, {}, code) for code in languages()}
    return {code: lines[0].text for code, lines in told.items() if lines and lines[0].text}


def _table(block: Block, output: str, value: Any) -> dict[str, Any] | None:
    """Rows as people read them: {"columns": [{"label", "type"}], "rows": [[{language: words}]]}."""
    columns = block.output_columns(output)
    if not columns or not isinstance(value, list):
        return None
    shown = value[:MOST_ROWS]
    named = _named(columns, shown)
    words = {
        "columns": [{"label": dict(one.label), "type": one.type} for one in columns],
        "rows": [[_cell(row.get(one.id), one.type, named) for one in columns] for row in shown],
    }
    return words | ({"more": len(value) - MOST_ROWS} if len(value) > MOST_ROWS else {})


def _named(columns: Iterable[TableColumn], rows: Iterable[Mapping[str, Any]]) -> Lookup:
    """The people and places in the cells, at most one query for each."""
    found: dict[str, set[str]] = {"person": set(), "location": set()}
    for column in columns:
        if column.type in found:
            found[column.type] |= {str(row[column.id]) for row in rows if row.get(column.id)}
    return look_up(found["person"], map(slug_of, found["location"]), ())


def _cell(value: Any, kind: str, named: Lookup) -> dict[str, str]:
    if kind == "person":
        person = named.people.get(str(value))
        return dict.fromkeys(languages(), person.name if person else "")
    if kind == "location":
        place = named.places.get(slug_of(str(value or "")))
        return dict(place.name) if place else {}
    form = {"date": " | date", "instant": " | datetime", "money": " | money", "number": " | number"}.get(
        kind, ""
    )
    return {code: substitute(f"{{{{ it{form} }}}}", {"it": value}, language=code) for code in languages()}


def _texts(value: Any) -> dict[str, str]:
    """The value in words, by language; nothing when it is empty."""
    found = {code: substitute("{{ it }}", {"it": value}, language=code) for code in languages()}
    return found if any(found.values()) else {}
