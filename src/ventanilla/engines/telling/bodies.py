"""What is sent: a stable JSON document, described in docs/api.md. Fields are added to it, never taken away."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.telling.choices import TEST
from ventanilla.engines.telling.events import Event
from ventanilla.engines.telling.models import Subscription
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import outward
from ventanilla.records.intake.secrets import is_sealed
from ventanilla.records.tickets.facts import latest_answers
from ventanilla.records.tickets.models import Ticket

Json = dict[str, Any]


def body_of(
    subscription: Subscription,
    event: Event,
    *,
    key: uuid.UUID,
    entry: Entry,
    ticket: Ticket,
    origin: Person | None,
) -> str:
    """The document about an event. `origin` is who began the action in which it happened.

    Of a confidential ticket it says that something happened, and nothing that somebody wrote or answered.
    """
    language = subscription.language
    body = {
        **_head(key, event.name, entry.at),
        "sequence": entry.position,
        "ticket": _ticket(ticket, language),
        "actor": _who(entry.actor, ticket),
        "origin": _who(origin, ticket),
        "changes": dict(event.changes),
        "details": {**event.details, **({} if ticket.confidential else _said(event.words, language))},
    }
    if subscription.with_answers and not ticket.confidential:
        body |= _answered(ticket, language)
    return _written(body)


def body_of_test(key: uuid.UUID, actor: Person | None) -> str:
    """The document of a test: of no ticket."""
    who = {"id": actor.pk, "name": actor.name, "email": actor.email} if actor else None
    nothing: Json = {"sequence": 0, "ticket": None, "actor": who, "origin": who, "changes": {}, "details": {}}
    return _written({**_head(key, TEST, clock.now()), **nothing})


def _head(key: uuid.UUID, name: str, at: datetime) -> Json:
    return {"id": f"evt_{key.hex}", "type": str(name), "occurred_at": _instant(at)}


def _ticket(ticket: Ticket, language: str) -> Json:
    return {
        "number": ticket.number,
        "kind": str(ticket.kind),
        "title": pick(ticket.title, [language]),
        "status": str(ticket.status),
        "outcome": str(ticket.outcome) or None,
        "priority": int(ticket.priority),
        "service": ticket.service.slug,
        "team": {"id": ticket.team.slug, "name": pick(ticket.team.name, [language])},
        "assignee": _person(ticket.assignee) if ticket.assignee and not ticket.confidential else None,
        "confidential": ticket.confidential,
        "created_at": _instant(ticket.created_at),
        "link": f"{settings.PORTAL_URL}/requests/{ticket.number}/",
    }


def _who(person: Person | None, ticket: Ticket) -> Json | None:
    """Of a confidential ticket only by the number, which knows again whoever is known already."""
    if person is None:
        return None
    return {"id": person.pk} | ({} if ticket.confidential else _person(person))


def _person(person: Person) -> Json:
    return {"name": person.name, "email": person.email}


def _said(words: Mapping[str, Any], language: str) -> Json:
    return {name: pick(said, [language]) if isinstance(said, dict) else said for name, said in words.items()}


def _answered(ticket: Ticket, language: str) -> Json:
    answers = outward(package_of(ticket.version).form, latest_answers(ticket).answers)
    return {
        "subject": pick(ticket.subject, [language]),
        "requester": _person(ticket.requester),
        "requested_for": _person(ticket.requested_for),
        "answers": {name: answer for name, answer in answers.items() if not is_sealed(answer)},
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _written(body: Json) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
