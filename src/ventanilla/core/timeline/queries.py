"""Reading timelines, and proving them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db.models import Exists, OuterRef, QuerySet

from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.timeline import chain
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.models import Entry, Stream


def entries(stream: Stream, *, staff: bool) -> list[Entry]:
    """The entries of `stream` in order, with their actors; those for the team only when `staff`."""
    return list((OF_ALL if staff else OF_EVERYONE)(stream=stream.pk))


def _entries(stream: int) -> QuerySet[Entry]:
    return Entry.objects.filter(stream=stream).select_related("actor").order_by("position")


OF_ALL = StandingRows(_entries, stream=-1)
OF_EVERYONE = StandingRows(lambda stream: _entries(stream).filter(seen_by=SeenBy.EVERYONE), stream=-1)


AT_ONCE = 2000  # rows of a long reading that are in memory


@dataclass(frozen=True)
class Broken:
    """Where a chain doesn't hold: the stream, the position, and what is wrong with it."""

    stream: Stream
    position: int
    problem: str


def verify(streams: QuerySet[Stream] | None = None) -> Iterator[Broken]:
    """Walk every chain (or those of `streams`) and yield each place where it was tampered with.

    All of it is read in one go, so what is written meanwhile is no contradiction.
    """
    wanted = streams if streams is not None else Stream.objects.all()
    left = wanted.exclude(length=0, head="").exclude(Exists(Entry.objects.filter(stream=OuterRef("pk"))))
    for stream in left:
        yield Broken(stream, 0, "head")
    rows = Entry.objects.select_related("stream").order_by("stream_id", "position")
    if streams is not None:
        rows = rows.filter(stream__in=streams)
    for _stream, chained in groupby(rows.iterator(AT_ONCE), key=attrgetter("stream_id")):
        yield from _verify_one(chained)


def _verify_one(chained: Iterator[Entry]) -> Iterator[Broken]:
    previous, position = "", 0
    for entry in chained:
        stream = entry.stream
        position += 1
        if entry.position != position:
            yield Broken(stream, position, "missing")
            position = entry.position
        if entry.erased_at is None and chain.digest(entry.salt, entry.payload) != entry.digest:
            yield Broken(stream, entry.position, "payload")
        if entry.link(previous) != entry.chain:
            yield Broken(stream, entry.position, "chain")
        previous = entry.chain
    if position != stream.length or previous != stream.head:
        yield Broken(stream, position, "head")
