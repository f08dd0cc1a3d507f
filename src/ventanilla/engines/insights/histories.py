"""Histories as copies that can be taken out of the portal: of one request, and of everything between two days."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet

from ventanilla.core.branding.queries import brand
from ventanilla.core.timeline.copies import Line, entry_line, heading, subject
from ventanilla.core.timeline.models import Entry, Stream
from ventanilla.core.timeline.queries import entries
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.models import Ticket

AT_ONCE = 1_000


def history_of(ticket: Ticket, *, staff: bool) -> Iterator[Line]:
    """The history of one request: with everything for those who work on it (`staff`), for others in words and as far
    as they may read it."""
    yield heading(of=ticket.number)
    yield subject(ticket.stream, number=ticket.number)
    for entry in entries(ticket.stream, staff=True):
        yield entry_line(entry, whole=staff, staff=staff, portal=brand().name)


def history_between(since: datetime, until: datetime, *, named: Collection[str] = ()) -> Iterator[Line]:
    """Everything that happened from `since` up to `until`, subject by subject, read piece by piece. What is about
    confidential services is left out, but for those that are `named` (by their slugs)."""
    span = {"since": since.isoformat(), "until": until.isoformat()}
    yield heading(**span, confidential=sorted(named))
    rows = _open_to_export(named).filter(at__gte=since, at__lt=until).select_related("actor", "stream")
    portal = brand().name
    found = rows.order_by("stream_id", "position").iterator(AT_ONCE)
    for _stream, of_one in groupby(found, key=lambda entry: entry.stream_id):
        for place, entry in enumerate(of_one):
            if not place:
                yield _beginning(entry.stream, entry.position)
            yield entry_line(entry, whole=True, staff=True, portal=portal)


def unknown_services(named: Collection[str]) -> list[str]:
    """Those of these names that are no confidential service."""
    known = Service.objects.filter(slug__in=named, confidential=True).values_list("slug", flat=True)
    return sorted(set(named) - set(known))


def _beginning(stream: Stream, position: int) -> Line:
    if position == 1:
        return subject(stream)
    before = (
        Entry.objects.filter(stream=stream, position=position - 1).values_list("chain", flat=True).first()
    )
    return subject(stream, before or "", position - 1)


def _open_to_export(named: Collection[str]) -> QuerySet[Entry]:
    tickets = Ticket.objects.filter(confidential=True).exclude(service__slug__in=named)
    services = Service.objects.filter(confidential=True).exclude(slug__in=named)
    closed = tickets.values("stream").union(services.values("stream"), all=True)
    return Entry.objects.exclude(stream__in=closed)
