"""Answers that a package writes itself: values, several of them, lines of values, or a stretch of days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any

from ventanilla.core.blueprint.part import Id, by_shape
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.core.rules import RuleFault, Value
from ventanilla.core.rules.grammar import valid_value

ENDS = frozenset({"from", "to"})


def is_lines(answer: Any) -> bool:
    """Whether it is a list of lines, each with its questions by id; a list of values is none."""
    return isinstance(answer, list) and any(
        isinstance(each, Mapping) and not _is_value(each) for each in answer
    )


def is_stretch(answer: Any) -> bool:
    """Whether it is a first and a last day."""
    return isinstance(answer, Mapping) and answer.keys() == ENDS


def _is_value(tree: Any) -> bool:
    try:
        valid_value(tree)
    except RuleFault:
        return False
    return True


def _shape(raw: Any) -> Any:
    if is_stretch(raw):
        return dict[str, Value]
    return list[dict[Id, Filled]] if is_lines(raw) else Value


Filled = Annotated[Any, by_shape(_shape)]
"""What somebody would answer: a value, `[a, b]`, `[{item: …, units: 2}]` for lines, `{from: …, to: …}` for days."""


def cells(answer: Any, path: SubPath = ()) -> Iterator[tuple[SubPath, Any]]:
    """Every value in an answer, with its place below it."""
    if is_stretch(answer):
        yield from (((*path, name), answer[name]) for name in ("from", "to"))
    elif is_lines(answer):
        for index, line in enumerate(answer):
            for name, cell in line.items():
                yield from cells(cell, (*path, index, name))
    else:
        yield path, answer


def worked_out(answer: Any, compute: Callable[[Any], Any]) -> Any:
    """The answer with each of its values computed."""
    if is_stretch(answer):
        return {name: compute(value) for name, value in answer.items()}
    if is_lines(answer):
        return [{name: worked_out(cell, compute) for name, cell in line.items()} for line in answer]
    return compute(answer)
