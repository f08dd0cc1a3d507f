"""Categories: the shelves of the catalogue."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.registers import name_given, slug_given
from ventanilla.core.kit.text import languages, pick
from ventanilla.core.people.models import Person
from ventanilla.records.catalog import actions
from ventanilla.records.catalog.models import Category
from ventanilla.surfaces.designer.organisation.icons import icons
from ventanilla.surfaces.designer.organisation.kinds.common import chosen, head_and_tail, slug_of
from ventanilla.surfaces.designer.organisation.register import (
    Called,
    Field,
    Line,
    Register,
    Values,
    name_of,
    name_values,
)

LAST = 10_000


class Categories(Register):
    slug: ClassVar[str] = "categories"
    order: ClassVar[tuple[str, ...]] = ("position", "id")
    called: ClassVar[Called] = Called(
        gettext_lazy("Categories"),
        gettext_lazy("New category"),
        gettext_lazy("The shelves of the catalogue, in the order in which people see them."),
        gettext_lazy("Add the first one: what would people look under?"),
        "squares-2x2",
    )

    def rows(self) -> QuerySet[Category]:
        return Category.objects.select_related("parent")

    def line(self, row: Category) -> Line:
        above = _("in %(name)s") % {"name": pick(row.parent.name)} if row.parent else ""
        order = _("Order %(number)s") % {"number": row.position}
        return Line(pick(row.name), " · ".join(filter(None, (above, pick(row.description)))), order)

    def fields(self, row: Category | None) -> list[Field]:
        return head_and_tail(
            row,
            Field("description", _("In a few words"), "words", optional=True),
            Field("icon", _("Picture"), "choice", options=icons(row.icon if row else "")),
            Field(
                "parent",
                _("Belongs to"),
                "choice",
                options=_others(row),
                empty=_("Nothing above it"),
                optional=True,
            ),
            Field("position", _("Order"), "number", _("The smallest number stands first.")),
        )

    def written(self, row: Category | None) -> Values:
        about = row.description if row else {}
        return {
            **name_values(row),
            "slug": "",
            **{f"description_{code}": about.get(code, "") for code in languages()},
            "icon": row.icon if row else "squares-2x2",
            "parent": slug_of(row.parent) if row else "",
            "position": str(row.position) if row else "0",
        }

    def edition(self, row: Category) -> str:
        return actions.edition_of_category(row)

    def save(self, actor: Person, row: Category | None, values: Values, edition: str | None) -> Category:
        name = name_given(name_of(values))
        about = {code: values.get(f"description_{code}", "") for code in languages()}
        return actions.save_category(
            actor=actor,
            slug=row.slug if row else slug_given(Category.objects.all(), values.get("slug", ""), name),
            name=name,
            description={code: text for code, text in about.items() if text},
            icon=values["icon"] if values["icon"] in dict(icons(row.icon if row else "")) else "",
            parent=chosen(Category.objects.all(), values["parent"], "parent"),
            position=_number(values["position"]),
            edition=edition,
        )

    def set_in_use(self, actor: Person, row: Category, in_use: bool) -> None:
        actions.set_category_in_use(row, actor=actor, in_use=in_use)

    def remove(self, actor: Person, row: Category) -> None:
        actions.remove_category(row, actor=actor)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 4:
        said = _("Write a whole number from 0 to %(most)s.") % {"most": LAST - 1}
        raise Invalid(said, {"position": [said]})
    return int(text)


def _others(row: Category | None) -> list[tuple[str, str]]:
    known = Q(pk=row.parent_id) if row else Q()
    rows = Category.objects.filter(Q(in_use=True) | known)
    return [(one.slug, pick(one.name)) for one in rows if row is None or one.pk != row.pk]
