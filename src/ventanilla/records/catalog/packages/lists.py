"""Lists as CSV: bring them in, hand them out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, languages
from ventanilla.core.people.models import Department, Person
from ventanilla.records.catalog.actions import Column, Row, save_list
from ventanilla.records.catalog.choices import ColumnType
from ventanilla.records.catalog.models import LookupList
from ventanilla.records.catalog.packages.cells import read_cell, write_cell
from ventanilla.records.catalog.packages.faults import Fault, Place, TextRefused
from ventanilla.records.catalog.packages.header import Header, column_name, read_header

MOST_BYTES = 2_000_000
MOST_ROWS = 10_000
MOST_FAULTS = 50
KEY = re.compile(r"[A-Za-z0-9_-]{1,100}")


def import_list_csv(
    content: str | bytes,
    *,
    actor: Person | None,
    slug: str,
    department: Department,
    name: Localized | None = None,
    labels: Mapping[str, Localized] | None = None,
) -> LookupList:
    """Save the list `slug` from a CSV file (UTF-8, with commas or semicolons): `key`, `label` or
    `label_es` and `label_en`, then typed columns such as `cost:money` (text number money date boolean;
    text when none is said; `cost:money:public` for what whoever sees the form may know).

    All of it or nothing. Rows that the file doesn't hold any more are no longer offered. `name` is
    needed for a new list only; `labels` say what columns are called, by their key (those that it leaves out keep
    theirs). Raises NotAllowed, or TextRefused naming line and column (1 is the first
    cell) of every fault.
    """
    lines = list(_lines(_decoded(content)))
    header = read_header(lines[0][1] if lines else [])
    faults = list(header.faults)
    rows = [] if faults else _rows(lines[1:], header, faults)
    if faults:
        raise TextRefused(faults[:MOST_FAULTS])
    found = LookupList.objects.filter(slug=slug).first()
    return save_list(
        actor=actor,
        slug=slug,
        name=name or (found.name if found else {languages()[0]: slug.replace("-", " ").capitalize()}),
        department=department,
        columns=_labelled(list(header.columns.values()), found, labels or {}),
        rows=rows,
    )


def export_list_csv(row_list: LookupList) -> str:
    """The active rows of a list, as `import_list_csv` reads them."""
    columns = [
        Column(raw["key"], ColumnType(raw["type"]), raw["label"], raw.get("public", False))
        for raw in row_list.columns
    ]
    rows = list(row_list.rows.filter(active=True))
    spoken = [code for code in languages() if any(code in row.label for row in rows)] or languages()[:1]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["key", *(f"label_{code}" for code in spoken), *map(column_name, columns)])
    for row in rows:
        labels = [row.label.get(code, "") for code in spoken]
        writer.writerow([row.key, *labels, *(write_cell(row.values.get(column.key)) for column in columns)])
    return written.getvalue()


def _decoded(content: str | bytes) -> str:
    if len(content) > MOST_BYTES:
        raise _refused(
            _("This file is too big: at most %(most)d megabytes.") % {"most": MOST_BYTES // 1_000_000}
        )
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = _("This file isn't in UTF-8: in your spreadsheet choose “Save as” and “CSV UTF-8”.")
        raise _refused(message) from error
    if "\x00" in text:
        raise _refused(_("This isn't a CSV file: in your spreadsheet choose “Save as” and “CSV UTF-8”."))
    return text


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that aren't empty, each with its number in the file (of its first line, when it goes
    over several).
    """
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        message = _("This line can't be read: look for a quotation mark that isn't closed.")
        raise TextRefused([Fault(Place(begins, 1), message)]) from error


def _rows(lines: Sequence[tuple[int, list[str]]], header: Header, faults: list[Fault]) -> list[Row]:
    if len(lines) > MOST_ROWS:
        raise _refused(_("This list is too long: at most %(most)d rows.") % {"most": MOST_ROWS})
    seen: dict[str, int] = {}
    width = max([header.key or 0, *header.labels.values(), *header.columns]) + 1
    rows = []
    for line, cells in lines:
        if any(cell.strip() for cell in cells[width:]):
            text = _(
                "This line has more cells than the first one: put texts that hold the separator in quotes."
            )
            faults.append(Fault(Place(line, width + 1), text))
        rows.append(_row(line, [*cells, *[""] * (width - len(cells))], header, seen, faults))
    return rows


def _row(line: int, cells: list[str], header: Header, seen: dict[str, int], faults: list[Fault]) -> Row:
    index = header.key or 0
    key = cells[index].strip()
    if text := _wrong_key(key, seen):
        faults.append(Fault(Place(line, index + 1), text, "key"))
    seen.setdefault(key, line)
    label = {code: cells[at].strip() for code, at in header.labels.items() if cells[at].strip()}
    if not label:
        at = min(header.labels.values())
        faults.append(Fault(Place(line, at + 1), _("The name to show is empty: write it."), "label"))
    values = {}
    for at, column in header.columns.items():
        try:
            value = read_cell(cells[at], column.type)
        except ValueError as error:
            faults.append(Fault(Place(line, at + 1), str(error), column.key))
        else:
            if value is not None:
                values[column.key] = value
    return Row(key, label, values)


def _wrong_key(key: str, seen: dict[str, int]) -> str:
    if not key:
        return _("The key is empty: give the row one that never changes.")
    if not KEY.fullmatch(key):
        return _("“%(key)s” can't be a key: use letters without accents, digits, - and _.") % {"key": key}
    if key in seen:
        return _("The key “%(key)s” is in line %(line)d already: give each row its own.") % {
            "key": key,
            "line": seen[key],
        }
    return ""


def _labelled(
    columns: list[Column], found: LookupList | None, given: Mapping[str, Localized]
) -> list[Column]:
    """A file doesn't tell how columns are called for people, so what was called something stays so."""
    labels = {raw["key"]: raw["label"] for raw in (found.columns if found else ())} | dict(given)
    return [replace(column, label=labels.get(column.key, column.label)) for column in columns]


def _refused(text: str) -> TextRefused:
    return TextRefused([Fault(Place(1, 1), text)])
