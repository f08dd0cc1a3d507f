"""The questionnaire of a service: sections of questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ventanilla.core.blueprint.part import Id, Part
from ventanilla.core.blueprint.questions import Check, Element, Elements, Question, every_element
from ventanilla.core.blueprint.texts import Localized


class SectionHead(Part):
    """What a section is called."""

    id: Id
    title: Localized
    intro: Localized | None = None


class Section(Part):
    """Some questions under one title, and what has to hold among them and those of other sections."""

    section: SectionHead
    questions: Elements = ()
    checks: tuple[Check, ...] = ()

    @property
    def id(self) -> str:
        return self.section.id

    @property
    def title(self) -> dict[str, str]:
        return self.section.title

    @property
    def intro(self) -> dict[str, str] | None:
        return self.section.intro


def elements(form: Iterable[Section]) -> Iterator[Element]:
    """Every element of the form, notes and those in repeating groups too, in order."""
    for section in form:
        yield from every_element(section.questions)


def placed(
    elements_: tuple[Element, ...], path: tuple[str | int, ...], holder: Question | None = None
) -> Iterator[tuple[tuple[str | int, ...], Element, Question | None]]:
    """Every element with its path in the document and the repeating group that holds it."""
    for index, element in enumerate(elements_):
        yield (*path, index), element, holder
        inside = element if isinstance(element, Question) else None
        yield from placed(element.inner(), (*path, index, "questions"), inside)


def placed_in_form(
    form: Iterable[Section],
) -> Iterator[tuple[tuple[str | int, ...], Element, Question | None]]:
    """Every element of the form with its path and the repeating group that holds it."""
    for index, section in enumerate(form):
        yield from placed(section.questions, ("form", index, "questions"))


def questions(form: Iterable[Section]) -> Iterator[Question]:
    """Every question of the form's sections, in order; those inside a repeating group are its `inner()`."""
    for section in form:
        for element in section.questions:
            if isinstance(element, Question):
                yield element
