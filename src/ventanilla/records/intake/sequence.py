"""In which order the elements of a form are worked out: each after those that its rules name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ventanilla.core.blueprint import Element, Question, Section
from ventanilla.core.blueprint.questions import ListOptions, LookedUp, RowOptions, SourceOptions
from ventanilla.core.rules import facts_in, order

Items = Iterable[Section | Element]
ANSWERS = "answers"
ROW = "row"


def elements_of(items: Items) -> list[Element]:
    """The elements of sections, or the elements themselves, in the order in which they are shown."""
    found: list[Element] = []
    for item in items:
        found.extend(item.questions if isinstance(item, Section) else [item])
    return found


def questions_of(items: Items) -> list[Question]:
    """Those elements that take an answer."""
    return [element for element in elements_of(items) if isinstance(element, Question)]


def in_order(elements: Iterable[Element], prefix: str = ANSWERS) -> list[Element]:
    """The elements, each after those it depends on. Raises Cycle, which a published form never has."""
    by_id = {element.id: element for element in elements}
    needs = {name: own_needs(element, prefix) for name, element in by_id.items()}
    return [by_id[name] for name in order(needs)]


def own_needs(element: Element, prefix: str = ANSWERS) -> set[str]:
    """The facts about answers of the same form that the element's rules read, as "answers.<question>".

    A question inside a repeating group may look at the group: that is no cycle.
    """
    start = f"{prefix}."
    names = {path.removeprefix(start) for path in needs_of(element) if path.startswith(start)}
    if element.inner():
        names = {name for name in names if name.split(".")[0] != element.id}
    return {f"{ANSWERS}.{name}" for name in names}


def needs_of(element: Element) -> set[str]:
    """Every fact that decides how the element is asked or judged."""
    needs: set[str] = set()
    for tree in trees_of(element):
        needs |= facts_in(tree)
    for inner in element.inner():
        needs |= needs_of(inner)
    return needs


def trees_of(element: Element) -> Iterator[Any]:
    """The rules and values of an element itself."""
    for name in ("visible_if", "required_if", "default", "min", "max", "min_rows", "value"):
        tree = getattr(element, name, None)
        if isinstance(tree, dict | list | bool):
            yield tree
    if isinstance(element, LookedUp):
        yield dict(element.asks()[1])
    options = getattr(element, "options", ())
    if isinstance(options, ListOptions):
        yield options.where or True
    elif isinstance(options, RowOptions):
        yield {"count": {"rows": options.rows}}
    elif isinstance(options, SourceOptions):
        yield [dict(options.inputs or {}), options.where or True]
    else:
        yield from (option.offered_if for option in options if option.offered_if is not None)
