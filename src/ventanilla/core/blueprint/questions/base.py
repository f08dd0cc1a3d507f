"""What every element of a form has, and how an element is read from and written to a document.

A question type is one small class in its own file with a `type`; defining it makes it known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, PlainSerializer

from ventanilla.core.blueprint.part import Id, Part
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import Site, Template
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactDeclaration, FactType, Rule, Value, facts_in

LAST = ("visible_if", "required", "required_if", "default", "shared")


class Element(Part):
    """Something in a section: a question, or a text to read."""

    type: ClassVar[str] = ""

    id: Id
    visible_if: Rule | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("type"):
            KNOWN[cls.type] = cls

    def sites(self) -> Iterator[Site]:
        """Every rule and value of the element itself."""
        if self.visible_if is not None:
            yield Site(("visible_if",), self.visible_if)

    def templates(self) -> Iterator[Template]:
        """Every text of the element into which facts are filled: those of a row, `row.*`."""
        yield from ()

    @cached_property
    def reads(self) -> frozenset[str]:
        """Every fact that decides how the element, or one inside it, is asked or judged. Worked out once: a form is
        read many times."""
        found = set().union(*(facts_in(site.tree) for site in self.sites()))
        return frozenset(found.union(*(held.reads for held in self.inner())))

    def inner(self) -> tuple[Element, ...]:
        """The elements held by this one (a repeating group has some)."""
        return ()


KNOWN: dict[str, type[Element]] = {}
"""The element types by name."""


class Question(Element):
    """An element that takes an answer."""

    fact_type: ClassVar[FactType]
    is_fact: ClassVar[bool] = True

    label: Localized
    hint: Localized | None = None
    required: bool = False
    required_if: Rule | None = None
    default: Value | None = None
    shared: Id | None = None

    def sites(self) -> Iterator[Site]:
        yield from super().sites()
        if self.required_if is not None:
            yield Site(("required_if",), self.required_if)
        if self.default is not None:
            yield Site(("default",), self.default)

    def declared(self) -> FactType | FactDeclaration:
        """What is known about the answer as a fact."""
        return self.fact_type

    @property
    def kind(self) -> FactType:
        """The type of the answer as a fact."""
        found = self.declared()
        return found.type if isinstance(found, FactDeclaration) else found

    def columns(self) -> Mapping[str, FactType]:
        """The facts of one row of a repeating group."""
        return {}

    def facts_below(self) -> Mapping[str, FactType]:
        """The facts below the answer's own, by name: `answers.<id>.<name>`."""
        return {}


def read_element(raw: Any) -> Any:
    """The element that `{id: …, type: …}` describes."""
    if isinstance(raw, Element):
        return raw
    known = ", ".join(KNOWN)
    if not isinstance(raw, dict):
        raise fault("not_mapping")
    kind = KNOWN.get(str(raw.get("type", "")))
    if kind is None:
        raise fault("unknown_kind", value=raw.get("type", ""), known=known)
    return kind.model_validate({key: value for key, value in raw.items() if key != "type"})


def write_element(element: Element) -> dict[str, Any]:
    """The element as a document has it: id and type first, then what is asked, then its conditions."""
    body = element.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    front = {"id": body.pop("id"), "type": element.type}
    last = {name: body.pop(name) for name in LAST if name in body}
    return {**front, **body, **last}


Elements = tuple[Annotated[Element, BeforeValidator(read_element), PlainSerializer(write_element)], ...]


def every_element(elements: tuple[Element, ...]) -> Iterator[Element]:
    """These elements and those inside them, in the order in which they are shown."""
    for element in elements:
        yield element
        yield from every_element(element.inner())
