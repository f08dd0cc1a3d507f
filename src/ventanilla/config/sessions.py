"""Who is asking: the session and its person, which every page reads, by statements that are written once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.people.models import Person

SESSIONS = StandingRows(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    key="a key",
    now=datetime.max.replace(tzinfo=UTC),
)
# With the organisation: what somebody may see and how they are spoken to depends on it on nearly every page.
PEOPLE = StandingRows(
    lambda person: Person.objects.filter(pk=person).select_related("organization"), person=-1
)


class SessionStore(DatabaseStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = SESSIONS(key=self.session_key, now=timezone.now())
        if found:
            return found[0]
        self._session_key = None
        return None


class PersonBackend(ModelBackend):
    """Django's sign-in by password."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person of a session, unless they are gone or were made inactive."""
        found = PEOPLE(person=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
