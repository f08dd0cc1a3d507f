"""Equipment models and licences: what can be handed out."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.money import Money
from ventanilla.core.kit.registers import Keeping
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Department, Person
from ventanilla.records.assets import keeping as actions
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import AssetModel
from ventanilla.records.assets.queries import pieces_of
from ventanilla.records.catalog.queries import services_saying
from ventanilla.surfaces.designer.organisation.icons import icons
from ventanilla.surfaces.designer.organisation.kinds.common import (
    chosen,
    departments,
    head_and_tail,
    slug_of,
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

SOME = 20


class Equipment(Register):
    slug: ClassVar[str] = "equipment"
    keeping: ClassVar[Keeping] = actions
    more: ClassVar[str] = "designer/organisation/pieces.html"
    called: ClassVar[Called] = Called(
        gettext_lazy("Equipment models"),
        gettext_lazy("New model"),
        gettext_lazy("Laptops, monitors, phones, licences: what workflows hand out and people hold."),
        gettext_lazy("Add the first one; its pieces are put in stock at the desk."),
        "cube",
    )

    def rows(self) -> QuerySet[AssetModel]:
        return AssetModel.objects.select_related("department").annotate(
            in_stock=Count("assets", filter=Q(assets__state=AssetState.IN_STOCK)),
            handed_out=Count("assets", filter=Q(assets__state=AssetState.ASSIGNED)),
        )

    def line(self, row: Any) -> Line:
        kind = _("Licence") if row.seats is not None else ""
        price = money(Money(row.price, "EUR")) if row.price is not None else ""
        note = " · ".join(filter(None, (kind, pick(row.department.name), price)))
        return Line(pick(row.name), note, _counted(row))

    def fields(self, row: AssetModel | None) -> list[Field]:
        return head_and_tail(
            row,
            Field(
                "department",
                _("Who keeps it"),
                "choice",
                _("Its agents put pieces in stock and take them back."),
                options=departments(row.department_id if row else None),
                empty=_("Choose…"),
            ),
            Field("icon", _("Picture"), "choice", options=icons(row.icon if row else "")),
            Field("price", _("Price"), hint=_("Of one piece or seat."), optional=True, suffix="€"),
            Field(
                "seats",
                _("Seats"),
                "number",
                _(
                    "Only for a licence: how many people may use it. Leave it empty for what has serial numbers."
                ),
                optional=True,
            ),
        )

    def written(self, row: AssetModel | None) -> Values:
        return {
            **name_values(row),
            "slug": "",
            "department": slug_of(row.department) if row else "",
            "icon": row.icon if row else "cube",
            "price": "" if row is None or row.price is None else f"{row.price:.2f}",
            "seats": "" if row is None or row.seats is None else str(row.seats),
        }

    def save(self, actor: Person, row: AssetModel | None, values: Values, edition: str | None) -> AssetModel:
        return actions.save_model(
            actor=actor,
            model=row,
            slug=values.get("slug", ""),
            name=name_of(values),
            department=chosen(Department.objects.all(), values["department"], "department"),
            icon=values["icon"] if values["icon"] in dict(icons(row.icon if row else "")) else "",
            price=_amount(values["price"]),
            seats=_seats(values["seats"]),
            edition=edition,
        )

    def named_by(self, row: AssetModel) -> list[str]:
        return services_saying(row.slug)

    def beside(self, row: AssetModel) -> dict[str, Any]:
        held = [one for one in pieces_of(row, size=SOME).items if one.holder]
        return {
            "pieces": [
                {
                    "serial": one.serial,
                    "who": one.holder.name if one.holder else "",
                    "url": reverse("designer:person", args=[one.holder_id]),
                }
                for one in held
            ],
            "counted": _counted(row),
            "shelf": reverse("desk:shelf", args=[row.slug]),
        }


def _counted(row: Any) -> str:
    held = ngettext("%(count)s handed out", "%(count)s handed out", row.handed_out) % {
        "count": row.handed_out
    }
    left = ngettext("%(count)s free", "%(count)s free", row.in_stock) % {"count": row.in_stock}
    return f"{held}, {left}"


def _amount(text: str) -> Decimal | None:
    if not text:
        return None
    plain = text.replace(" ", "").replace("€", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        said = _("Write an amount, such as 1250 or 12.50.")
        raise Invalid(said, {"price": [said]}) from error


def _seats(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 6:
        said = _("Write a whole number.")
        raise Invalid(said, {"seats": [said]})
    return int(text)
