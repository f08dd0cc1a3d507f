"""What people looked for, what they opened, and whether it helped."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.demo.past.course import acting
from ventanilla.demo.past.plan import Cast, instants
from ventanilla.demo.past.words import words
from ventanilla.engines.search import traces
from ventanilla.engines.search.actions import look, missing, not_solved, opened, solved
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.models import Document, Need
from ventanilla.engines.search.queries.results import Hit
from ventanilla.records.knowledge.actions import vote
from ventanilla.records.knowledge.choices import Reason
from ventanilla.records.knowledge.models import Article

A_WEEK = timedelta(days=7)
READING = timedelta(minutes=2)
ANSWERLESS, OPENED_NONE, SAID_MISSING, HELPED, NOT_HELPED, VOTED, WROTE = 0.14, 0.15, 0.5, 0.5, 0.15, 0.6, 0.5
PLACES = (62, 24, 14)


def search_week(first: datetime, count: int, cast: Cast) -> int:
    """`count` searches in the week from `first`; how many were made: none when there are any already."""
    if Need.objects.filter(started_at__gte=first, started_at__lt=first + A_WEEK).exists():
        return 0
    chance = Random(int(first.timestamp()))  # noqa: S311 - nothing secret
    people = list(cast.people.values())
    for at in instants(first, A_WEEK, count, chance):
        _search(chance.choice(people), at, chance)
    return count


def _search(person: Person, at: datetime, chance: Random) -> None:
    kind = "missed" if chance.random() < ANSWERLESS else "found"
    text = chance.choice(words().searches[kind][person.language])
    with clock.frozen(at), acting(person):
        results = look(actor=person, text=text)
        need = results.need
        if need is None:
            return
        hits = [hit for hit in results.hits if hit.kind != Kind.TICKET]
        if not hits:
            if chance.random() < SAID_MISSING:
                missing(actor=person, need=need)
            return
    if chance.random() >= OPENED_NONE:
        places = chance.choices(range(len(PLACES)), PLACES)[0]
        _open(person, need, min(places, len(hits) - 1) + 1, hits, at + READING, chance)


def _open(person: Person, need: Need, position: int, hits: list[Hit], at: datetime, chance: Random) -> None:
    hit = hits[position - 1]
    with clock.frozen(at), acting(person):
        opened(actor=person, trace=traces.of_need(person.pk, need.pk, position), kind=hit.kind, pk=hit.id)
        if hit.kind != Kind.ARTICLE or hit.document is None:
            return
        feeling = chance.random()
        document = Document.objects.get(pk=hit.document)
        if feeling < HELPED:
            solved(actor=person, need=need, document=document)
        elif feeling < HELPED + NOT_HELPED:
            not_solved(actor=person, need=need, document=document)
        else:
            return
        if chance.random() < VOTED:
            _vote(person, hit.id, feeling < HELPED, chance)


def _vote(person: Person, article: int, helpful: bool, chance: Random) -> None:
    reason = "" if helpful else chance.choice(Reason.values)
    text = "" if helpful or chance.random() < WROTE else chance.choice(words().votes[person.language])
    vote(actor=person, article=Article.objects.get(pk=article), helpful=helpful, reason=reason, text=text)
