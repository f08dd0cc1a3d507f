"""What was typed about a row of a register, and what becomes of it when somebody else was faster.

Each control comes with what stood in it when the page was opened. What one has not touched follows what stands now;
what both have changed is shown with both, and nothing is saved until one has seen it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.registers import name_given
from ventanilla.surfaces.designer.organisation.register import Field, Values, name_of

LANGUAGES = {"es": "Español", "en": "English"}
LONGEST = 500


@dataclass
class Form:
    """What was typed by control, what stood there (`was`), and what is wrong with it."""

    fields: Sequence[Field]
    values: Values
    was: Values
    errors: dict[str, str] = field(default_factory=dict)

    def meet(self, now: Mapping[str, str]) -> bool:
        """Bring what was typed together with what stands `now`; False, with `errors`, when both changed the same."""
        for name in self.values:
            stood, stands = self.was.get(name, ""), now.get(name, "")
            if self.values[name] == stood:
                self.values[name] = stands
            elif stands not in (stood, self.values[name]):
                self.errors[name] = self._both(name, stands)
            self.was[name] = stands
        return not self.errors

    def _both(self, name: str, stands: str) -> str:
        said = _(
            "Somebody else has changed this meanwhile: now it says “%(words)s”. Save again to put yours there."
        )
        options = next((dict(one.options) for one in self.fields if one.name == name), {})
        return said % {"words": str(options.get(stands, stands)).strip() or _("nothing")}

    def shown(self) -> list[dict[str, Any]]:
        """For the template: each field with its controls."""
        return [self._shown(one) for one in self.fields]

    def _shown(self, one: Field) -> dict[str, Any]:
        names = (one.name, *one.controls)
        return {
            "field": one,
            "id": f"id_{one.name}",
            "error": next((self.errors[name] for name in names if name in self.errors), ""),
            "value": self.values.get(one.name, ""),
            "controls": [
                {
                    "name": name,
                    "id": f"id_{name}",
                    "value": self.values.get(name, ""),
                    "was": self.was.get(name, ""),
                    "wrong": name in self.errors,
                    **_called(one, name),
                }
                for name in one.controls
            ],
        }

    def summary(self) -> list[tuple[str, str]]:
        """What is wrong, each with where it is."""
        known = {name: f"id_{name}" for one in self.fields for name in (one.name, *one.controls)}
        return [(known.get(name, "id_name"), words) for name, words in self.errors.items()]


def _called(one: Field, name: str) -> dict[str, str]:
    """A control among several has a name of its own."""
    tail = name.removeprefix(f"{one.name}_")
    if one.kind == "words":
        return {"label": LANGUAGES.get(tail, tail), "lang": tail}
    if one.kind == "hours":
        return {"label": capfirst(WEEKDAYS[int(name.removeprefix("day_"))])}
    return {}


def of(fields: Sequence[Field], values: Values) -> Form:
    """As it stands."""
    return Form(fields, dict(values), dict(values))


def sent(fields: Sequence[Field], data: QueryDict) -> Form:
    """As it was sent; a choice that isn't offered is none."""
    names = [name for one in fields for name in one.controls]
    return Form(
        fields,
        {name: _clean(data.get(name, "")) for name in names},
        {name: _clean(data.get(f"was_{name}", "")) for name in names},
    )


def refused(form: Form, fields: Mapping[str, Sequence[str]]) -> None:
    """Note what an action refused; a name in some language is the first one's. A name that is missing as well is
    said at once, not only when the rest is put right."""
    first = {one.name: one.name for one in form.fields}
    for name, texts in fields.items():
        form.errors[first.get(name, name)] = " ".join(texts)
    if "name" in first:
        try:
            name_given(name_of(form.values))
        except Invalid as unnamed:
            form.errors.setdefault("name", str(unnamed))


def _clean(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())[:LONGEST]
