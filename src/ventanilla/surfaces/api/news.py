"""News of the caller, and how they want to hear of things."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.actions import choose, mark_read
from ventanilla.engines.notifications.actions.wishes import QuietHours
from ventanilla.engines.notifications.choices import Post, Topic
from ventanilla.engines.notifications.models import Preferences
from ventanilla.engines.notifications.queries import all_news, unread_count
from ventanilla.engines.notifications.wishes import NEVER_SILENT, Ways, read
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, Id
from ventanilla.surfaces.api.shapes import Listed

router = Router(tags=["notifications"])

TopicName = Literal["approvals", "waits", "messages", "moves", "part", "team", "outages"]
Weekday = Annotated[int, Field(ge=0, le=6, description="0: Monday")]
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="20:30")]


class NewsOut(Schema):
    """`path` is where it leads, below the portal's address; `also` are its other sentences."""

    id: int
    topic: str
    ticket: str | None
    title: str
    text: str
    also: list[str]
    path: str
    created_at: datetime
    read: bool


class Read(Body):
    """Without `ids` all of it."""

    ids: Annotated[list[Id], Field(max_length=500)] | None = None


class ReadOut(Schema):
    marked: int
    unread: int


class WaysIn(Body):
    portal: bool
    mail: Literal["now", "daily", "never"]


class WaysOut(Schema):
    """`silent`: whether both may be switched off; what waits for somebody has to reach them in one way."""

    portal: bool
    mail: str
    silent: bool


class QuietIn(Body):
    """From `since` to `until` (on the day after, when that is earlier), on the evenings of `days`, and all day long on
    `whole_days`, by the clock of the person's time zone."""

    on: bool
    since: ClockTime
    until: ClockTime
    days: Annotated[list[Weekday], Field(max_length=7)] = []
    whole_days: Annotated[list[Weekday], Field(max_length=7)] = []
    urgent_passes: bool = True


class QuietOut(Schema):
    on: bool
    since: str
    until: str
    days: list[int]
    whole_days: list[int]
    urgent_passes: bool


class PreferencesIn(Body):
    """What isn't given stays as it is."""

    topics: dict[TopicName, WaysIn] = {}
    quiet: QuietIn | None = None
    digest_hour: Annotated[int, Field(ge=0, le=23)] | None = None


class PreferencesOut(Schema):
    topics: dict[str, WaysOut]
    quiet: QuietOut
    digest_hour: int


@router.get("", response={200: Listed[NewsOut], **errors()}, summary="Your news")
def list_notifications(request: HttpRequest, after: Query[Cursor | None] = None) -> Listed[NewsOut]:
    """What you want to see in the portal, the newest first, in your language."""
    found = all_news(caller(request), after=after)
    items = [
        NewsOut(
            id=row.pk,
            topic=row.topic,
            ticket=row.ticket.number if row.ticket else None,
            title=row.title,
            text=row.text,
            also=[line["text"] for line in row.also],
            path=row.path,
            created_at=row.created_at,
            read=row.read_at is not None,
        )
        for row in found.items
    ]
    return Listed(items=items, next=found.next)


@router.post("/reading", response={200: ReadOut, **sent()}, summary="Mark news as read")
def create_reading(request: HttpRequest, data: Read) -> ReadOut:
    """Mails that were still to go about them are spared."""
    person = caller(request)
    marked = mark_read(person=person, notifications=data.ids)
    return ReadOut(marked=marked, unread=unread_count(person))


@router.get(
    "/preferences", response={200: PreferencesOut, **errors()}, summary="How you want to hear of things"
)
def read_preferences(request: HttpRequest) -> PreferencesOut:
    """Complete: what you didn't choose is as the portal proposes."""
    return _shown(caller(request))


@router.put(
    "/preferences", response={200: PreferencesOut, **sent()}, summary="Choose how you want to hear of things"
)
def update_preferences(request: HttpRequest, data: PreferencesIn) -> PreferencesOut:
    """By kind of news, in the portal and by e-mail; quiet hours; the hour of the daily summary."""
    person = caller(request)
    ways = {Topic(name): Ways(given.portal, Post(given.mail)) for name, given in data.topics.items()}
    choose(actor=person, ways=ways, quiet=_quiet(data.quiet), digest_hour=data.digest_hour)
    return _shown(person)


def _quiet(given: QuietIn | None) -> QuietHours | None:
    if given is None:
        return None
    return QuietHours(
        on=given.on,
        since=time.fromisoformat(given.since),
        until=time.fromisoformat(given.until),
        days=given.days,
        whole_days=given.whole_days,
        urgent_passes=given.urgent_passes,
    )


def _shown(person: Person) -> PreferencesOut:
    row = Preferences.objects.filter(person=person).first() or Preferences(person=person)
    topics = {
        topic.value: WaysOut(portal=ways.portal, mail=ways.mail.value, silent=topic not in NEVER_SILENT)
        for topic, ways in read(row).ways.items()
    }
    quiet = QuietOut(
        on=row.quiet,
        since=row.quiet_from.isoformat("minutes"),
        until=row.quiet_until.isoformat("minutes"),
        days=row.quiet_days,
        whole_days=row.quiet_whole_days,
        urgent_passes=row.urgent_passes,
    )
    return PreferencesOut(topics=topics, quiet=quiet, digest_hour=row.digest_hour)
