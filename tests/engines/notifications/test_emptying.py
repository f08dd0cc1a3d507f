"""Mail that came in is forgotten after a while; what became of it isn't."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ventanilla.core.kit import clock
from ventanilla.engines.notifications import jobs
from ventanilla.engines.notifications.actions import empty_old_mails
from ventanilla.engines.notifications.models import IncomingMail

pytestmark = pytest.mark.django_db


def mail(days: int) -> IncomingMail:
    """One that came in so many days ago."""
    return IncomingMail.objects.create(
        mail_id=f"<{days}@mail.example>",
        sender="clara@cliente.example",
        sender_name="Clara",
        subject="My father is ill",
        text="Please tell nobody.",
        detail="5.1.1 clara@cliente.example",
        fate="unknown",
        because="stranger",
        received_at=clock.now() - timedelta(days=days),
    )


def words(row: IncomingMail) -> list[str]:
    row.refresh_from_db()
    return [row.sender, row.sender_name, row.subject, row.text, row.detail]


def test_after_ninety_days_nobody_knows_who_wrote_what() -> None:
    old, recent = mail(91), mail(89)
    jobs.empty_old_mails()
    assert words(old) == [""] * 5
    assert all(words(recent))
    assert (old.mail_id, old.fate, old.because) == ("<91@mail.example>", "unknown", "stranger")
    assert (old.emptied_at is not None, recent.emptied_at) == (True, None)
    assert empty_old_mails() == 0


def test_how_long_is_a_setting_and_may_be_for_ever(settings: Any) -> None:
    old = mail(2000)
    settings.MAIL_IN_KEEP_DAYS = 0
    assert (empty_old_mails(), words(old)[2]) == (0, "My father is ill")
    settings.MAIL_IN_KEEP_DAYS = 2001
    assert empty_old_mails() == 0
    settings.MAIL_IN_KEEP_DAYS = 1999
    assert empty_old_mails() == 1
