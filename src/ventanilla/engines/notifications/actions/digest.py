"""The daily summary: once a day, at the hour that its reader chose, on working days."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.engines.notifications.actions.telling import send
from ventanilla.engines.notifications.choices import Post
from ventanilla.engines.notifications.digests import compose_digest
from ventanilla.engines.notifications.models import Digest, Message, Notification
from ventanilla.engines.notifications.wishes import Wishes, wishes_of, zone_of

MOST_NEWS = 200


@action
def send_digest(person_id: int) -> Message | None:
    """Send a person the summary of what has come since the last one, if it is time and there is something that
    they haven't read yet. However often this runs, in however many places, there is one a day."""
    person = Person.objects.select_related("department__calendar").filter(pk=person_id).first()
    if person is None:
        return None
    wishes = wishes_of([person])[person.pk]
    now = clock.now()
    local = now.astimezone(zone_of(person))
    if not person.is_active or local.hour < wishes.digest_hour or not _works(person):
        return None
    try:
        with transaction.atomic():
            digest = Digest.objects.create(person=person, on=local.date(), created_at=now)
    except IntegrityError:
        return None
    return _send(digest, person, wishes)


def _send(digest: Digest, person: Person, wishes: Wishes) -> Message | None:
    rows = Notification.objects.select_for_update(of=("self",)).filter(
        person=person, post=Post.DAILY, digest=None
    )
    waiting = list(rows.select_related("ticket").order_by("pk"))
    Notification.objects.filter(pk__in=[row.pk for row in waiting]).update(digest=digest)
    unread = [row for row in waiting if row.read_at is None][-MOST_NEWS:]
    if not unread:
        return None
    language = person.language or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(person)):
        message = compose_digest(digest, unread)
    message.not_before = wishes.not_before(digest.created_at, zone_of(person))
    send(message)
    return message


def _works(person: Person) -> bool:
    """Whether today is a working day where the person works."""
    calendar = person.department.calendar if person.department else None
    return working_hours(calendar).is_working_day(clock.today(zone_of(person)))
