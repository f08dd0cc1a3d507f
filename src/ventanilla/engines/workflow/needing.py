"""Whose decision is awaited, where some of several are enough, as rows keep it and as people say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.core.kit.text import Localized, languages, listed, pick
from ventanilla.engines.workflow import machine

MOST_NAMES = 6
Groups = Mapping[int, Localized]


def as_rows(needed: Sequence[machine.Needed], groups: Groups) -> list[Any]:
    """For `Approval.outstanding`: [person, {"need", "among", "group"}, …]; nothing where everybody named is needed.
    `groups` are what the groups of seats are called, by the seat's key."""
    rows = [_row(one, groups) for one in needed]
    return rows if any(not isinstance(row, int) for row in rows) else []


def _row(one: machine.Needed, groups: Groups) -> Any:
    if isinstance(one, int):
        return one
    if isinstance(one, tuple):
        return [_row(part, groups) for part in one]
    among = [_row(part, groups) for part in one.among]
    group = groups.get(one.seat or 0)
    return {"need": one.need, "among": among, **({"group": group} if group else {})}


def whom(rows: Sequence[Any], names: Mapping[int, str]) -> tuple[str, ...]:
    """«Marta», «2 of these 3: A, B and C», each of which is needed: by the rows when they speak of these people and of
    nobody else, otherwise everybody by name. `names` are of those who are awaited, by key."""
    if not rows or set(_people(list(rows))) != set(names):
        return tuple(names.values())
    return tuple(_said(row, names) for row in sorted(rows, key=_length))


def _length(row: Any) -> int:
    """What is said in a few words comes first, and long lists of names at the end."""
    return 0 if isinstance(row, int) else 1 if isinstance(row, dict) and row.get("group") else 2


def whom_by_language(rows: Sequence[Any], names: Mapping[int, str]) -> Localized:
    """The same in one phrase, in every language; nothing where everybody named is needed."""
    if not rows or set(_people(list(rows))) != set(names):
        return {}
    found = {}
    for code in languages():
        with override(code):
            found[code] = listed(whom(rows, names))
    return found


def _people(row: Any) -> list[int]:
    if isinstance(row, int):
        return [row]
    return [pk for part in (row["among"] if isinstance(row, dict) else row) for pk in _people(part)]


def _said(row: Any, names: Mapping[int, str]) -> str:
    if isinstance(row, int):
        return names[row]
    if isinstance(row, list):
        return listed(_said(part, names) for part in row)
    need, among = row["need"], row["among"]
    parts = [_said(part, names) for part in among]
    if not all(isinstance(part, int) for part in among):
        return _("%(count)s of these: %(ways)s") % {"count": need, "ways": "; ".join(parts)}
    if group := pick(row.get("group")):
        words = _("%(count)s of %(group)s") % {"count": need, "group": group}
        return f"{words} ({listed(parts, either=need == 1)})" if len(parts) <= MOST_NAMES else words
    if need == 1 and len(parts) <= MOST_NAMES:
        return listed(parts, either=True)
    shown = parts if len(parts) <= MOST_NAMES else [*parts[:5], _("%(n)s more") % {"n": len(parts) - 5}]
    values = {"count": need, "all": len(parts), "people": listed(shown)}
    return _("%(count)s of these %(all)s: %(people)s") % values
