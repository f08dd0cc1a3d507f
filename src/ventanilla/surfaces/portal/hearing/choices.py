"""How one wants to hear of things."""

from __future__ import annotations

from datetime import time
from typing import Any

from babel import dates
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.actions import choose
from ventanilla.engines.notifications.actions.wishes import QuietHours
from ventanilla.engines.notifications.choices import Post, Topic
from ventanilla.engines.notifications.models import Preferences
from ventanilla.engines.notifications.queries import trouble_of
from ventanilla.engines.notifications.wishes import NEVER_SILENT, Ways, read, zone_of
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.format import locale

HINTS = {
    Topic.APPROVALS: gettext_lazy("Somebody needs your decision, or you are reminded of it."),
    Topic.WAITS: gettext_lazy("A question, a correction or a task that only you can do."),
    Topic.MESSAGES: gettext_lazy("A message in a request of yours, or in one that you work on."),
    Topic.MOVES: gettext_lazy("It was approved, somebody has it now, it is done."),
    Topic.PART: gettext_lazy("What others asked for and shared with you."),
    Topic.TEAM: gettext_lazy("New requests and tasks for the whole team, and what is late."),
    Topic.OUTAGES: gettext_lazy("Something you use doesn't work, and when it works again."),
}
KEPT = gettext_lazy("It can't be silenced altogether: somebody is waiting for you.")


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: Visit) -> HttpResponse:
    """All of it on one page, saved at once."""
    person = request.user
    row = Preferences.objects.filter(person=person).first() or Preferences(person=person)
    if request.method != "POST":
        return render(request, "portal/hearing/page.html", _page(person, row))
    try:
        given = _given(request.POST, row)
        choose(actor=person, **given)
    except Invalid as refusal:
        shown = _page(person, row, request.POST, {name: texts[0] for name, texts in refusal.fields.items()})
        return render(request, "portal/hearing/page.html", shown, status=422)
    messages.success(request, _("Your choices are saved."))
    return redirect("portal:hearing")


def _given(form: QueryDict, row: Preferences) -> dict[str, Any]:
    """What was sent, as the action takes it. Raises Invalid where it isn't a time or an hour."""
    ways = {}
    for topic in Topic:
        mail = form.get(f"mail_{topic}", "")
        if mail in Post.values:
            ways[topic] = Ways(f"portal_{topic}" in form, Post(mail))
    errors: dict[str, list[object]] = {}
    since = _time(form.get("quiet_from", ""), "quiet_from", errors)
    until = _time(form.get("quiet_until", ""), "quiet_until", errors)
    hour = form.get("digest_hour", "")
    if not (hour.isascii() and hour.isdigit() and len(hour) < 3):
        errors["digest_hour"] = [_("Choose an hour of the day.")]
    if errors:
        raise Invalid(_("Some choices need another look."), errors)
    quiet = QuietHours(
        on="quiet" in form,
        since=since or row.quiet_from,
        until=until or row.quiet_until,
        days=_days(form, "quiet_days"),
        whole_days=_days(form, "quiet_whole_days"),
        urgent_passes="urgent_passes" in form,
    )
    return {"ways": ways, "quiet": quiet, "digest_hour": int(hour)}


def _time(given: str, name: str, errors: dict[str, list[object]]) -> time | None:
    try:
        return time.fromisoformat(given).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        errors[name] = [_("Write a time, like 20:30.")]
        return None


def _days(form: QueryDict, name: str) -> list[int]:
    return [int(day) for day in form.getlist(name) if day in ("0", "1", "2", "3", "4", "5", "6")]


def _page(
    person: Person, row: Preferences, form: QueryDict | None = None, errors: dict[str, str] | None = None
) -> dict[str, Any]:
    errors = errors or {}
    wishes = read(row)
    topics = [topic for topic in Topic if topic != Topic.TEAM or person.teams.exists()]
    return {
        "topics": [_topic(topic, wishes.ways[topic], form, errors) for topic in topics],
        "quiet": _quiet(row, form),
        "days": _weekdays(),
        "hours": [(str(hour), f"{hour}:00") for hour in range(24)],
        "most_an_hour": settings.MAIL_MOST_AN_HOUR,
        "digest_hour": form.get("digest_hour", "") if form else str(row.digest_hour),
        "zone": dates.get_timezone_location(zone_of(person), locale=locale()),
        "trouble": trouble_of(person),
        "errors": errors,
        "summary": [(f"id_{name}", words) for name, words in errors.items()],
    }


def _topic(topic: Topic, ways: Ways, form: QueryDict | None, errors: dict[str, str]) -> dict[str, Any]:
    chosen = form.get(f"mail_{topic}", "") if form else ways.mail.value
    return {
        "name": topic.value,
        "label": topic.label,
        "hint": HINTS[topic],
        "kept": KEPT if topic in NEVER_SILENT else "",
        "portal": f"portal_{topic}" in form if form else ways.portal,
        "error": errors.get(topic.value, ""),
        "posts": [
            {"value": post.value, "label": post.label, "checked": post.value == chosen} for post in Post
        ],
    }


def _quiet(row: Preferences, form: QueryDict | None) -> dict[str, Any]:
    if form is not None:
        return {
            "on": "quiet" in form,
            "since": form.get("quiet_from", ""),
            "until": form.get("quiet_until", ""),
            "days": form.getlist("quiet_days"),
            "whole_days": form.getlist("quiet_whole_days"),
            "urgent_passes": "urgent_passes" in form,
        }
    fresh = row.pk is None  # what most people would choose, ready to be switched on
    return {
        "on": row.quiet,
        "since": row.quiet_from.isoformat("minutes"),
        "until": row.quiet_until.isoformat("minutes"),
        "days": [str(day) for day in (range(5) if fresh else row.quiet_days)],
        "whole_days": [str(day) for day in ((5, 6) if fresh else row.quiet_whole_days)],
        "urgent_passes": row.urgent_passes,
    }


def _weekdays() -> list[dict[str, str]]:
    names = dates.get_day_names("wide", context="stand-alone", locale=locale())
    return [{"value": str(day), "label": names[day]} for day in range(7)]
