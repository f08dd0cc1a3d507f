"""Departments: what the organisation is divided into."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ventanilla.core.calendars.models import Calendar
from ventanilla.core.directory import organisation as actions
from ventanilla.core.kit.registers import Keeping, by_title
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Department, Person
from ventanilla.records.catalog.queries import services_saying
from ventanilla.surfaces.designer.organisation.kinds.common import (
    address_of,
    chosen,
    departments,
    head_and_tail,
    slug_of,
    somebody,
)
from ventanilla.surfaces.designer.organisation.register import (
    Called,
    Field,
    Line,
    Register,
    Values,
    name_of,
    name_values,
)


class Departments(Register):
    slug: ClassVar[str] = "departments"
    keeping: ClassVar[Keeping] = actions
    called: ClassVar[Called] = Called(
        gettext_lazy("Departments"),
        gettext_lazy("New department"),
        gettext_lazy("They own services, have teams, and say by which hours their deadlines count."),
        gettext_lazy("Add the first one: who answers for what people ask for?"),
    )

    def rows(self) -> QuerySet[Department]:
        return Department.objects.select_related("parent", "head", "calendar")

    def line(self, row: Department) -> Line:
        head = _("Head: %(name)s") % {"name": row.head.name} if row.head else ""
        above = _("in %(name)s") % {"name": pick(row.parent.name)} if row.parent else ""
        hours = pick(row.calendar.name) if row.calendar else _("the calendar of everybody")
        warning = "" if row.head is None or row.head.is_active else _("The head has left")
        return Line(pick(row.name), " · ".join(filter(None, (above, head))), hours, warning)

    def fields(self, row: Department | None) -> list[Field]:
        return head_and_tail(
            row,
            Field(
                "parent",
                _("Belongs to"),
                "choice",
                options=[
                    one for one in departments(row.parent_id if row else None) if one[0] != slug_of(row)
                ],
                empty=_("Nothing above it"),
                optional=True,
            ),
            Field(
                "head",
                _("Head"),
                "email",
                _("Their e-mail address. Approvals can go to them."),
                optional=True,
            ),
            Field(
                "calendar",
                _("Working hours"),
                "choice",
                _(
                    "Its deadlines count in these hours. What is under way is worked out anew when you change it."
                ),
                options=calendars(row.calendar_id if row else None),
                empty=_("Those of everybody"),
                optional=True,
            ),
        )

    def written(self, row: Department | None) -> Values:
        return {
            **name_values(row),
            "slug": "",
            "parent": slug_of(row.parent) if row else "",
            "head": address_of(row.head) if row else "",
            "calendar": slug_of(row.calendar) if row else "",
        }

    def save(self, actor: Person, row: Department | None, values: Values, edition: str | None) -> Department:
        return actions.save_department(
            actor=actor,
            department=row,
            slug=values.get("slug", ""),
            name=name_of(values),
            parent=chosen(Department.objects.all(), values["parent"], "parent"),
            head=somebody(values["head"], "head"),
            calendar=chosen(Calendar.objects.all(), values["calendar"], "calendar"),
            edition=edition,
        )

    def named_by(self, row: Department) -> list[str]:
        return services_saying(row.slug)


def calendars(kept: int | None) -> list[tuple[str, str]]:
    """Those in use, and the one that is chosen already."""
    rows = Calendar.objects.filter(Q(in_use=True) | Q(pk=kept))
    return [(row.slug, pick(row.name)) for row in by_title(rows)]
