"""Choosing how to hear of things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.engines.notifications.choices import Post, Topic
from ventanilla.engines.notifications.entries import ChoicesSet
from ventanilla.engines.notifications.models import Preferences
from ventanilla.engines.notifications.quiet import Quiet
from ventanilla.engines.notifications.wishes import NEVER_SILENT, Ways, read

WEEKDAYS = range(7)


@dataclass(frozen=True)
class QuietHours:
    """What was chosen about quiet hours; kept also while they are off."""

    on: bool
    since: time
    until: time
    days: Sequence[int]
    whole_days: Sequence[int]
    urgent_passes: bool


@action
def choose(
    *,
    actor: Person,
    ways: Mapping[Topic, Ways] | None = None,
    quiet: QuietHours | None = None,
    digest_hour: int | None = None,
) -> Preferences:
    """Set what a person wants for themself; what isn't given stays. Raises Invalid with `fields` named like the
    topics, `quiet_until`, `quiet_days` and `digest_hour`."""
    errors = {**_silent(ways or {}), **_wrong(quiet, digest_hour)}
    if errors:
        raise Invalid(_("Some choices need another look."), errors)
    row = _row(actor)
    before = _plain(row)
    for topic, chosen in (ways or {}).items():
        row.choices[topic.value] = {"portal": chosen.portal, "mail": chosen.mail.value}
    if quiet:
        _set_quiet(row, quiet)
    if digest_hour is not None:
        row.digest_hour = digest_hour
    return _save(row, before, actor)


@action
def stop_mails(*, person: Person, topics: Iterable[Topic]) -> dict[Topic, Post]:
    """End the mails of these kinds, by the link in one of them: they stay in the portal. Returns how they came
    until now, so that it can be undone."""
    row = _row(person)
    before, ways = _plain(row), read(row).ways
    stopped = {topic: ways[topic].mail for topic in topics if ways[topic].mail != Post.NEVER}
    for topic in stopped:
        row.choices[topic.value] = {"portal": True, "mail": Post.NEVER.value}
    _save(row, before, person, by_link=True)
    return stopped


@action
def resume_mails(*, person: Person, posts: Mapping[Topic, Post]) -> None:
    """Undo `stop_mails`."""
    row = _row(person)
    before, ways = _plain(row), read(row).ways
    for topic, mail in posts.items():
        row.choices[topic.value] = {"portal": ways[topic].portal, "mail": mail.value}
    _save(row, before, person, by_link=True)


def _row(person: Person) -> Preferences:
    row, _made = Preferences.objects.get_or_create(person=person, defaults={"changed_at": clock.now()})
    return Preferences.objects.select_for_update().get(pk=row.pk)


def _save(row: Preferences, before: dict[str, Any], actor: Person, *, by_link: bool = False) -> Preferences:
    row.changed_at = clock.now()
    row.save()
    after = _plain(row)
    changes = {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}
    if changes:
        stream = stream_for(SubjectKind.PERSON, actor.pk)
        record(stream, ChoicesSet(changes=changes, by_link=by_link), actor=actor)
    return row


def _plain(row: Preferences) -> dict[str, Any]:
    wishes = read(row)
    plain: dict[str, Any] = {
        topic.value: {"portal": ways.portal, "mail": ways.mail.value} for topic, ways in wishes.ways.items()
    }
    plain |= {"digest_hour": row.digest_hour, "quiet": row.quiet, "urgent_passes": row.urgent_passes}
    plain |= {"quiet_from": row.quiet_from.isoformat("minutes"), "quiet_days": list(row.quiet_days)}
    plain |= {"quiet_until": row.quiet_until.isoformat("minutes")}
    return plain | {"quiet_whole_days": list(row.quiet_whole_days)}


def _set_quiet(row: Preferences, quiet: QuietHours) -> None:
    row.quiet, row.urgent_passes = quiet.on, quiet.urgent_passes
    row.quiet_from, row.quiet_until = quiet.since, quiet.until
    row.quiet_days, row.quiet_whole_days = sorted(set(quiet.days)), sorted(set(quiet.whole_days))


def _silent(ways: Mapping[Topic, Ways]) -> dict[str, list[object]]:
    said = _("Somebody is waiting for you: keep at least one way of hearing of it.")
    return {topic.value: [said] for topic in NEVER_SILENT if topic in ways and not ways[topic].any}


def _wrong(quiet: QuietHours | None, digest_hour: int | None) -> dict[str, list[object]]:
    errors: dict[str, list[object]] = {}
    if digest_hour is not None and digest_hour not in range(24):
        errors["digest_hour"] = [_("Choose an hour of the day.")]
    if quiet is None:
        return errors
    if not {*quiet.days, *quiet.whole_days} <= set(WEEKDAYS):
        errors["quiet_days"] = [_("Choose days of the week.")]
    elif quiet.on and not (quiet.days or quiet.whole_days):
        errors["quiet_days"] = [_("Choose on which days.")]
    hours = Quiet(quiet.since, quiet.until, frozenset(quiet.days), frozenset(quiet.whole_days))
    if quiet.on and quiet.since == quiet.until and quiet.days:
        errors["quiet_until"] = [_("Choose another time than the first: this would be the whole day.")]
    elif quiet.on and hours.endless():
        errors["quiet_days"] = [_("Leave at least one day on which mail may reach you.")]
    return errors
