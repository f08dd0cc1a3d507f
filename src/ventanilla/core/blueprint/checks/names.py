"""Ids that are used twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ventanilla.core.blueprint.blocks import visits
from ventanilla.core.blueprint.form import placed, placed_in_form
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem, spell
from ventanilla.core.blueprint.sites import SubPath

Named = tuple[SubPath, str]


def check_names(package: Package) -> Iterator[Problem]:
    """Sections, questions over the whole form, blocks over the whole tree, questions of each block's form."""
    sections = [(("form", index, "section", "id"), section.id) for index, section in enumerate(package.form)]
    yield from _twice("duplicate_section", sections)
    questions = [((*path, "id"), element.id) for path, element, _ in placed_in_form(package.form)]
    yield from _twice("duplicate_question", questions)
    planned = [(("schedules", index, "id"), item.id) for index, item in enumerate(package.schedules)]
    yield from _twice("duplicate_schedule", planned)
    found = list(visits(package.workflow))
    yield from _twice("duplicate_block", [((*visit.path, "id"), visit.block.id) for visit in found])
    for visit in found:
        asked = placed(visit.block.asked(), (*visit.path, "asks"))
        yield from _twice("duplicate_question", [((*path, "id"), element.id) for path, element, _ in asked])


def _twice(code: str, named: Iterable[Named]) -> Iterator[Problem]:
    seen: dict[str, SubPath] = {}
    for path, name in named:
        if name in seen:
            yield Problem(path, code, {"id": name, "other": spell(seen[name])})
        seen.setdefault(name, path)
