"""Nobody gets hundreds of mails at once: when a worker takes up the work of a week, or a colleague closes five hundred
requests, the rest of the news stands in the portal and comes in one summary."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.choices import Post
from ventanilla.engines.notifications.models import Notification

SPAN = timedelta(hours=1)
AMONG = 4
"""So many times the limit of somebody's latest news is looked at: those that came in a summary or not at all lie in
between."""


def too_many(person: Person) -> bool:
    """Whether this person got as many mails within the last hour as one should get."""
    most: int = settings.MAIL_MOST_AN_HOUR
    if not most:
        return False
    latest = Notification.objects.filter(person=person).order_by("-pk").values_list("post", "created_at")
    since = clock.now() - SPAN
    return sum(post == Post.NOW and at > since for post, at in latest[: AMONG * most]) >= most
