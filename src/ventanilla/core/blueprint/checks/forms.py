"""Questions that wait for each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ventanilla.core.blueprint.blocks import visits
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.blueprint.questions import Element
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.core.rules import Cycle, facts_in, order

LATER = ("required_if",)  # judged when everything is answered, so it waits for nobody


def check_cycles(package: Package) -> Iterator[Problem]:
    """What is visible, offered or filled in beforehand must not hang on itself."""
    form: list[tuple[SubPath, Element]] = [
        (("form", index, "questions", place), element)
        for index, section in enumerate(package.form)
        for place, element in enumerate(section.questions)
    ]
    yield from _cycles(form)
    for visit in visits(package.workflow):
        asked = enumerate(visit.block.asked())
        yield from _cycles([((*visit.path, "asks", place), element) for place, element in asked])


def _cycles(placed: list[tuple[SubPath, Element]]) -> Iterator[Problem]:
    yield from _cycle({element.id: set(_needs(element)) for _, element in placed}, placed)
    for path, element in placed:
        inner = [((*path, "questions", place), held) for place, held in enumerate(element.inner())]
        needs = {held.id: {_as_answer(fact) for fact in _needs(held)} for _, held in inner}
        yield from _cycle(needs, inner)


def _cycle(needs: dict[str, set[str]], placed: Iterable[tuple[SubPath, Element]]) -> Iterator[Problem]:
    try:
        order(needs)
    except Cycle as cycle:
        path = next(path for path, element in placed if element.id == cycle.path[0])
        yield Problem(path, "cycle", {"names": " → ".join(cycle.path)})


def _needs(element: Element) -> Iterator[str]:
    for site in element.sites():
        if site.path != LATER:
            yield from facts_in(site.tree)
    for held in element.inner():
        yield from (fact for fact in _needs(held) if not fact.startswith(f"answers.{element.id}"))


def _as_answer(fact: str) -> str:
    return f"answers.{fact.removeprefix('row.')}" if fact.startswith("row.") else ""
