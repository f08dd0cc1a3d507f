"""Places: countries, sites, buildings, floors and rooms, one within another."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ventanilla.core.directory import organisation as actions
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.registers import Keeping
from ventanilla.core.kit.text import listed, pick
from ventanilla.core.people.models import Location, Person
from ventanilla.core.people.queries import locations
from ventanilla.records.catalog.queries import services_saying
from ventanilla.surfaces.designer.organisation.kinds.common import chosen, head_and_tail, slug_of
from ventanilla.surfaces.designer.organisation.register import (
    Called,
    Field,
    Line,
    Options,
    Register,
    Values,
    name_of,
    name_values,
)


class Places(Register):
    slug: ClassVar[str] = "places"
    keeping: ClassVar[Keeping] = actions
    order: ClassVar[tuple[str, ...]] = ("path",)
    searched_in: ClassVar[tuple[str, ...]] = ("path",)
    called: ClassVar[Called] = Called(
        gettext_lazy("Places"),
        gettext_lazy("New place"),
        gettext_lazy("Countries, sites, buildings, floors and rooms. Forms ask for them; rules read them."),
        gettext_lazy("Add the first one: a country or a site. The others lie within it."),
        "map-pin",
    )

    def rows(self) -> QuerySet[Location]:
        return Location.objects.select_related("parent")

    def line(self, row: Location) -> Line:
        return Line(pick(row.name), row.path, depth=row.path.count("/"))

    def fields(self, row: Location | None) -> list[Field]:
        return head_and_tail(
            row,
            Field(
                "parent",
                _("Lies in"),
                "choice",
                _("What lies in it moves with it."),
                options=_others(row),
                empty=_("Nothing around it"),
                optional=True,
            ),
        )

    def written(self, row: Location | None) -> Values:
        return {**name_values(row), "slug": "", "parent": slug_of(row.parent) if row else ""}

    def save(self, actor: Person, row: Location | None, values: Values, edition: str | None) -> Location:
        parent = chosen(Location.objects.all(), values["parent"], "parent")
        if row is not None and parent != row.parent and (names := services_saying(row.path, below=True)):
            said = _("These services name it where it is now: %(names)s. Change them first.")
            said %= {"names": listed(names)}
            raise Invalid(said, {"parent": [said]})
        return actions.save_place(
            actor=actor,
            place=row,
            slug=values.get("slug", ""),
            name=name_of(values),
            parent=parent,
            edition=edition,
        )

    def named_by(self, row: Location) -> list[str]:
        return services_saying(row.path)


def _others(row: Location | None) -> Options:
    """Every place that it can lie in, indented as the tree is."""
    within = f"{row.path}/" if row else "\x00"
    return [
        (one.slug, "\u2003" * one.path.count("/") + pick(one.name))
        for one in locations()
        if (one.in_use or (row and one.pk == row.parent_id))
        and not (row and one.pk == row.pk)
        and not one.path.startswith(within)
    ]
