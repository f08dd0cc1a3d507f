"""The same sending twice is one request: the keys under which programs and forms send."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service
from ventanilla.records.intake.secrets import without_secrets
from ventanilla.records.tickets.models import SubmissionKey, Ticket

KEY_LASTS = timedelta(hours=24)


class KeyReused(Conflict):
    """The key of a submission came with another one before; nothing was sent."""

    code = "key_reused"
    status = 422


def sent_before(actor: Person, key: str, body: str) -> Ticket | None:
    """What this person sent under `key` in the last day, if anything. Raises KeyReused when that was something else."""
    if not key:
        return None
    with connection.cursor() as cursor:  # two sendings at the same moment: the second waits for the first
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"submission {actor.pk} {key}"]
        )
    used = next(iter(USED(person=actor.pk, key=key)), None)
    if used is not None and used.created_at < clock.now() - KEY_LASTS:
        used.delete()
        used = None
    if used is None:
        return None
    if used.digest != body:
        raise KeyReused(_("This key was used for another request already."))
    return used.ticket


USED = StandingRows(
    lambda person, key: SubmissionKey.objects.filter(person=person, key=key).select_related("ticket"),
    person=-1,
    key="",
)


def remember(actor: Person, key: str, body: str, ticket: Ticket) -> None:
    """That this was sent under `key`, if there is one."""
    if key:
        SubmissionKey.objects.create(
            person=actor, key=key, digest=body, ticket=ticket, created_at=clock.now()
        )


def digest_of_sending(service: Service, answers: Mapping[str, Any], people: Sequence[Person]) -> str:
    """What tells two sendings under the same key apart."""
    whom: Any = people[0].pk if len(people) == 1 else [person.pk for person in people]
    body = json.dumps([service.slug, without_secrets(answers), whom], sort_keys=True, default=str)
    return hashlib.sha256(body.encode()).hexdigest()
