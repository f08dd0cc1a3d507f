"""The first line of a list's CSV file: `key`, `label` or `label_es` …, then columns such as `cost:money` or
`memory:number:public`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import languages
from ventanilla.records.catalog.actions import Column
from ventanilla.records.catalog.actions.lists import PUBLIC
from ventanilla.records.catalog.choices import ColumnType
from ventanilla.records.catalog.packages.faults import Fault, Place

COLUMN_KEY = re.compile(r"[a-z][a-z0-9_-]{0,59}")
RESERVED = frozenset({"key", "label"})


@dataclass
class Header:
    """Which cell of a line is what, by its index."""

    key: int | None = None
    labels: dict[str, int] = field(default_factory=dict)
    columns: dict[int, Column] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_header(cells: Sequence[str]) -> Header:
    """The header; its `faults` say what is wrong in it and what to do."""
    header = Header()
    seen: set[str] = set()
    for index, cell in enumerate(cells):
        name, _colon, kind = (part.strip() for part in cell.partition(":"))
        text = _take(header, index, name, kind) if name not in seen else _twice(name)
        seen.add(name)
        if text:
            header.faults.append(Fault(Place(1, index + 1), text, cell))
    if header.key is None:
        text = _(
            "The column “key” is missing: add it to the first line. "
            "It tells the rows apart and never changes."
        )
        header.faults.append(Fault(Place(1, 1), text))
    if not header.labels:
        text = _(
            "A column with the names to show is missing: add “label”, or one for each language "
            "such as “label_es”."
        )
        header.faults.append(Fault(Place(1, 1), text))
    return header


def column_name(column: Column) -> str:
    return f"{column.key}:{column.told()}"


def _take(header: Header, index: int, name: str, kind: str) -> str:
    """Note what the column is; returns what is wrong with it, if anything."""
    if name in RESERVED or name.startswith("label_"):
        return _take_known(header, index, name, kind)
    if not COLUMN_KEY.fullmatch(name):
        message = _(
            "“%(name)s” can't be a column's name: use small letters, digits, - and _, a letter first."
        )
        return message % {"name": name}
    kind, public = _split(kind)
    if kind and kind not in ColumnType.values:
        message = _("“%(kind)s” is not a type of column: use one of %(types)s, as in “cost:money”.")
        return message % {"kind": kind, "types": ", ".join(ColumnType.values)}
    label = {languages()[0]: name.replace("_", " ").replace("-", " ").capitalize()}
    header.columns[index] = Column(name, ColumnType(kind or ColumnType.TEXT), label, public)
    return ""


def _split(kind: str) -> tuple[str, bool]:
    """`money:public` is a type and whether everybody may know it; `public` alone is a text that they may."""
    if kind == PUBLIC:
        return "", True
    bare, _colon, last = kind.rpartition(":")
    return (bare.strip(), True) if last.strip() == PUBLIC else (kind, False)


def _take_known(header: Header, index: int, name: str, kind: str) -> str:
    language = name.removeprefix("label_") if name != "label" else languages()[0]
    if kind:
        return _("“%(name)s” takes no type: leave “:%(kind)s” out.") % {"name": name, "kind": kind}
    if name == "key":
        header.key = index
    elif language not in languages():
        known = ", ".join(f"label_{code}" for code in languages())
        return _("There is no language “%(language)s” here: use %(known)s.") % {
            "language": language,
            "known": known,
        }
    elif language in header.labels:
        return _twice(name)
    else:
        header.labels[language] = index
    return ""


def _twice(name: str) -> str:
    return _("The column “%(name)s” is there twice: keep one of the two.") % {"name": name}
