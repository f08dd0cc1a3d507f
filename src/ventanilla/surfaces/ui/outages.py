"""Outages and the health of components, as pages show them: words, tones, lengths and the strip of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from babel import dates
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick, pick_with_language
from ventanilla.core.people.models import Person
from ventanilla.records.status.choices import Health, Stage
from ventanilla.records.status.models import Outage, OutageUpdate
from ventanilla.records.status.queries import Day, Notice, notices_for
from ventanilla.records.status.queries.days import worst
from ventanilla.surfaces.ui.format import day, locale, moment, time_tag
from ventanilla.surfaces.ui.icons import icon
from ventanilla.surfaces.ui.prose import markdown

Shown = dict[str, Any]

LOOKS = {
    Health.UP.value: ("positive", "check-circle"),
    Health.PLANNED.value: ("info", "wrench-screwdriver"),
    Health.DEGRADED.value: ("caution", "exclamation-triangle"),
    Health.DOWN.value: ("negative", "x-circle"),
}
WIDE, HIGH, GAP = 3, 30, 1


@dataclass(frozen=True)
class Touch:
    """A component that an outage touches, and how."""

    name: str
    health: str
    words: str
    tone: str


def health_words(health: str) -> str:
    """«Works», «Slow or with faults»."""
    return str(Health(health).label)


def health_mark(health: str) -> SafeString:
    """The icon and the words of a state of health."""
    tone, name = LOOKS[health]
    return format_html(
        '<span class="health {}">{}<span>{}</span></span>', tone, icon(name, 20, "mini"), health_words(health)
    )


def touches(outage: Outage) -> list[Touch]:
    """What of it the reader may see (`shown` was fetched by the query)."""
    return [
        Touch(pick(row.component.name), row.health, health_words(row.health), LOOKS[row.health][0])
        for row in outage.shown  # type: ignore[attr-defined]
    ]


def health_of(outage: Outage) -> str:
    """The worst that it does to anything the reader may see; planned work that waits does no harm yet."""
    return worst(row.health for row in outage.shown)  # type: ignore[attr-defined]


def stage_badge(outage: Outage) -> SafeString:
    """Where it stands, as a lozenge."""
    stage = Stage(outage.state)
    tone = {Stage.OVER: "positive", Stage.WATCHING: "positive", Stage.CANCELLED: "neutral"}.get(stage)
    tone = tone or ("info" if outage.planned else LOOKS[health_of(outage)][0])
    return format_html('<span class="badge {}">{}</span>', tone, stage.label)


def update_of(row: OutageUpdate, *, with_author: bool = False) -> Shown:
    """One thing that was said."""
    text, language = pick_with_language(row.text)
    return {
        "stage": str(Stage(row.state).label),
        "html": markdown(text) if text else "",
        "lang": language,
        "when": time_tag(row.at),
        "who": row.author.name if with_author and row.author else "",
    }


def updates_of(outage: Outage, *, with_author: bool = False) -> list[Shown]:
    """All that was said, the latest first (`said` was fetched by the query)."""
    return [update_of(row, with_author=with_author) for row in outage.said]  # type: ignore[attr-defined]


def span_words(outage: Outage) -> str:
    """When: «since today at 10:32», «Tue 3 Nov, 10:32–12:05», for planned work its window."""
    until = outage.over_at if outage.ended else outage.ends_at if outage.planned else None
    if until is None:
        return _("since %(moment)s") % {"moment": moment(outage.started_at)}
    return window(outage.started_at, until)


def window(start: datetime, end: datetime) -> str:
    """From one instant to another, the day said once when it is the same."""
    if timezone.localtime(start).date() != timezone.localtime(end).date():
        return _("%(start)s to %(end)s") % {"start": moment(start), "end": moment(end)}
    return _("%(start)s to %(time)s") % {"start": moment(start), "time": _hour(end)}


def _hour(at: datetime) -> str:
    local = timezone.localtime(at)
    return dates.format_skeleton("Hm", local, locale=locale(), tzinfo=local.tzinfo)


def lasted(outage: Outage) -> str:
    """How long it took, or has taken: «1 h 35 min», «3 days»."""
    return length((outage.over_at or clock.now()) - outage.started_at)


def length(time: timedelta) -> str:
    """«25 min», «1 h 35 min», «2 days»."""
    minutes = max(1, round(time.total_seconds() / 60))
    if minutes < 60:
        return ngettext("%(n)s min", "%(n)s min", minutes) % {"n": minutes}
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return ngettext("%(n)s day", "%(n)s days", hours // 24) % {"n": hours // 24}
    words = ngettext("%(n)s h", "%(n)s h", hours) % {"n": hours}
    return f"{words} {ngettext('%(n)s min', '%(n)s min', rest) % {'n': rest}}" if rest else words


def strip(days: Sequence[Day], titles: dict[int, str]) -> SafeString:
    """The days as a strip of bars, each in the colour of its worst, with what happened as its title."""
    bars = format_html_join(
        "",
        '<rect class="{}" x="{}" y="0" width="{}" height="{}" rx="1"><title>{}</title></rect>',
        (
            (LOOKS[one.health][0], index * (WIDE + GAP), WIDE, HIGH, _day_title(one, titles))
            for index, one in enumerate(days)
        ),
    )
    size = len(days) * (WIDE + GAP) - GAP
    return format_html(
        '<svg class="days" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        size,
        HIGH,
        bars,
    )


def _day_title(one: Day, titles: dict[int, str]) -> str:
    said = ", ".join(titles[pk] for pk in one.outages if pk in titles) or health_words(one.health)
    return f"{day(one.on)}: {said}"


def troubled_words(troubled: int, length_: int) -> str:
    """«No trouble in 90 days», «2 of 90 days with trouble»."""
    if not troubled:
        return _("No trouble in %(n)s days") % {"n": length_}
    return ngettext("%(n)s day with trouble in %(all)s", "%(n)s days with trouble in %(all)s", troubled) % {
        "n": troubled,
        "all": length_,
    }


def notice_lines(person: Person) -> list[dict[str, str | bool]]:
    """What stands above every page of the portal while something concerns this person. One query."""
    return [
        {
            "planned": notice.planned,
            "url": reverse("portal:outage", args=[notice.pk]),
            "words": _notice_words(notice),
        }
        for notice in notices_for(person)
    ]


def _notice_words(notice: Notice) -> str:
    title = pick(notice.title)
    if not notice.planned:
        return _("Right now: %(title)s.") % {"title": title}
    if notice.under_way and notice.ends_at:
        return _("Planned work until %(time)s: %(title)s.") % {"time": moment(notice.ends_at), "title": title}
    until = notice.ends_at or notice.started_at
    return _("Planned work %(when)s: %(title)s.") % {"when": window(notice.started_at, until), "title": title}
