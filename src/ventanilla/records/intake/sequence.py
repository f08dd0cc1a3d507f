"""In which order the elements of a form are worked out: each after those that its rules name."""

from __future__ import annotations

from collections.abc import Iterable

from ventanilla.core.blueprint import Element, Question, Section
from ventanilla.core.blueprint.questions import Check
from ventanilla.core.rules import order

Items = Iterable[Section | Element | Check]
"""Sections with their checks, or loose elements and, among them, what has to hold between these."""
ANSWERS = "answers"
ROW = "row"


def elements_of(items: Items) -> list[Element]:
    """The elements of sections, or the elements themselves, in the order in which they are shown."""
    found: list[Element] = []
    for item in items:
        if not isinstance(item, Check):
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


def needs_of(element: Element) -> frozenset[str]:
    """Every fact that decides how the element is asked or judged."""
    return element.reads
