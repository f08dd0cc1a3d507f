"""What differs between two packages, part by part.

Questions, sections, blocks and options have ids that never change meaning, so they are found again wherever
they were moved to: a block inserted above is one addition, not a change of everything below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# Rules and values are read as a whole: half of a rule says nothing.
WHOLE = frozenset({"fact", "all", "any", "not"})
Path = tuple[str, ...]


class How(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Difference:
    """One thing that differs. `path` goes through keys and ids: ("form", "equipment", "questions", "model",
    "label", "es"). `old` and `new` are JSON values, None where there was or is nothing."""

    how: How
    path: Path
    old: Any = None
    new: Any = None


def differences(old: Any, new: Any) -> list[Difference]:
    """What has to be done to the document `old` to make it `new`, in the order of the document."""
    return list(_between(old, new, ()))


def _between(old: Any, new: Any, path: Path) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping) and not (old.keys() | new.keys()) & WHOLE:
        yield from _keys(old, new, path)
        return
    befores, afters = _by_id(old), _by_id(new)
    if befores is None or afters is None:
        yield Difference(How.CHANGED, path, old, new)
        return
    yield from _keys(befores, afters, path)
    yield from _moves(befores, afters, path)


def _keys(old: Mapping[str, Any], new: Mapping[str, Any], path: Path) -> Iterator[Difference]:
    for key in dict.fromkeys([*new, *old]):
        here = (*path, key)
        if key not in old:
            yield Difference(How.ADDED, here, None, new[key])
        elif key not in new:
            yield Difference(How.REMOVED, here, old[key], None)
        else:
            yield from _between(old[key], new[key], here)


def _moves(old: Mapping[str, Any], new: Mapping[str, Any], path: Path) -> Iterator[Difference]:
    """The parts that stand in another order: as few as explain it."""
    before = [key for key in old if key in new]
    after = [key for key in new if key in old]
    staying = set(_longest_common(before, after))
    for key in after:
        if key not in staying:
            yield Difference(How.MOVED, (*path, key), before.index(key), after.index(key))


def _longest_common(first: list[str], second: list[str]) -> list[str]:
    """The longest run of ids that stand in the same order in both."""
    best: list[list[str]] = [[] for _ in range(len(second) + 1)]
    for item in first:
        above = best
        best = [[]]
        for index, other in enumerate(second):
            longer = [*above[index], item] if item == other else max(above[index + 1], best[index], key=len)
            best.append(longer)
    return best[-1]


def _by_id(value: Any) -> dict[str, Any] | None:
    """A list's items by their ids, in order; None when it isn't a list of things with ids."""
    if not isinstance(value, list):
        return None
    found: dict[str, Any] = {}
    for item in value:
        key = _id_of(item)
        if key is None or key in found:
            return None
        found[key] = item
    return found


def _id_of(item: Any) -> str | None:
    """The id of a part; a branch or a case, which have none, go by their first block."""
    if isinstance(item, Mapping) and isinstance(item.get("blocks"), list):
        item = item["blocks"]
    if isinstance(item, list):
        return _id_of(item[0]) if item else None
    if not isinstance(item, Mapping):
        return None
    for name in ("id", "value"):
        if isinstance(item.get(name), str):
            return str(item[name])
    inner = item.get("section")
    if inner is None and len(item) == 1:
        inner = next(iter(item.values()))
    return inner["id"] if isinstance(inner, Mapping) and isinstance(inner.get("id"), str) else None
