"""Calendars: the hours in which somebody works, and the days on which nobody does."""

from __future__ import annotations

import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ventanilla.core.calendars import public_holidays
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.calendars.queries import holidays_of
from ventanilla.core.calendars.week import office_week
from ventanilla.core.directory import calendars as actions
from ventanilla.core.kit import clock
from ventanilla.core.kit.registers import Keeping
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.sla.models import Clock
from ventanilla.engines.workflow.actions.recounting import departments_by
from ventanilla.surfaces.designer.organisation.kinds.common import head_and_tail
from ventanilla.surfaces.designer.organisation.register import (
    DAYS,
    Called,
    Field,
    Line,
    Options,
    Register,
    Values,
    name_of,
    name_values,
)
from ventanilla.surfaces.designer.organisation.typed import hours_typed, hours_written
from ventanilla.surfaces.ui.format import day, locale

MOST_COUNTED = 1000
YEARS_SHOWN = 3


class Calendars(Register):
    slug: ClassVar[str] = "calendars"
    keeping: ClassVar[Keeping] = actions
    more: ClassVar[str] = "designer/organisation/days.html"
    called: ClassVar[Called] = Called(
        gettext_lazy("Calendars"),
        gettext_lazy("New calendar"),
        gettext_lazy("The hours in which somebody works, and the holidays. Deadlines count in them."),
        gettext_lazy(
            "Until there is one, deadlines count from nine to five, Monday to Friday, without holidays."
        ),
        "calendar-days",
    )

    def rows(self) -> QuerySet[Calendar]:
        return Calendar.objects.annotate(
            next_days=Count("closing_days", filter=Q(closing_days__on__year=clock.now().year + 1))
        )

    def line(self, row: Any) -> Line:
        region = dict(public_holidays.regions(row.country)).get(row.region, row.region)
        where = " · ".join(filter(None, (row.zone.replace("_", " "), country_name(row.country), region)))
        aside = _("For everybody who has no other") if row.is_default else ""
        return Line(pick(row.name), where, aside, " ".join(warnings_of(row)))

    def fields(self, row: Calendar | None) -> list[Field]:
        hint = _("From when to when, as in 9:00–14:00, 15:00–18:00. Left empty: nobody works on that day.")
        country = row.country if row else _house_country()
        return head_and_tail(
            row,
            Field("week", _("Hours of the week"), "hours", hint),
            Field("zone", _("Time zone"), "choice", options=zones(row.zone if row else "")),
            Field(
                "country",
                _("Public holidays of"),
                "choice",
                options=countries(),
                empty=_("No country: only the days below"),
                optional=True,
            ),
            Field(
                "region",
                _("and of the region"),
                "choice",
                _("Regions are those of the country that is saved: save first after choosing another one."),
                options=public_holidays.regions(country),
                empty=_("The whole country"),
                optional=True,
            ),
        )

    def written(self, row: Calendar | None) -> Values:
        week = row.week if row else office_week()
        return {
            **name_values(row),
            "slug": "",
            **{name: hours_written(week[number]) for number, name in enumerate(DAYS)},
            "zone": row.zone if row else settings.TIME_ZONE,
            "country": row.country if row else _house_country(),
            "region": row.region if row else "",
        }

    def save(self, actor: Person, row: Calendar | None, values: Values, edition: str | None) -> Calendar:
        country, region = values["country"], values["region"]
        if region not in dict(public_holidays.regions(country)):
            region = ""
        return actions.save_calendar(
            actor=actor,
            calendar=row,
            slug=values.get("slug", ""),
            name=name_of(values),
            zone=values["zone"],
            week=[hours_typed(values[name], name) for name in DAYS],
            country=country,
            region=region,
            edition=edition,
        )

    def parts(self) -> tuple[str, ...]:
        return actions.PARTS

    def saved(self, row: Calendar) -> str:
        count = running_by(row)
        words = ngettext(
            "%(count)s deadline that is running is worked out anew.",
            "%(count)s deadlines that are running are worked out anew.",
            count,
        )
        return words % {"count": count} if count else ""

    def beside(self, row: Any) -> dict[str, Any]:
        year = clock.now().year
        own = {each.on: each for each in row.closing_days.order_by("on")}
        names = [pick(one.name) for one in departments_by(row.pk).order_by("slug")[:50]]
        return {
            "warnings": warnings_of(row),
            "departments": names,
            "running": self.saved(row) and _running_words(running_by(row)),
            "years": [
                {"year": each, "days": _days(row, each, set(own))} for each in range(year, year + YEARS_SHOWN)
            ],
            "year_options": _year_options(),
            "is_default": row.is_default,
        }


def _year_options() -> Options:
    words = [("1", _("This once"))]
    return words + [(str(n), _("%(count)s years in a row") % {"count": n}) for n in (2, 3, 5, 10)]


def _days(row: Calendar, year: int, own: set[Any]) -> list[dict[str, Any]]:
    found = holidays_of(row, year, locale().language)
    public = public_holidays.dates(row.country, row.region, year)
    seen: set[Any] = set()
    shown = []
    for on, name in found:
        ours = on in own and (on not in public or on in seen)
        seen.add(on)
        shown.append({"on": on.isoformat(), "day": day(on, year=False), "name": name, "own": ours})
    return shown


def warnings_of(row: Any) -> list[str]:
    """What will surprise somebody: no hours at all, no holidays next year."""
    found = []
    if not any(row.week):
        found.append(_("There are no hours in it: nothing would ever be due."))
    year = clock.now().year + 1
    if not row.next_days and not public_holidays.dates(row.country, row.region, year):
        found.append(_("There are no holidays for %(year)s.") % {"year": year})
    return found


def running_by(row: Calendar) -> int:
    """How many clocks run by it, counted up to a thousand."""
    rows = Clock.objects.filter(stopped_at=None, ticket__department__in=departments_by(row.pk))
    return rows.order_by()[:MOST_COUNTED].count()


def _running_words(count: int) -> str:
    words = ngettext("%(count)s deadline is running by it.", "%(count)s deadlines are running by it.", count)
    return words % {"count": count}


def countries() -> Options:
    """Those whose holidays are known, by their name."""
    named = [(code, country_name(code)) for code in public_holidays.countries()]
    return sorted(named, key=lambda pair: pair[1])


def country_name(code: str) -> str:
    return str(locale().territories.get(code, code))


def zones(kept: str) -> Options:
    """Continents and cities, and the one that is chosen."""
    names = {one for one in zoneinfo.available_timezones() if "/" in one and not one.startswith("Etc/")}
    return [(one, one.replace("_", " ")) for one in sorted(names | {kept, settings.TIME_ZONE} - {""})]


def _house_country() -> str:
    """That of the calendar of everybody."""
    found = Calendar.objects.filter(is_default=True).values_list("country", flat=True).first()
    return found or ""
