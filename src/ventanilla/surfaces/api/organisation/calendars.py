"""Calendars with their working hours and their days."""

from __future__ import annotations

from datetime import date
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
from ventanilla.core.kit.registers import Keeping
from ventanilla.core.people.models import Person
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.organisation.kind import Change, Kept, Kind, Values, administrator
from ventanilla.surfaces.api.reading import Body, Day, Short
from ventanilla.surfaces.api.status import Texts

router = Router(tags=["organisation"])
Clock = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}:[0-9]{2}$")]
Stretch = Annotated[list[Clock], Field(min_length=2, max_length=2)]
Week = Annotated[list[Annotated[list[Stretch], Field(max_length=20)]], Field(min_length=7, max_length=7)]
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
    keeping: ClassVar[Keeping] = calendars
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

    def given(self, data: Body) -> Values:
        return {name: value for name, value in super().given(data).items() if value is not None}

    def save(self, actor: Person, row: Calendar | None, values: Values, edition: str | None) -> Calendar:
        return calendars.save_calendar(actor=actor, calendar=row, edition=edition, **values)


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


CALENDARS = Calendars()
