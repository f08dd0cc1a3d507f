"""What people look for, find and open. None of it is an entry of the timeline: that never forgets, and who searched
for what is forgotten after a while."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.translation import get_language

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.engines.search import traces
from ventanilla.engines.search.actions.gaps import miss
from ventanilla.engines.search.choices import Kind, Origin
from ventanilla.engines.search.indexing import subject_of
from ventanilla.engines.search.models import Need, Opening
from ventanilla.engines.search.queries.needs import document_of, need_of
from ventanilla.engines.search.queries.results import ALL_KINDS, Hit, Results, search
from ventanilla.engines.search.text import masked

REFINED_WITHIN = timedelta(minutes=1)
REPEATED_WITHIN = timedelta(minutes=30)
MOST_BEFORE = 5
MOST_SHOWN = 10


def look(
    *,
    actor: Person,
    text: str,
    language: str | None = None,
    kinds: Iterable[str] = ALL_KINDS,
    size: int = 10,
    origin: Origin = Origin.SEARCH,
) -> Results:
    """Search, and record what was looked for and found; the need stands in the results (none for an empty text).

    A text that comes within a minute of the one before belongs to the same need.
    """
    results = search(actor, text, language=language, kinds=kinds, size=size)
    if not results.text:
        return results
    spoken = (language or get_language() or settings.LANGUAGE_CODE)[:2]
    return replace(results, need=_looked(actor, results, spoken, origin))


@action
def _looked(actor: Person, results: Results, language: str, origin: Origin) -> Need:
    _without_waiting()
    need = noted(actor, results.text, language, origin)
    need.found, need.shown = results.found, _subjects(results.hits)
    need.save()
    if not results.found:
        miss(need, actor, need.text, language)
    return need


def noted(actor: Person, text: str, language: str, origin: Origin, key: str = "") -> Need:
    """The need that `text` belongs to, brought up to date but not saved: the one before when it was refined or
    repeated, or a new one (which is saved, so that others may point at it)."""
    now, text = clock.now(), masked(text)
    recent = Need.objects.filter(person=actor, origin=origin, ending="", missing=False).filter(
        Q(last_at__gte=now - REFINED_WITHIN) | Q(last_at__gte=now - REPEATED_WITHIN, text__iexact=text)
    )
    need = recent.order_by("-last_at").first()
    if need is None:
        return Need.objects.create(
            person=actor, origin=origin, text=text, language=language, key=key, started_at=now, last_at=now
        )
    if need.text.lower() != text.lower():
        need.before = [*need.before, need.text][-MOST_BEFORE:]
    need.text, need.language, need.last_at = text, language, now
    return need


@action
def opened(*, actor: Person, trace: str, kind: Kind, pk: int) -> Need | None:
    """Record that the link with `trace` was followed to a service or article; the need it belongs to. A trace that
    isn't theirs, or is none, is ignored."""
    found = traces.read(trace)
    if found is None or found.person != actor.pk:
        return None
    _without_waiting()
    need = _suggested(actor, found) if not found.need else need_of(actor, trace)
    if need is not None:
        document = document_of(kind, pk)
        Opening.objects.get_or_create(
            need=need,
            subject=subject_of(kind, pk),
            defaults={"document": document, "position": found.position, "at": clock.now()},
        )
    return need


def _suggested(actor: Person, found: traces.Trace) -> Need:
    """The need behind a suggestion that was chosen; following the link again finds the same one."""
    known = Need.objects.filter(person=actor, key=found.key).first()
    if known is not None:
        return known
    spoken = (get_language() or settings.LANGUAGE_CODE)[:2]
    need = noted(actor, found.text, spoken, Origin(found.origin), found.key)
    need.key, need.found = found.key, max(need.found, 1)
    need.save()
    return need


@action
def missing(*, actor: Person, need: Need) -> Need:
    """«I didn't find it», whatever was shown: it becomes a gap."""
    need.missing = True
    need.save(update_fields=["missing"])
    miss(need, actor, need.text, need.language)
    return need


def forget() -> int:
    """Forget who had the needs of long ago, and what would tell; how many there were. What was looked for stays."""
    until = clock.now() - timedelta(days=settings.SEARCH_REMEMBERED_DAYS)
    old = Need.objects.filter(last_at__lt=until).filter(Q(person__isnull=False) | Q(ticket__isnull=False))
    return old.update(person=None, ticket=None, key="")


def _subjects(hits: Sequence[Hit]) -> list[str]:
    """Of services and articles: which tickets somebody has is told by the tickets."""
    return [hit.subject for hit in hits if hit.kind != Kind.TICKET][:MOST_SHOWN]


def _without_waiting() -> None:
    """The page need not wait for the disk: that the last searches before a power cut are lost does no harm."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
