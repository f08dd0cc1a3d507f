"""What the templates of a form are given."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ventanilla.core.kit.text import pick_with_language


@dataclass(frozen=True)
class Said:
    """A localized text and the language it was found in, when that isn't the page's."""

    text: str
    language: str = ""

    @classmethod
    def of(cls, value: Mapping[str, str] | None, active: str) -> Said:
        text, language = pick_with_language(value)
        return cls(text, "" if language == active else language)

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Choosable:
    """One radio button, box or line of a list."""

    id: str
    value: str
    label: Said
    hint: Said = field(default_factory=lambda: Said(""))
    checked: bool = False
    offered: bool = True
    parent: str = ""
    leaf: bool = True


@dataclass(frozen=True)
class Field:
    """A question on the page; `with_` is what its own template needs besides."""

    id: str
    name: str
    type: str
    template: str
    label: Said
    hint: Said = field(default_factory=lambda: Said(""))
    grouped: bool = False
    required: bool = False
    visible: bool = True
    errors: list[str] = field(default_factory=list)
    focus: bool = False
    marked: bool = False
    """Somebody asked for it to be looked at again."""
    with_: Mapping[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """What the template asks for and only this type of question has."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.with_.get(name)

    @property
    def described_by(self) -> str:
        """The ids of the hint, further hints and the errors."""
        parts = [f"{self.id}-hint"] if self.hint else []
        parts += [f"{self.id}-{name}" for name in ("limits", "limit", "room") if self.with_.get(name)]
        parts += [f"{self.id}-error"] if self.errors else []
        return " ".join(parts)


@dataclass(frozen=True)
class Line:
    """One row of a repeating group; `number` counts from one."""

    index: str
    number: int | str
    fields: list[Field]


@dataclass(frozen=True)
class SectionView:
    id: str
    title: Said
    intro: Said
    fields: list[Field]
    away: bool = False
    """On another page of the form: not to be seen now, but sent along."""

    @property
    def visible(self) -> bool:
        return any(field.visible for field in self.fields)


@dataclass(frozen=True)
class FormView:
    """A form to draw. `errors` are (field id, sentence) for the summary, `data` what forms.js is told."""

    sections: list[SectionView]
    errors: list[tuple[str, str]]
    shown: str
    data: Mapping[str, Any]
    submit: str
    prefix: str = ""
    notice: str = ""
    action: str = ""
    state_url: str = ""
    people_url: str = ""
    multipart: bool = False

    @property
    def data_id(self) -> str:
        """The id of the script element that holds `data`."""
        return f"{self.prefix}form-rules"

    def marking(self, names: Collection[str]) -> FormView:
        """The same with these questions marked."""

        def looked_at(section: SectionView) -> SectionView:
            fields = [replace(one, marked=one.name in names) for one in section.fields]
            return replace(section, fields=fields)

        return replace(self, sections=[looked_at(section) for section in self.sections])
