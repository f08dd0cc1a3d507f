"""Cost centres: where money is counted, and who answers for it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ventanilla.core.kit import clock
from ventanilla.core.kit.money import Money
from ventanilla.core.kit.registers import Keeping
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Department, Person
from ventanilla.records.budgets import keeping as actions
from ventanilla.records.budgets.models import CostCentre
from ventanilla.records.budgets.queries import budgets_of
from ventanilla.surfaces.designer.organisation.kinds.common import (
    address_of,
    chosen,
    departments,
    name_field,
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
from ventanilla.surfaces.ui.format import money


class Centres(Register):
    slug: ClassVar[str] = "cost-centres"
    keeping: ClassVar[Keeping] = actions
    order: ClassVar[tuple[str, ...]] = ("code",)
    searched_in: ClassVar[tuple[str, ...]] = ("code",)
    more: ClassVar[str] = "designer/organisation/budgets.html"
    called: ClassVar[Called] = Called(
        gettext_lazy("Cost centres"),
        gettext_lazy("New cost centre"),
        gettext_lazy(
            "Where money is counted: whose it is, who answers for it, and what it has for the year."
        ),
        gettext_lazy("Add the first one; people carry its code in their profile."),
        "banknotes",
    )

    def rows(self) -> QuerySet[CostCentre]:
        return CostCentre.objects.select_related("department", "keeper", "owner", "stream")

    def line(self, row: CostCentre) -> Line:
        note = _("%(name)s answers for it") % {"name": row.owner.name}
        warning = "" if row.owner.is_active else _("Who answers for it has left")
        return Line(f"{row.code} {pick(row.name)}", note, pick(row.department.name), warning)

    def fields(self, row: CostCentre | None) -> list[Field]:
        code = Field("code", _("Code"), hint=_("As in the accounts, such as CC-200. It never changes."))
        kept = (row.department_id, row.keeper_id) if row else ()
        offered = departments(*kept)
        return [
            *([] if row else [code]),
            name_field(),
            Field("department", _("Whose money it is"), "choice", options=offered, empty=_("Choose…")),
            Field(
                "owner",
                _("Who answers for it"),
                "email",
                _("Their e-mail address. They approve what is taken from it."),
            ),
            Field(
                "keeper",
                _("Who keeps the accounts"),
                "choice",
                _("Its agents set the budgets."),
                options=offered,
                empty=_("Choose…"),
            ),
        ]

    def written(self, row: CostCentre | None) -> Values:
        return {
            "code": "",
            **name_values(row),
            "department": slug_of(row.department) if row else "",
            "owner": address_of(row.owner) if row else "",
            "keeper": slug_of(row.keeper) if row else "",
        }

    def save(self, actor: Person, row: CostCentre | None, values: Values, edition: str | None) -> CostCentre:
        return actions.save_centre(
            actor=actor,
            centre=row,
            code=values.get("code", ""),
            name=name_of(values),
            department=chosen(Department.objects.all(), values["department"], "department"),
            keeper=chosen(Department.objects.all(), values["keeper"], "keeper"),
            owner=somebody(values["owner"], "owner"),
            edition=edition,
        )

    def title_of(self, row: CostCentre) -> str:
        return f"{row.code} {pick(row.name)}"

    def stream_key(self, row: CostCentre) -> str:
        return row.stream.subject_id

    def beside(self, row: CostCentre) -> dict[str, Any]:
        budgets = [
            {
                "year": one.budget.year,
                "amount": money(Money(one.budget.amount, one.budget.currency)),
                "left": money(Money(one.left, one.budget.currency)),
            }
            for one in budgets_of(row)
        ]
        return {
            "budgets": budgets,
            "carried": Person.objects.filter(cost_centre__iexact=row.code, is_active=True).count(),
            "missing": not any(one["year"] == clock.now().year for one in budgets),
            "year": clock.now().year,
            "url": reverse("desk:budget", args=[row.code]),
        }
