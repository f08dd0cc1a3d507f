"""What the status pages show: everything in words, prepared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from babel import dates
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick, pick_with_language
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service
from ventanilla.records.status.choices import Health, Wants
from ventanilla.records.status.models import Follow, Outage
from ventanilla.records.status.queries import HISTORY, Board, board, known_for_service
from ventanilla.records.status.queries.board import Part
from ventanilla.surfaces.ui.format import day, locale, time_tag
from ventanilla.surfaces.ui.outages import (
    LOOKS,
    health_mark,
    health_of,
    lasted,
    span_words,
    stage_badge,
    strip,
    touches,
    troubled_words,
    updates_of,
    window,
)

Shown = dict[str, Any]
MOST_UPDATES = 3


def status_of(person: Person | None) -> Shown:
    """The whole page, for whoever looks at it (None: somebody who isn't signed in)."""
    found = board(person, timezone.get_current_timezone())
    follows = follows_of(person, [*found.current, *found.planned])
    titles = {outage.pk: pick(outage.title) for outage in (*found.current, *found.past)}
    return {
        "headline": headline(found),
        "tone": LOOKS[found.health][0] if found.parts else "info",
        "icon": LOOKS[found.health][1] if found.parts else "signal",
        "now": time_tag(clock.now()),
        "current": [outage_of(outage, follows.get(outage.pk)) for outage in found.current],
        "planned": [outage_of(outage, follows.get(outage.pk)) for outage in found.planned],
        "parts": [_part(part, titles) for part in found.parts],
        "months": _by_month(found.past),
        "length": HISTORY,
        "may_follow": person is not None,
    }


def headline(found: Board) -> str:
    """The whole state in one sentence."""
    if not found.parts:
        return _("Status")
    broken = [part for part in found.parts if part.health in (Health.DEGRADED, Health.DOWN)]
    if not broken:
        at_work = any(part.health == Health.PLANNED for part in found.parts)
        return _("All works, with planned work going on") if at_work else _("All works")
    if len(broken) > 1:
        return ngettext("%(n)s thing has trouble", "%(n)s things have trouble", len(broken)) % {
            "n": len(broken)
        }
    name = pick(broken[0].component.name)
    if broken[0].health == Health.DOWN:
        return _("%(name)s: doesn't work now") % {"name": name}
    return _("%(name)s: slow or with faults now") % {"name": name}


def outage_of(outage: Outage, follow: Follow | None, *, whole: bool = False) -> Shown:
    """One outage or planned work; `whole` with all that was said."""
    title, language = pick_with_language(outage.title)
    said = [update for update in updates_of(outage) if update["html"] or whole]
    return {
        "pk": outage.pk,
        "url": reverse("portal:outage", args=[outage.pk]),
        "title": title,
        "lang": language,
        "badge": stage_badge(outage),
        "tone": "info" if outage.planned else LOOKS[health_of(outage)][0],
        "icon": "wrench-screwdriver" if outage.planned else LOOKS[health_of(outage)][1],
        "touches": touches(outage),
        "when": span_words(outage),
        "lasted": lasted(outage),
        "planned": outage.planned,
        "ended": outage.ended,
        "updates": said if whole else said[:MOST_UPDATES],
        "more": 0 if whole else max(0, len(said) - MOST_UPDATES),
        "next_update": time_tag(outage.next_update_at) if _awaited(outage) else "",
        "follow": _following(outage, follow),
    }


def _awaited(outage: Outage) -> bool:
    return not outage.ended and outage.next_update_at is not None and outage.next_update_at > clock.now()


def _following(outage: Outage, follow: Follow | None) -> Shown:
    wants = follow.wants if follow else Wants.NOTHING.value
    return {
        "url": reverse("portal:outage_following", args=[outage.pk]),
        "affected": bool(follow and follow.affected),
        "wants": wants,
        "told": {
            Wants.EVERYTHING.value: _("We tell you of every update, and when it is over."),
            Wants.END.value: _("We tell you when it is over."),
            Wants.NOTHING.value: "",
        }[wants],
    }


def follows_of(person: Person | None, outages: Iterable[Outage]) -> dict[int, Follow]:
    """What `person` said of these outages, by outage id. At most one query."""
    wanted = [outage.pk for outage in outages]
    if person is None or not wanted:
        return {}
    return {row.outage_id: row for row in Follow.objects.filter(person=person, outage__in=wanted)}


def known_now(person: Person, service: Service, *, is_incident: bool) -> list[Shown]:
    """What is out already and may be why somebody asks: offered before the first question."""
    found = known_for_service(person, service, is_incident=is_incident)
    follows = follows_of(person, found)
    return [outage_of(outage, follows.get(outage.pk)) for outage in found]


def _part(part: Part, titles: dict[int, str]) -> Shown:
    return {
        "slug": part.component.slug,
        "name": pick(part.component.name),
        "about": pick(part.component.description),
        "mark": health_mark(part.health),
        "strip": strip(part.days, titles),
        "troubled": troubled_words(part.troubled, len(part.days)),
        "followed": part.followed,
        "follow_url": reverse("portal:component_following", args=[part.component.slug]),
    }


def _by_month(past: list[Outage]) -> list[Shown]:
    """What was, by month, the latest first."""

    def month(outage: Outage) -> tuple[int, int]:
        local = timezone.localtime(outage.started_at)
        return local.year, local.month

    months = []
    for (year, number), found in groupby(past, key=month):
        rows = [_row(outage) for outage in found]
        months.append({"name": month_name(year, number), "rows": rows})
    return months


def _row(outage: Outage) -> Shown:
    said = [update for update in updates_of(outage) if update["html"]]
    return {
        "url": reverse("portal:outage", args=[outage.pk]),
        "title": pick(outage.title),
        "day": day(outage.started_at, year=False),
        "window": window(outage.started_at, outage.over_at or outage.started_at),
        "lasted": lasted(outage),
        "touches": [touch.name for touch in touches(outage)],
        "tone": "info" if outage.planned else LOOKS[health_of(outage)][0],
        "icon": "wrench-screwdriver" if outage.planned else LOOKS[health_of(outage)][1],
        "words": _("Planned work") if outage.planned else str(Health(health_of(outage)).label),
        "last": said[0] if said else None,
    }


def month_name(year: int, number: int) -> str:
    """«November», «December 2025» when it isn't this year."""
    this_year = clock.today(timezone.get_current_timezone()).year
    name = dates.format_date(
        date(year, number, 1), "LLLL" if year == this_year else "LLLL y", locale=locale()
    )
    return name[:1].upper() + name[1:]
