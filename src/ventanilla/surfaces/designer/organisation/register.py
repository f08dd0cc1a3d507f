"""A register: one list of what an organisation is made of, and the page of each of its rows.

All of them look and work alike, so what differs stands in one class each (`kinds/`): which rows there are, which
fields they have, and which actions change them. The views know only what stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.kit.registers import Keeping, searched, titled
from ventanilla.core.kit.text import languages, pick
from ventanilla.core.people.models import Person

Values = dict[str, str]
Options = Sequence[tuple[str, str]]
Words = Any
"""Text, or a lazy translation of it."""
PAGE = 50
DAYS = tuple(f"day_{number}" for number in range(7))


@dataclass(frozen=True)
class Field:
    """A field of the form. `kind`: plain text, `words` in each language, one of `options`, an e-mail address, a
    number, or the `hours` of each weekday."""

    name: str
    label: Words
    kind: Literal["text", "words", "choice", "email", "number", "hours"] = "text"
    hint: Words = ""
    options: Options = ()
    empty: Words = ""
    optional: bool = False
    suffix: str = ""

    @property
    def controls(self) -> tuple[str, ...]:
        """The names of its controls."""
        if self.kind == "words":
            return tuple(f"{self.name}_{code}" for code in languages())
        return DAYS if self.kind == "hours" else (self.name,)


@dataclass(frozen=True)
class Line:
    """A row of the list: its title, something about it, and what stands at its right; `depth` in a tree."""

    title: str
    note: str = ""
    aside: str = ""
    warning: str = ""
    depth: int = 0


@dataclass(frozen=True)
class Called:
    """What a register is called: all of them, a new one, what they are for, and what to do when there is none."""

    title: Words
    new: Words
    lead: Words
    none: Words
    icon: str = "building-office-2"


class Register:
    """What the views need to know. `order` is that of the list (its last column is unique; `shown_as` is the name as
    the reader sees it), `searched_in` are the columns that are searched besides the name."""

    slug: ClassVar[str]
    keeping: ClassVar[Keeping]
    called: ClassVar[Called]
    order: ClassVar[tuple[str, ...]] = ("shown_as", "slug")
    searched_in: ClassVar[tuple[str, ...]] = ("slug",)
    more: ClassVar[str] = ""
    """The template of what a row has besides its fields."""

    def rows(self) -> QuerySet[Any]:
        """All of them, with what `line` and `written` read of others."""
        raise NotImplementedError

    def line(self, row: Any) -> Line:
        raise NotImplementedError

    def fields(self, row: Any | None) -> list[Field]:
        """Of a row, or of a new one."""
        raise NotImplementedError

    def written(self, row: Any | None) -> Values:
        """What stands in each control."""
        raise NotImplementedError

    def edition(self, row: Any) -> str:
        return self.keeping.edition(row)

    def save(self, actor: Person, row: Any | None, values: Values, edition: str | None) -> Model:
        """Raises Invalid naming the field (or control), Conflict when the row has moved on."""
        raise NotImplementedError

    def set_in_use(self, actor: Person, row: Any, in_use: bool) -> None:
        self.keeping.set_in_use(row, actor=actor, in_use=in_use)

    def remove(self, actor: Person, row: Any) -> None:
        """Raises Conflict while something hangs on it."""
        self.keeping.remove(row, actor=actor)

    def named_by(self, row: Any) -> list[str]:
        """The titles of the services whose package names it."""
        return []

    def beside(self, row: Any) -> dict[str, Any]:
        """What the template `more` shows."""
        return {}

    def saved(self, row: Any) -> str:
        """What follows from a change, in words."""
        return ""

    def parts(self) -> tuple[str, ...]:
        """The models that are a part of a row and don't hang on it."""
        return ()

    def stream_key(self, row: Any) -> str:
        """Where its history is."""
        return f"{row._meta.model_name}:{row.pk}"

    def title_of(self, row: Any) -> str:
        return pick(row.name) or str(row)

    def listed(self, text: str, *, in_use: bool, after: str | None) -> Page[Any]:
        """A page of those in use, or of the others."""
        rows = searched(self.rows().filter(in_use=in_use), text, *self.searched_in)
        return page(titled(rows), order=self.order, after=after, size=PAGE)

    def found(self, pk: int) -> Any:
        """Raises NotFound."""
        row = self.rows().filter(pk=pk).first() if pk < 2**63 else None
        if row is None:
            raise NotFound(_("There is nothing like that here."))
        return row


def name_of(values: Values) -> Values:
    """The name by language, as it was typed."""
    return {code: values.get(f"name_{code}", "") for code in languages()}


def name_values(row: Any | None) -> Values:
    """The same the other way round."""
    return {f"name_{code}": row.name.get(code, "") if row else "" for code in languages()}
