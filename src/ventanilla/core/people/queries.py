"""Reads about people."""

from __future__ import annotations

import zoneinfo
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from ventanilla.core.kit import clock
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.people.models import Absence, Department, Location, Person, Team


def by_email(email: str) -> Person | None:
    """The active person with this address, whatever its case."""
    return Person.objects.filter(email__iexact=email.strip(), is_active=True).first()


def colleagues(person: Person, text: str = "") -> QuerySet[Person]:
    """The active people of the same organisation whose name or address holds `text`, by name.

    Nobody is offered people of another organisation.
    """
    rows = Person.objects.filter(is_active=True, organization=person.organization_id)
    if text:
        rows = rows.annotate(full_name=Concat("given_name", Value(" "), "family_name")).filter(
            Q(full_name__unaccent__icontains=text) | Q(email__icontains=text)
        )
    return rows.order_by("given_name", "family_name", "pk")


def reports_to(person: Person, manager: Person) -> bool:
    """Whether `manager` stands above `person`, at any height (loops in the data end it)."""
    seen: set[int] = set()
    current = person.manager
    while current is not None and current.pk not in seen:
        if current.pk == manager.pk:
            return True
        seen.add(current.pk)
        current = current.manager
    return False


def department_by_slug(slug: str) -> Department | None:
    return Department.objects.filter(slug=slug).first()


def team_by_slug(slug: str) -> Team | None:
    return next(iter(TEAM(slug=slug)), None)


def teams_by_slug(slugs: Collection[str]) -> dict[str, Team]:
    """Those of these teams that there are, by slug."""
    if len(slugs) == 1:
        return {team.slug: team for slug in slugs for team in TEAM(slug=slug)}
    rows = Team.objects.filter(slug__in=slugs).select_related("department", "lead")
    return {team.slug: team for team in rows} if slugs else {}


TEAM = StandingRows(lambda slug: Team.objects.filter(slug=slug).select_related("department", "lead"), slug="")


def locations() -> list[Location]:
    """All places, parents before their children."""
    return PLACES()


PLACES = StandingRows(lambda: Location.objects.order_by("path"))


A_DAY = timedelta(days=1)


def today_of(person: Person) -> date:
    """Which day it is where the person is."""
    try:
        return clock.today(zoneinfo.ZoneInfo(person.time_zone or settings.TIME_ZONE))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return clock.today(zoneinfo.ZoneInfo(settings.TIME_ZONE))


def absences_now(people: Collection[int] | None = None) -> Iterable[Absence]:
    """The absences that last today, each by the day where the person is; of these people alone when given."""
    day = clock.today(zoneinfo.ZoneInfo("UTC"))
    rows = Absence.objects.filter(from_on__lte=day + A_DAY, until_on__gte=day - A_DAY, person__is_active=True)
    if people is not None:
        rows = rows.filter(person__in=people)
    found = rows.select_related("person", "delegate").order_by("-pk")
    return (row for row in found if row.from_on <= today_of(row.person) <= row.until_on)


def _near(person: int, tomorrow: date, yesterday: date) -> QuerySet[Absence]:
    rows = Absence.objects.filter(person=person, from_on__lte=tomorrow, until_on__gte=yesterday)
    return rows.filter(person__is_active=True).select_related("person", "delegate").order_by("-pk")


ABSENCES = StandingRows(_near, person=-1, tomorrow=date(1, 1, 2), yesterday=date(1, 1, 1))


def absence_for(person: int, *, service: str, department: str) -> Absence | None:
    """Why somebody doesn't decide for this service today: of several absences the narrowest, then the latest."""
    day = clock.today(zoneinfo.ZoneInfo("UTC"))
    near = ABSENCES(person=person, tomorrow=day + A_DAY, yesterday=day - A_DAY)
    rows = [
        row
        for row in near
        if row.from_on <= today_of(row.person) <= row.until_on
        and row.covers(service=service, department=department)
    ]
    return max(rows, key=lambda row: (row.narrowness, row.pk), default=None)


def absences_of(person: Person) -> QuerySet[Absence]:
    """What a person has entered, or somebody for them: what is over left out, the next first."""
    rows = Absence.objects.filter(person=person, until_on__gte=today_of(person))
    return rows.select_related("delegate").order_by("from_on", "pk")


def stands_in_for(person: Person) -> QuerySet[Absence]:
    """For whom a person decides now or soon."""
    rows = Absence.objects.filter(delegate=person, until_on__gte=today_of(person), person__is_active=True)
    return rows.exclude(person=F("delegate")).select_related("person").order_by("from_on", "pk")
