"""What every widget has. There is one for each question type, in its own file; defining it makes it known."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.utils.translation import get_language

from ventanilla.core.blueprint import Element, Question
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import colleagues
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.reading import Checked
from ventanilla.records.intake.scope import Scope
from ventanilla.surfaces.ui.forms.fields import Field, Said
from ventanilla.surfaces.ui.forms.naming import field_id
from ventanilla.surfaces.ui.forms.posted import Posted

MOST_OFFERED = 50

Asked = TypeVar("Asked", bound=Element)


class Offers:
    """What fields offer that is no part of the form: fetched once a page, however many fields ask."""

    def __init__(self, context: Context) -> None:
        self._person = context.person

    @cached_property
    def people(self) -> list[Person]:
        """Some colleagues, for browsers without JavaScript."""
        return list(colleagues(self._person)[:MOST_OFFERED])


@dataclass(frozen=True)
class Filling:
    """What a form is filled with while its fields are made. Paths inside a row begin with `within`."""

    context: Context
    checked: Checked
    offers: Offers
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    prefix: str = ""
    within: str = ""
    focus: str = ""

    @property
    def language(self) -> str:
        return (get_language() or "es")[:2]

    @property
    def scope(self) -> Scope:
        """The facts at this place: the form's, or the row's."""
        facts = self.checked.row_facts.get(self.within.rstrip(".")) if self.within else None
        known: ChainMap[str, Any] = ChainMap({}, facts or self.checked.facts)  # type: ignore[arg-type]
        return Scope(self.context, known, unsure=self.checked.unsure)

    def path(self, element: Element) -> str:
        return f"{self.within}{element.id}"

    def inside(self, path: str) -> Filling:
        """The same, for the row at `path`."""
        return replace(self, within=f"{path}.")


class Widget(Generic[Asked]):
    """How a question is drawn and how what was sent is taken up."""

    type: ClassVar[str] = ""
    template: ClassVar[str] = ""
    grouped: ClassVar[bool] = False
    """Several controls under one legend, not one control with a label."""
    known: ClassVar[dict[str, Widget[Any]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("type"):
            Widget.known[cls.type] = cls()

    def take(self, question: Asked, posted: Posted, name: str, path: str) -> Any:
        """The raw answer that was sent under `name`; `path` is where errors belong."""
        return posted.text(name)

    def was_sent(self, question: Asked, posted: Posted, name: str) -> bool:
        """Whether the page had the question at all; if not, its default counts."""
        return posted.was_shown(name)

    def details(self, question: Asked, raw: Any, filling: Filling) -> dict[str, Any]:
        """What the template needs besides label, hint and errors."""
        return {"value": as_text(raw)}

    def is_grouped(self, question: Asked, details: Mapping[str, Any]) -> bool:
        return self.grouped

    def template_for(self, question: Asked, details: Mapping[str, Any]) -> str:
        return self.template


def widget_of(element: Element) -> Widget[Any]:
    return Widget.known[element.type]


def make_field(element: Element, raw: Any, filling: Filling) -> Field:
    """The field of one element, filled with its raw answer."""
    widget, path = widget_of(element), filling.path(element)
    details = widget.details(element, raw, filling)
    asked = element if isinstance(element, Question) else None
    return Field(
        id=field_id(path, filling.prefix),
        name=path,
        type=element.type,
        template=widget.template_for(element, details),
        label=Said.of(asked.label if asked else None, filling.language),
        hint=Said.of(asked.hint if asked else None, filling.language),
        grouped=widget.is_grouped(element, details),
        required=asked is None or path in filling.checked.required,
        visible=path in filling.checked.visible,
        errors=list(filling.errors.get(path, [])),
        focus=filling.focus == path,
        with_=details,
    )


def make_fields(elements: tuple[Element, ...], raw: Mapping[str, Any], filling: Filling) -> Iterator[Field]:
    for element in elements:
        yield make_field(element, raw.get(element.id), filling)


def as_text(raw: Any) -> str:
    """A raw answer as it stands in a text field: what was typed stays as it was."""
    return "" if raw is None or isinstance(raw, list | dict | bool) else str(raw)
