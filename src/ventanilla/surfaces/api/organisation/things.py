"""Calendars with their days, categories, equipment models and cost centres."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from ventanilla.core.calendars import public_holidays
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.calendars.queries import holidays_of
from ventanilla.core.directory import calendars
from ventanilla.core.kit import clock
from ventanilla.core.kit.registers import name_given, slug_given
from ventanilla.core.people.models import Department, Person
from ventanilla.records.assets import keeping as assets
from ventanilla.records.assets.models import AssetModel
from ventanilla.records.budgets import keeping as budgets
from ventanilla.records.budgets.models import CostCentre
from ventanilla.records.catalog import actions as catalog
from ventanilla.records.catalog.models import Category
from ventanilla.records.catalog.queries import services_saying
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.organisation.kind import Change, Kept, Kind, Values, administrator
from ventanilla.surfaces.api.organisation.references import picture, row_of, slug_or_none, somebody
from ventanilla.surfaces.api.reading import Body, Day, Short
from ventanilla.surfaces.api.status import Texts

router = Router(tags=["organisation"])
Clock = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}:[0-9]{2}$")]
Stretch = Annotated[list[Clock], Field(min_length=2, max_length=2)]
Week = Annotated[list[Annotated[list[Stretch], Field(max_length=20)]], Field(min_length=7, max_length=7)]
Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,10}(\.[0-9]{1,2})?$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
Icon = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
Seats = Annotated[int, Field(ge=0, le=10_000)]
Year = Annotated[int, Field(ge=2000, le=2099)]


class CalendarOut(Kept):
    """`week`: for each day, Monday first, from when to when; `country` and `region` as in ISO 3166 ("ES", "MD"), ""
    without public holidays."""

    slug: str
    zone: str
    week: list[list[list[str]]]
    country: str
    region: str
    is_default: bool


class CalendarChange(Change):
    zone: Short | None = None
    week: Week | None = None
    country: Short | None = None
    region: Short | None = None


class NewCalendar(Body):
    name: Texts
    slug: Short = ""
    zone: Short
    week: Week
    country: Short = ""
    region: Short = ""


class Calendars(Kind):
    path: ClassVar[str] = "calendars"
    one: ClassVar[str] = "calendar"
    many: ClassVar[str] = "calendars"
    words: ClassVar[tuple[str, str]] = ("calendar", "calendars")
    out, new, change = CalendarOut, NewCalendar, CalendarChange

    def rows(self) -> QuerySet[Calendar]:
        return Calendar.objects.all()

    def shown(self, row: Calendar) -> Values:
        names = ("slug", "zone", "week", "country", "region", "is_default")
        return {name: getattr(row, name) for name in names}

    def stands(self, row: Calendar) -> Values:
        return {name: getattr(row, name) for name in ("name", "zone", "week", "country", "region")}

    def edition(self, row: Calendar) -> str:
        return calendars.edition(row)

    def given(self, data: Body) -> Values:
        return {name: value for name, value in super().given(data).items() if value is not None}

    def save(self, actor: Person, row: Calendar | None, values: Values, edition: str | None) -> Calendar:
        return calendars.save_calendar(actor=actor, calendar=row, edition=edition, **values)

    def set_in_use(self, actor: Person, row: Calendar, in_use: bool) -> None:
        calendars.set_in_use(row, actor=actor, in_use=in_use)

    def remove(self, actor: Person, row: Calendar) -> None:
        calendars.remove(row, actor=actor)


class DayOut(Schema):
    """`public`: it comes with the country and can't be taken away."""

    on: date
    name: str
    public: bool


class DaysOut(Schema):
    year: int
    days: list[DayOut]


class ClosedDay(Body):
    on: Day
    name: Texts


class DaysChange(Body):
    """Days to close, by name, and own closing days to open again."""

    closed: Annotated[list[ClosedDay], Field(max_length=400)] = []
    opened: Annotated[list[Day], Field(max_length=400)] = []


@router.get(
    "/organisation/calendars/{slug:slug}/days",
    response={200: DaysOut, **errors(403, 404)},
    summary="The holidays of a year",
)
def list_days(request: HttpRequest, slug: str, year: Query[Year | None] = None) -> DaysOut:
    """Public holidays and closing days, in order: this year's, or another one's."""
    administrator(request)
    return _days(CALENDARS.found(slug), year or clock.now().year)


@router.post(
    "/organisation/calendars/{slug:slug}/days",
    response={200: DaysOut, **sent(403, 404)},
    summary="Close a calendar on some days, or open it again",
)
def change_days(request: HttpRequest, slug: str, data: DaysChange) -> DaysOut:
    """All of it or nothing. What is due by the calendar is worked out anew. Gives the year of the first day."""
    person, row = administrator(request), CALENDARS.found(slug)
    closed = {one.on: one.name.model_dump(exclude_unset=True) for one in data.closed}
    calendars.change_closing_days(actor=person, calendar=row, closed=closed, opened=data.opened)
    first = min((*closed, *data.opened), default=clock.now().date())
    return _days(row, first.year)


@router.post(
    "/organisation/calendars/{slug:slug}/default",
    response={200: CalendarOut, **errors(403, 404, 409)},
    summary="Let a calendar hold for everybody who has no other",
)
def make_default(request: HttpRequest, slug: str) -> Any:
    """409 when it is out of use. Twice changes nothing."""
    calendars.make_default(actor=administrator(request), calendar=CALENDARS.found(slug))
    return CALENDARS.answer(CALENDARS.found(slug))


def _days(row: Calendar, year: int) -> DaysOut:
    public = public_holidays.dates(row.country, row.region, year)
    days = [DayOut(on=on, name=name, public=on in public) for on, name in holidays_of(row, year, "en")]
    return DaysOut(year=year, days=days)


class CategoryOut(Kept):
    """`position`: the smallest number stands first; `icon`: the name of a picture."""

    slug: str
    description: dict[str, str]
    icon: str
    parent: str | None
    position: int


class CategoryChange(Change):
    description: Texts | None = None
    icon: Icon | None = None
    parent: Short | None = None
    position: Annotated[int, Field(ge=0, le=9999)] | None = None


class NewCategory(CategoryChange):
    name: Texts
    slug: Short = ""


class Categories(Kind):
    path: ClassVar[str] = "categories"
    one: ClassVar[str] = "category"
    many: ClassVar[str] = "categories"
    words: ClassVar[tuple[str, str]] = ("category", "categories")
    out, new, change = CategoryOut, NewCategory, CategoryChange
    order = ("position", "id")
    reads = {"parent": row_of(Category), "icon": picture}

    def rows(self) -> QuerySet[Category]:
        return Category.objects.select_related("parent")

    def shown(self, row: Category) -> Values:
        plain = {name: getattr(row, name) for name in ("slug", "description", "icon", "position")}
        return {**plain, "parent": slug_or_none(row.parent)}

    def stands(self, row: Category) -> Values:
        return {name: getattr(row, name) for name in ("name", "description", "icon", "parent", "position")}

    def edition(self, row: Category) -> str:
        return catalog.edition_of_category(row)

    def given(self, data: Body) -> Values:
        found = super().given(data)
        return {name: value for name, value in found.items() if value is not None or name == "parent"}

    def save(self, actor: Person, row: Category | None, values: Values, edition: str | None) -> Category:
        name = name_given(values["name"])
        slug = row.slug if row else slug_given(Category.objects.all(), values.get("slug", ""), name)
        wanted = values | {"name": name, "slug": slug}
        return catalog.save_category(actor=actor, edition=edition, **wanted)

    def set_in_use(self, actor: Person, row: Category, in_use: bool) -> None:
        catalog.set_category_in_use(row, actor=actor, in_use=in_use)

    def remove(self, actor: Person, row: Category) -> None:
        catalog.remove_category(row, actor=actor)


def _decimal(text: Any, _field: str) -> Decimal | None:
    return None if text is None else Decimal(text)


class EquipmentOut(Kept):
    """`price` of one piece or seat, in euros; `seats` of a licence, null for what has serial numbers."""

    slug: str
    department: str
    icon: str
    price: str | None
    seats: int | None


class EquipmentChange(Change):
    department: Short | None = None
    icon: Icon | None = None
    price: Amount | None = None
    seats: Seats | None = None


class NewEquipment(EquipmentChange):
    name: Texts
    department: Short
    slug: Short = ""


class Equipment(Kind):
    path: ClassVar[str] = "equipment"
    one: ClassVar[str] = "equipment_model"
    many: ClassVar[str] = "equipment_models"
    words: ClassVar[tuple[str, str]] = ("model of equipment", "models of equipment")
    out, new, change = EquipmentOut, NewEquipment, EquipmentChange
    reads = {"department": row_of(Department), "price": _decimal, "icon": picture}

    def rows(self) -> QuerySet[AssetModel]:
        return AssetModel.objects.select_related("department")

    def shown(self, row: AssetModel) -> Values:
        price = None if row.price is None else f"{row.price:.2f}"
        plain = {"slug": row.slug, "icon": row.icon, "seats": row.seats}
        return {**plain, "department": row.department.slug, "price": price}

    def stands(self, row: AssetModel) -> Values:
        return {name: getattr(row, name) for name in ("name", "department", "icon", "price", "seats")}

    def edition(self, row: AssetModel) -> str:
        return assets.edition_of_model(row)

    def given(self, data: Body) -> Values:
        found = super().given(data)
        return {name: value for name, value in found.items() if value is not None or name != "icon"}

    def save(self, actor: Person, row: AssetModel | None, values: Values, edition: str | None) -> AssetModel:
        return assets.save_model(actor=actor, model=row, edition=edition, **values)

    def set_in_use(self, actor: Person, row: AssetModel, in_use: bool) -> None:
        assets.set_in_use(row, actor=actor, in_use=in_use)

    def remove(self, actor: Person, row: AssetModel) -> None:
        assets.remove(row, actor=actor)

    def named_by(self, row: AssetModel) -> list[str]:
        return services_saying(row.slug)


class KeptCentreOut(Kept):
    """`department`: whose money it is; `owner`, an address, answers for it; `keeper`: who keeps the accounts."""

    code: str
    department: str
    keeper: str
    owner: str


class CentreChange(Change):
    department: Short | None = None
    keeper: Short | None = None
    owner: Short | None = None


class NewCentre(Body):
    code: Code
    name: Texts
    department: Short
    keeper: Short
    owner: Short


class Centres(Kind):
    path: ClassVar[str] = "cost-centres"
    one: ClassVar[str] = "cost_centre"
    many: ClassVar[str] = "cost_centres"
    words: ClassVar[tuple[str, str]] = ("cost centre", "cost centres")
    out, new, change = KeptCentreOut, NewCentre, CentreChange
    key = "code"
    order = ("code",)
    reads = {"department": row_of(Department), "keeper": row_of(Department), "owner": somebody}

    def rows(self) -> QuerySet[CostCentre]:
        return CostCentre.objects.select_related("department", "keeper", "owner")

    def shown(self, row: CostCentre) -> Values:
        tied = {"department": row.department.slug, "keeper": row.keeper.slug, "owner": row.owner.email}
        return {"code": row.code, **tied}

    def stands(self, row: CostCentre) -> Values:
        return {name: getattr(row, name) for name in ("name", "department", "keeper", "owner")}

    def edition(self, row: CostCentre) -> str:
        return budgets.edition_of_centre(row)

    def save(self, actor: Person, row: CostCentre | None, values: Values, edition: str | None) -> CostCentre:
        return budgets.save_centre(actor=actor, centre=row, edition=edition, **values)

    def set_in_use(self, actor: Person, row: CostCentre, in_use: bool) -> None:
        budgets.set_in_use(row, actor=actor, in_use=in_use)

    def remove(self, actor: Person, row: CostCentre) -> None:
        budgets.remove(row, actor=actor)


CALENDARS = Calendars()
