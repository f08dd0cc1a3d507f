"""Keys for the API. Only their digest is kept, so a copy of the database opens nothing."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from ventanilla.core.access.models import ApiToken
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person

LASTS = timedelta(days=30)
TOUCH_EVERY = timedelta(hours=1)


def issue(person: Person) -> str:
    """A new token of `person`, good for thirty days; shown this once."""
    token = f"vt_{secrets.token_urlsafe(32)}"
    now = clock.now()
    ApiToken.objects.create(person=person, digest=_digest(token), created_at=now, expires_at=now + LASTS)
    return token


def holder(token: str) -> Person | None:
    """Whose token this is; None when it is unknown, has expired, or the person has left."""
    now = clock.now()
    found = (
        ApiToken.objects.filter(digest=_digest(token), expires_at__gt=now, person__is_active=True)
        .select_related("person__organization", "person__department", "person__location")
        .first()
    )
    if found is None:
        return None
    if found.used_at is None or now - found.used_at > TOUCH_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(used_at=now)
    return found.person


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
