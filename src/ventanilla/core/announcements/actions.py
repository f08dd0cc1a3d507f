"""Announcing. `actor=None` is the operator at the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ventanilla.core.access.actions import audience_for
from ventanilla.core.access.models import AudienceMember
from ventanilla.core.access.policies import require
from ventanilla.core.announcements.choices import Tone
from ventanilla.core.announcements.entries import (
    AnnouncementChanged,
    AnnouncementEnded,
    AnnouncementMade,
    AnnouncementTold,
)
from ventanilla.core.announcements.models import Announcement, Dismissal
from ventanilla.core.announcements.policies import may_change, may_reach
from ventanilla.core.announcements.queries import stretches
from ventanilla.core.announcements.reach import Reach
from ventanilla.core.kit import clock, jobs
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.kit.registers import edition_of, judge_edition
from ventanilla.core.kit.text import Localized, languages
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Stream

LONGEST_TITLE, LONGEST_TEXT = 120, 2000
AT_ONCE = 300
EDITED = (
    "title",
    "text",
    "tone",
    "link",
    "department",
    "reach",
    "starts_at",
    "ends_at",
    "pinned",
    "dismissible",
    "tells",
)
ADDRESS = re.compile(r"(https?://[^\s/?#]+\S*|/(?!/)[^\s\\]*)", re.IGNORECASE)


@action
def save(
    *,
    actor: Person | None,
    announcement: Announcement | None = None,
    title: Localized,
    text: Localized,
    reach: Reach,
    starts_at: datetime,
    ends_at: datetime | None = None,
    tone: Tone = Tone.INFO,
    link: str = "",
    department: Department | None = None,
    pinned: bool = False,
    dismissible: bool = True,
    tells: bool = False,
    edition: str | None = None,
) -> Announcement:
    """Announce something, or change an announcement. Instants are aware.

    Who is told besides (`tells`) is told once, when it begins; what is changed later tells nobody again.
    Raises NotAllowed, Invalid naming the fields, Conflict (`changed`) when `edition` isn't the one that stands.
    """
    require(actor is None or may_reach(actor, department, reach))
    require(actor is None or announcement is None or may_change(actor, announcement))
    said = {"title": _words(title), "text": _words(text), "tone": Tone(tone).value, "link": link.strip()}
    when = {"starts_at": starts_at, "ends_at": ends_at}
    how = {"pinned": pinned, "dismissible": dismissible, "tells": tells}
    _check(said | when)
    values = {**said, "department": department, **_for(reach), **when, **how}
    row = _written(actor, announcement, values, edition)
    if row.tells and row.told_at is None:
        jobs.enqueue("announcements.tell", run_at=max(starts_at, clock.now()), announcement=row.pk)
    _look_anew()
    return row


@action
def take_down(*, actor: Person | None, announcement: Announcement) -> None:
    """It is over now; one that hasn't begun never begins. Raises NotAllowed."""
    require(actor is None or may_change(actor, announcement))
    now = clock.now()
    row = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if row.ends_at is not None and row.ends_at <= now:
        return
    row.ends_at = now
    row.starts_at = min(row.starts_at, now)
    row.save(update_fields=["ends_at", "starts_at"])
    record(_stream(row), AnnouncementEnded(title=row.title), actor=actor)
    _look_anew()


@action
def dismiss(*, actor: Person, announcement: Announcement) -> None:
    """Put it away for oneself. Raises NotFound when it is not for `actor`; one that must stay stays."""
    if not Announcement.objects.visible_to(actor).filter(pk=announcement.pk).exists():
        raise NotFound(_("There is no such announcement."))
    if announcement.dismissible:
        Dismissal.objects.get_or_create(announcement=announcement, person=actor, defaults={"at": clock.now()})


@action
def tell_some(announcement: int) -> bool:
    """Tell the next few hundred of its people; whether there are more. Nobody is told of what is over."""
    row = Announcement.objects.select_for_update().filter(pk=announcement).first()
    now = clock.now()
    if (
        row is None
        or not row.tells
        or row.told_at
        or (row.ends_at and row.ends_at <= now)
        or row.starts_at > now
    ):
        return False
    people = Person.objects.filter(is_active=True, pk__gt=row.told_up_to)
    if row.audience_id:
        people = people.filter(
            pk__in=AudienceMember.objects.filter(audience=row.audience_id).values("person")
        )
    found = list(people.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    row.told_at = None if found else now
    row.told_up_to = found[-1] if found else row.told_up_to
    row.save(update_fields=["told_at", "told_up_to"])
    if found:
        told = AnnouncementTold(title=row.title, text=row.text, link=row.link, people=found)
        record(_stream(row), told, actor=None)
    return bool(found)


def _for(reach: Reach) -> dict[str, Any]:
    if reach.everybody:
        return {"reach": {}, "audience": None}
    return {"reach": reach.model_dump(mode="json"), "audience": audience_for(reach.rule())}


def edition_of_announcement(row: Announcement) -> str:
    """Which state of the announcement this is."""
    return edition_of(_plain({name: getattr(row, name) for name in EDITED}))


def _written(
    actor: Person | None, known: Announcement | None, values: Mapping[str, Any], edition: str | None
) -> Announcement:
    if known is None:
        row = Announcement.objects.create(made_by=actor, made_at=clock.now(), **values)
        record(_stream(row), AnnouncementMade(values=_plain(values)), actor=actor)
        return row
    row = Announcement.objects.select_for_update(of=("self",)).select_related("department").get(pk=known.pk)
    judge_edition(edition, edition_of_announcement(row))
    old = _plain({name: getattr(row, name) for name in values})
    new = _plain(values)
    changes = {name: (old[name], value) for name, value in new.items() if old[name] != value}
    if changes:
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        record(_stream(row), AnnouncementChanged(title=row.title, changes=changes), actor=actor)
    return row


def _check(values: Mapping[str, Any]) -> None:
    wrong: dict[str, list[str]] = {}
    if not values["title"]:
        wrong["title"] = [_("Write a title, in one language at least.")]
    for name, most in (("title", LONGEST_TITLE), ("text", LONGEST_TEXT)):
        if any(len(words) > most for words in values[name].values()):
            wrong[name] = [_("Write no more than %(most)s characters.") % {"most": most}]
        if any("\x00" in words for words in values[name].values()):
            wrong[name] = [_("There is a sign in it that can't be kept.")]
    if values["link"] and (len(values["link"]) > 500 or not ADDRESS.fullmatch(values["link"])):
        wrong["link"] = [_("Write a whole address, as in https://example.com, or a path as in /services/.")]
    if values["ends_at"] is not None and values["ends_at"] <= values["starts_at"]:
        wrong["ends_at"] = [_("It has to end after it begins.")]
    if wrong:
        raise Invalid(_("Some values can't be used."), wrong)


def _words(text: Localized) -> Localized:
    return {code: text[code].strip() for code in languages() if text.get(code, "").strip()}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, str | int | bool | dict | None) else str(value)
        for name, value in values.items()
        if name != "audience"
    }


def _stream(row: Announcement) -> Stream:
    return stream_for(SubjectKind.SETTINGS, f"announcement:{row.pk}")


def _look_anew() -> None:
    stretches.forget()
    transaction.on_commit(stretches.forget)
