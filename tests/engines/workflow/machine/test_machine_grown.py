"""Whatever a package may say in a workflow is grown in the random ones: what holds for these, holds for all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

import pytest
from machine_fields import NOTHING
from machine_trees import BLOCKS, KINDS, shuffled

from ventanilla.core.blueprint.blocks import (
    Ask,
    AssignAsset,
    CreateTicket,
    Deadline,
    Grant,
    Notify,
    ReturnAsset,
    Revoke,
)
from ventanilla.core.blueprint.blocks.ask import SEALS
from ventanilla.core.blueprint.blocks.base import KNOWN
from ventanilla.core.blueprint.due import ByDay
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.part import Part
from ventanilla.core.blueprint.questions import Element
from ventanilla.core.blueprint.seats import SHAPES, AnyOfSeat

SEEDS = range(60)
UNGROWN = {
    ("Case", "title"): "a word over a way, for the map",
    ("Case", "skipped"): "why a way was not taken, for the map",
    ("Document", "foot"): "a text as the body is, on the same paper",
    ("Document", "logo"): "whether a picture is printed",
}
"""What can't matter to how a workflow runs, and is left out."""
TYPES = {("Taken", "type"), ("Column", "type"), ("TableColumn", "type"), ("WorkedOut", "holds")}
"""As what something is read: whatever it is, the workflow goes on with it in the same way."""
FREE = (Element, Duration)
"""Parts that have rooms of their own: how a form is filled in, how a length of time is read."""


@cache
def grown() -> tuple[list[Part], list[dict[str, Any]]]:
    """Every part of some random workflows, and the workflows as they were written."""
    documents = [block for seed in SEEDS for block in written(seed)]
    return [part for block in documents for part in parts_in(BLOCKS.validate_python([block]))], documents


def written(seed: int) -> list[dict[str, Any]]:
    """A block of each kind, that holds others."""
    grower = shuffled(seed)
    return [grower.block(1, ["b0"], kind) for kind in KINDS]


def parts_in(value: Any) -> Iterator[Part]:
    if isinstance(value, Part):
        yield value
        for name in value.model_fields_set:
            yield from parts_in(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from parts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from parts_in(inner)


def kinds_of_parts() -> set[type[Part]]:
    """Every model of which the fields of blocks may be made, found by their types."""
    found: set[type[Part]] = set()
    todo: list[Any] = [*KNOWN.values(), *SHAPES.values(), AnyOfSeat, ByDay]
    while todo:
        kind = todo.pop()
        if isinstance(kind, type) and issubclass(kind, Part):
            if kind not in found and not issubclass(kind, FREE):
                found.add(kind)
                todo += [*kind.__mro__[1:], *(field.annotation for field in kind.model_fields.values())]
        else:
            todo += [inner for inner in get_args(kind) if get_origin(kind) is not None]
    return found


def test_every_kind_of_block_is_grown() -> None:
    parts, _documents = grown()
    assert KINDS.keys() == KNOWN.keys()
    assert {type(part) for part in parts} >= set(KNOWN.values())


@pytest.mark.parametrize("kind", sorted(kinds_of_parts(), key=repr), ids=lambda kind: kind.__name__)
def test_every_field_of_a_block_is_grown(kind: type[Part]) -> None:
    said = {name for part in parts_of(kind) for name in part.model_fields_set}
    meant = {name for name in own_fields(kind) if (kind.__name__, name) not in UNGROWN}
    assert meant - said == set(), "say it in machine_fields.py, or in UNGROWN why it can't matter"


@pytest.mark.parametrize("kind", sorted(kinds_of_parts(), key=repr), ids=lambda kind: kind.__name__)
def test_every_word_that_a_field_may_say_is_grown(kind: type[Part]) -> None:
    for name in own_fields(kind):
        annotation = kind.model_fields[name].annotation
        words = {word for word in words_in(annotation) if (kind.__name__, name) not in TYPES}
        said = {word for part in parts_of(kind) for word in flat(getattr(part, name))}
        assert words <= said, f"{name} never says {words - said}"


def parts_of(kind: type[Part]) -> list[Part]:
    parts, _documents = grown()
    return [part for part in parts if isinstance(part, kind)]


def own_fields(kind: type[Part]) -> set[str]:
    """The fields that a model has besides those of its parents, which are asked for once."""
    above = {name for parent in kind.__mro__[1:] for name in getattr(parent, "model_fields", {})}
    return kind.model_fields.keys() - above


def words_in(annotation: Any) -> set[str]:
    """The words between which a field chooses."""
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return {word for inner in get_args(annotation) for word in words_in(inner)}


def flat(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for inner in value:
            yield from flat(inner)


def test_every_way_to_seal_an_answer_is_grown() -> None:
    ways = [part.sealed_until for part in parts_of(Ask) if isinstance(part, Ask)]
    assert {*SEALS, "2027-04-02", "2027-04-02T10:00:00Z"} <= {way for way in ways if isinstance(way, str)}
    assert any(isinstance(way, dict) for way in ways)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Ask, "to"),
        (AssignAsset, "to"),
        (CreateTicket, "requested_for"),
        (Grant, "to"),
        (Notify, "to"),
        (ReturnAsset, "of"),
        (Revoke, "of"),
        (Deadline, "by"),
    ],
)
def test_people_and_days_are_named_by_values_that_may_be_empty(kind: type[Part], name: str) -> None:
    said = [getattr(part, name) for part in parts_of(kind)]
    given = [one for value in said for one in (value if isinstance(value, tuple) else (value,))]
    assert NOTHING in given
    assert any(isinstance(one, dict) and one != NOTHING for one in given)
    assert kind is Deadline or any(isinstance(one, str) for one in given)
