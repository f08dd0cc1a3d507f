"""The budgets of cost centres: for those who keep the accounts, and who answers for a cost centre."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from ventanilla.core.kit import clock
from ventanilla.core.kit.money import Money
from ventanilla.core.kit.text import pick
from ventanilla.records.budgets import actions, queries
from ventanilla.records.budgets.models import CostCentre, Reservation
from ventanilla.records.budgets.queries import Standing
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, Short
from ventanilla.surfaces.api.shapes import Listed, PersonOut

router = Router(tags=["budgets"])

Year = Annotated[int, Field(ge=2000, le=2099)]
CentreCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{1,2})?$")]


class MoneyOut(Schema):
    amount: str
    currency: str


class CentreOut(Schema):
    code: str
    name: str
    department: str
    owner: PersonOut


class YearOut(Schema):
    """`left` is below zero when somebody was allowed to go beyond."""

    year: int
    amount: MoneyOut
    reserved: MoneyOut
    spent: MoneyOut
    left: MoneyOut


class BudgetOut(YearOut):
    centre: CentreOut


class BudgetsOut(Schema):
    """`without`: the cost centres for which nothing is set in this year."""

    year: int
    items: list[BudgetOut]
    without: list[CentreOut]


class CentreDetail(CentreOut):
    years: list[YearOut]


class TakenOut(Schema):
    """What was taken for a request. `title` is empty where it is confidential; `state`: reserved, spent or released."""

    number: str
    title: str
    amount: MoneyOut
    state: str
    changed_at: datetime


class AmountIn(Body):
    """As it is written: "2400.00"."""

    amount: Amount
    reason: Short = ""


@router.get("/desk/budgets", response={200: BudgetsOut, **errors()}, summary="The budgets of a year")
def list_budgets(request: HttpRequest, year: Query[Year | None] = None) -> BudgetsOut:
    """Of the cost centres that you keep or answer for: this year's, or another one's."""
    person = caller(request)
    wanted = year or clock.today(timezone.get_current_timezone()).year
    return BudgetsOut(
        year=wanted,
        items=[
            BudgetOut(**_year(standing), centre=CentreOut(**_centre(standing.budget.cost_centre)))
            for standing in queries.budgets_of_year(person, wanted)
        ],
        without=[CentreOut(**_centre(row)) for row in queries.without_budget(person, wanted)],
    )


@router.get(
    "/desk/budgets/{code}", response={200: CentreDetail, **errors(404)}, summary="A cost centre and its years"
)
def show_budget(request: HttpRequest, code: CentreCode) -> CentreDetail:
    """The latest year first."""
    centre = queries.centre_for(caller(request), code)
    years = [YearOut(**_year(standing)) for standing in queries.budgets_of(centre)]
    return CentreDetail(**_centre(centre), years=years)


@router.get(
    "/desk/budgets/{code}/taken",
    response={200: Listed[TakenOut], **errors(404)},
    summary="What was taken from a cost centre",
)
def list_taken(
    request: HttpRequest, code: CentreCode, after: Query[Cursor | None] = None
) -> Listed[TakenOut]:
    """The newest first."""
    found = queries.reservations_of(queries.centre_for(caller(request), code), after=after)
    return Listed(items=[_taken(row) for row in found.items], next=found.next)


@router.put(
    "/desk/budgets/{code}/{year}",
    response={200: CentreDetail, **sent(403, 404)},
    summary="Set what a cost centre has for a year",
)
def set_budget(request: HttpRequest, code: CentreCode, year: Year, data: AmountIn) -> CentreDetail:
    """In euros, for those who keep the accounts. It may be less than what is taken already: then nothing is left."""
    person = caller(request)
    centre = queries.centre_for(person, code)
    actions.set_amount(
        centre=centre, year=year, amount=Money(Decimal(data.amount)), actor=person, reason=data.reason
    )
    return show_budget(request, code)


def _centre(row: CostCentre) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": pick(row.name),
        "department": row.department.slug,
        "owner": PersonOut(name=row.owner.name, email=row.owner.email),
    }


def _year(standing: Standing) -> dict[str, Any]:
    budget = standing.budget
    amounts = {
        "amount": budget.amount,
        "reserved": standing.reserved,
        "spent": standing.spent,
        "left": standing.left,
    }
    return {
        "year": budget.year,
        **{name: _money(amount, budget.currency) for name, amount in amounts.items()},
    }


def _taken(row: Reservation) -> TakenOut:
    return TakenOut(
        number=row.reference,
        title=pick(row.title),
        amount=_money(row.amount, row.budget.currency),
        state=row.state,
        changed_at=row.changed_at,
    )


def _money(amount: Decimal, currency: str) -> MoneyOut:
    return MoneyOut(amount=f"{amount:.2f}", currency=currency)
