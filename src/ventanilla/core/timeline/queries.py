"""Reading timelines, and proving them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

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


@dataclass(frozen=True)
class Broken:
    """Where a chain doesn't hold: the stream, the position, and what is wrong with it."""

    stream: Stream
    position: int
    problem: str


def verify(streams: QuerySet[Stream] | None = None) -> Iterator[Broken]:
    """Walk every chain (or those of `streams`) and yield each place where it was tampered with."""
    for stream in (streams if streams is not None else Stream.objects.all()).order_by("pk").iterator(500):
        yield from _verify_one(stream)


def _verify_one(stream: Stream) -> Iterator[Broken]:
    previous, position = "", 0
    for entry in Entry.objects.filter(stream=stream).order_by("position").iterator(500):
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
