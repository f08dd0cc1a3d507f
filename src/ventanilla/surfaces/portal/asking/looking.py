"""The answers once more, before they are sent, each with a way to change it."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.core.blueprint import Package
from ventanilla.core.kit.text import pick
from ventanilla.records.intake.interpret import display
from ventanilla.records.intake.reading import Checked
from ventanilla.records.intake.sequence import questions_of
from ventanilla.records.intake.showing import Shown
from ventanilla.surfaces.portal.asking.pages import Pages, page_of_question


@dataclass(frozen=True)
class Looked:
    """A section with its answers; `page` is where they are changed."""

    title: str
    page: str
    answers: list[Shown]
    empty: list[str]


def looked_through(package: Package, pages: Pages, checked: Checked) -> list[Looked]:
    """Every section that asks something now; questions left empty are named."""
    shown = {one.id: one for one in display(package.form, checked.answers, checked.rows)}
    found = []
    for section in package.form:
        asked = [one for one in questions_of([section]) if one.id in checked.visible]
        if asked:
            found.append(
                Looked(
                    pick(section.title),
                    page_of_question(package, pages, asked[0].id),
                    [shown[one.id] for one in asked if one.id in shown],
                    [pick(one.label) for one in asked if one.id not in shown],
                )
            )
    return found
