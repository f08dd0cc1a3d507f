"""Finding one's own tickets. Their texts are not copied into the index: those of the latest ones are read where they
are, after it was asked whose they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ventanilla.core.access.queries import person_principal
from ventanilla.core.kit.text import pick_with_language
from ventanilla.core.people.models import Person
from ventanilla.engines.search.queries.phrases import Phrase
from ventanilla.engines.search.text import bare
from ventanilla.records.tickets.choices import ASKERS, PREFIXES
from ventanilla.records.tickets.models import Ticket

MOST_LOOKED_AT = 60
MOST_FOUND = 10
IN_TITLE, IN_TEXT = 2.0, 1.0
ENOUGH = 0.6
SHORTEST_STEM = 4
NUMBER = re.compile(r"^(?:#|n[.ºo°]*\s*)?([a-z]{2,5})?[\s-]*(\d{1,12})$", re.IGNORECASE)

FOUND = """
    WITH latest AS (
        SELECT ticket_id FROM tickets_ticketaccess
        WHERE principal = %(principal)s AND reasons && %(reasons)s::varchar[]
        ORDER BY last_activity_at DESC, ticket_id DESC LIMIT %(most)s
    ), mine AS (
        SELECT t.id, t.title, a.answers FROM latest
        JOIN tickets_ticket t ON t.id = latest.ticket_id
        LEFT JOIN LATERAL (
            SELECT answers FROM tickets_answerset WHERE ticket_id = t.id ORDER BY number DESC LIMIT 1
        ) a ON true
    ), texts AS (
        SELECT id,
            to_tsvector('simple', unaccent((SELECT string_agg(value, ' ') FROM jsonb_each_text(title)))) AS title,
            to_tsvector('simple', unaccent(left(concat_ws(' ',
                (SELECT string_agg(value #>> '{}', ' ')
                    FROM jsonb_path_query(
                        answers, '$.** ? (@.type() == "string" && !(@ starts with "sealed:"))'
                    ) AS value),
                (SELECT string_agg(text, ' ') FROM tickets_comment WHERE ticket_id = mine.id AND public)
            ), 20000))) AS body
        FROM mine
    )
    SELECT texts.id, term.number, texts.title @@ term.query::tsquery
    FROM texts JOIN unnest(%(queries)s::text[]) WITH ORDINALITY AS term(query, number)
        ON (texts.title || texts.body) @@ term.query::tsquery
"""


@dataclass(frozen=True)
class FoundTicket:
    ticket: Ticket
    title: tuple[str, str]
    score: float


def found_tickets(person: Person, phrase: Phrase) -> list[FoundTicket]:
    """Those of the latest sixty tickets that `person` asked for (or that were asked for or shared with them) which
    answer `phrase`, best first."""
    if not phrase.terms:
        return []
    weights = [term.weight for term in phrase.terms]
    hits: dict[int, dict[int, float]] = defaultdict(dict)
    for pk, number, in_title in _hits(person, phrase):
        hits[pk][number - 1] = IN_TITLE if in_title else IN_TEXT
    scores = {}
    for pk, by_term in hits.items():
        covered = sum(weights[term] for term in by_term) / sum(weights)
        if covered >= ENOUGH:
            scores[pk] = covered**1.5 * sum(weights[term] * value for term, value in by_term.items())
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))[:MOST_FOUND]
    rows = Ticket.objects.visible_to(person).select_related("service", "team", "assignee").in_bulk(best)
    return [
        FoundTicket(rows[pk], pick_with_language(rows[pk].title), scores[pk]) for pk in best if pk in rows
    ]


def ticket_called(person: Person, text: str) -> Ticket | None:
    """The ticket whose number `text` is («REQ-1042», «inc 7», «1042»), when `person` may see it."""
    found = NUMBER.match(text.strip())
    if found is None:
        return None
    prefix, figures = (found[1] or "").upper(), str(int(found[2]))
    prefixes = [prefix] if prefix else list(PREFIXES.values())
    numbers = [f"{prefix}-{figures}" for prefix in prefixes]
    return Ticket.objects.visible_to(person).filter(number__in=numbers).order_by("-pk").first()


def _hits(person: Person, phrase: Phrase) -> Sequence[tuple[int, int, bool]]:
    parameters: dict[str, Any] = {
        "principal": person_principal(person),
        "reasons": [reason.value for reason in ASKERS],
        "most": MOST_LOOKED_AT,
        "queries": [_query(phrase, number) for number in range(len(phrase.terms))],
    }
    with connection.cursor() as cursor:
        cursor.execute(FOUND, parameters)
        return list(cursor.fetchall())


def _query(phrase: Phrase, number: int) -> str:
    """A word of the phrase as a query over bare words: itself, words that begin with its stem, and its other forms."""
    term = phrase.terms[number]
    stems = {bare(stem) for stem in term.stems.values()}
    ways = {f"'{bare(term.text)}'"} | {f"'{stem}':*" for stem in stems if len(stem) >= SHORTEST_STEM}
    for form in phrase.forms:
        if form.word == number:
            words = " & ".join(f"'{bare(word)}'" for word in form.words)
            ways.add(f"({words})")
    return " | ".join(sorted(ways))
