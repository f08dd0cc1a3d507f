"""Reads about cost centres and what they have left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.records.budgets.choices import ReservationState
from ventanilla.records.budgets.models import Budget, CostCentre, Reservation

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Standing:
    """How a budget stands. `left` is below zero when somebody was allowed to go beyond."""

    budget: Budget
    reserved: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        return self.budget.amount - self.reserved - self.spent


def standing(budget: Budget) -> Standing:
    """How one budget stands now; under its lock when nothing may come between."""
    return standings([budget])[0]


def standings(budgets: Iterable[Budget]) -> list[Standing]:
    """How these budgets stand, in their order. One query, whatever their number."""
    wanted = list(budgets)
    sums = {
        row["budget"]: (row["reserved"], row["spent"])
        for row in Reservation.objects.filter(budget__in=wanted)
        .values("budget")
        .annotate(
            reserved=Sum("amount", filter=Q(state=ReservationState.RESERVED)),
            spent=Sum("amount", filter=Q(state=ReservationState.SPENT)),
        )
    }
    found = []
    for budget in wanted:
        reserved, spent = sums.get(budget.pk, (None, None))
        found.append(Standing(budget, reserved or NOTHING, spent or NOTHING))
    return found


def centre_by_code(code: str) -> CostCentre | None:
    """The cost centre that a person's record or a service names; capitals and spaces around it don't matter."""
    return CostCentre.objects.filter(code__iexact=code.strip()[:40]).select_related("owner", "stream").first()


def centre_for(person: Person, code: str) -> CostCentre:
    """A cost centre that `person` may see. Raises NotFound."""
    rows = CostCentre.objects.visible_to(person).filter(code=code)
    found = rows.select_related("department", "keeper", "owner", "stream").first()
    if found is None:
        raise NotFound(_("There is no such cost centre, or you can't see it."))
    return found


def budgets_of_year(person: Person, year: int) -> list[Standing]:
    """The budgets of a year that `person` may see, by code. Two queries."""
    rows = Budget.objects.filter(cost_centre__in=CostCentre.objects.visible_to(person), year=year)
    return standings(
        rows.select_related("cost_centre__department", "cost_centre__owner").order_by("cost_centre__code")
    )


def budgets_of(centre: CostCentre) -> list[Standing]:
    """The budgets of a cost centre, the latest year first."""
    return standings(centre.budgets.order_by("-year", "currency"))


def years(person: Person) -> list[int]:
    """The years for which there are budgets that `person` may see, the latest first."""
    rows = Budget.objects.filter(cost_centre__in=CostCentre.objects.visible_to(person))
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def without_budget(person: Person, year: int) -> list[CostCentre]:
    """The cost centres that have nothing set for that year, by code."""
    rows = CostCentre.objects.visible_to(person).filter(in_use=True).exclude(budgets__year=year)
    return list(rows.select_related("owner", "department").order_by("code"))


def reservations_of(centre: CostCentre, *, after: str | None = None, size: int = 30) -> Page[Reservation]:
    """What was taken from a cost centre, the newest first."""
    rows = Reservation.objects.filter(budget__cost_centre=centre).select_related("budget")
    return page(rows, order=("-id",), after=after, size=size)


def history_of(centre: CostCentre, *, size: int = 50) -> list[Entry]:
    """What happened to a cost centre, the latest first."""
    rows = Entry.objects.filter(stream=centre.stream).select_related("actor")
    return list(rows.order_by("-position")[:size])


def reservation_of(stream: int, part: str) -> Reservation | None:
    """What was set aside for a part of something."""
    rows = Reservation.objects.select_related("budget__cost_centre__stream", "budget__cost_centre__owner")
    return rows.filter(stream=stream, part=part).first()
