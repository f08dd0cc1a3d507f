"""Mail that came in isn't kept for ever."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from ventanilla.core.kit import clock
from ventanilla.core.timeline.actions import action
from ventanilla.engines.notifications.models import IncomingMail

NOTHING = {"sender": "", "sender_name": "", "subject": "", "text": "", "detail": ""}


@action
def empty_old_mails() -> int:
    """Forget who wrote what in the mails that were dealt with `MAIL_IN_KEEP_DAYS` ago (0: never). What became of each,
    and that it must not be dealt with again, stays. Returns how many were emptied.
    """
    if not settings.MAIL_IN_KEEP_DAYS:
        return 0
    now = clock.now()
    old = IncomingMail.objects.filter(
        emptied_at=None, received_at__lt=now - timedelta(days=settings.MAIL_IN_KEEP_DAYS)
    )
    return old.update(**NOTHING, emptied_at=now)
