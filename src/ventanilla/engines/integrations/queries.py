"""Reads about connections and calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from ventanilla.core.kit import clock
from ventanilla.core.kit.sealing import unseal
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Entry, Stream
from ventanilla.engines.integrations.choices import CallState
from ventanilla.engines.integrations.connector import ConnectionSettings, Connector
from ventanilla.engines.integrations.kinds import CONNECTORS
from ventanilla.engines.integrations.models import Call, Connection, OneTimeSecret


def all_connections() -> QuerySet[Connection]:
    """Every connection, with how many calls `failed`, by name."""
    failed = Count("calls", filter=Q(calls__state__in=[CallState.FAILED, CallState.UNCERTAIN]))
    return (
        Connection.objects.select_related("owner", "department")
        .annotate(failed=failed)
        .order_by("name", "pk")
    )


def connection_called(slug: str) -> Connection | None:
    """The connection that a package names."""
    return Connection.objects.filter(slug=slug).select_related("owner", "department").first()


def connections_called(slugs: Iterable[str]) -> Mapping[str, Connection]:
    """Those connections that there are, by slug. One query."""
    rows = Connection.objects.filter(slug__in=list(slugs)).select_related("department")
    return {row.slug: row for row in rows}


def said_of(connection: str, action: str) -> tuple[str, str]:
    """What a connection and one of its actions are called; their short names where there is no such thing."""
    found = connection_called(connection)
    known = connector_of(found).actions.get(action) if found else None
    return (found.name if found else connection), (str(known.title) if known else action)


def connector_of(connection: Connection) -> Connector:
    """What speaks for it. Raises KeyError when this release doesn't know its kind."""
    return CONNECTORS[connection.kind]


def settings_of(connection: Connection) -> ConnectionSettings:
    """Its settings with the secrets opened, for the connector's use only. Raises Unreadable, ValidationError."""
    opened = {name: unseal(token) for name, token in connection.secrets.items()}
    values: dict[str, Any] = {**connection.settings, **opened}
    return connector_of(connection).settings.model_validate(values)


def history_of(connection: Connection, limit: int = 30) -> list[Entry]:
    """Who changed what, the latest first."""
    stream = Stream.objects.filter(
        subject_kind=SubjectKind.SETTINGS, subject_id=stream_key(connection)
    ).first()
    return (
        list(Entry.objects.filter(stream=stream).select_related("actor").order_by("-position")[:limit])
        if stream
        else []
    )


def stream_key(connection: Connection) -> str:
    """The key of its stream."""
    return f"connection:{connection.pk}"


def latest_calls(connection: Connection, limit: int = 20) -> list[Call]:
    """Its last calls, the latest first."""
    return list(Call.objects.filter(connection=connection).order_by("-id")[:limit])


def secrets_for(person: Person, stream: Stream | int) -> list[OneTimeSecret]:
    """What this person may still see once, of this ticket."""
    key = stream if isinstance(stream, int) else stream.pk
    now = clock.now()
    return [row for row in SECRETS(person=person.pk, stream=key) if row.expires_at > now]


SECRETS = StandingRows(
    lambda person, stream: (
        OneTimeSecret.objects.filter(reader=person, stream=stream).exclude(sealed="").order_by("pk")
    ),
    person=-1,
    stream=-2,
)
