"""What somebody finds: documents and their own tickets in one list, the best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from ventanilla.core.people.models import Person
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.models import Need
from ventanilla.engines.search.queries.phrases import Phrase, understand
from ventanilla.engines.search.queries.ranking import Ranked, ranked
from ventanilla.engines.search.queries.readers import reader_for
from ventanilla.engines.search.queries.tickets import FoundTicket, found_tickets
from ventanilla.engines.search.text import bare, cleaned, without_addresses
from ventanilla.records.catalog.queries import services_for
from ventanilla.records.knowledge.models import Article
from ventanilla.records.tickets.models import Ticket

ALL_KINDS = (Kind.SERVICE, Kind.ARTICLE, Kind.TICKET)
MOST_FOUND = 40
ARTICLE_ICON, TICKET_ICON = "book-open", "ticket"


@dataclass(frozen=True)
class Hit:
    """One result, as its reader gets it. `slug` is a ticket's number; `language` that of title and summary; `opens`,
    of a resource, what its service keeps (catalog/resources.py reads it)."""

    kind: Kind
    id: int
    slug: str
    title: str
    summary: str
    language: str
    icon: str
    score: float
    document: int | None = None
    ticket: Ticket | None = None
    opens: Mapping[str, Any] | None = None
    coverage: float = 1.0
    """How much of what was asked it answers, 0 to 1."""

    @property
    def subject(self) -> str:
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True)
class Results:
    """`hits`, best first; `counts` by kind of all that was found; `corrected`, the text without its slips ("" when
    it has none); `marks`, the stems of the words that were hit, in small letters without accents ("contr*": whatever
    begins so)."""

    text: str
    hits: Sequence[Hit] = ()
    counts: Mapping[Kind, int] = field(default_factory=dict)
    corrected: str = ""
    marks: Sequence[str] = ()
    need: Need | None = None

    @property
    def found(self) -> int:
        return sum(self.counts.values())


def search(
    person: Person,
    text: str,
    *,
    language: str | None = None,
    kinds: Iterable[str] = ALL_KINDS,
    size: int = 10,
    typing: bool = False,
) -> Results:
    """What answers `text` (up to 200 characters) among all that `person` may see, in `language` (default: the active
    one); `typing`: the last word may not be finished. The counts are of all kinds, the hits of `kinds`."""
    text = cleaned(text)
    reader = reader_for(person, (language or get_language() or settings.LANGUAGE_CODE)[:2])
    phrase = understand(without_addresses(text), reader, typing=typing)
    hits = [*_documents(person, ranked(phrase, reader))]
    if Kind.TICKET in kinds and not typing:
        hits += [_ticket(found, reader.language) for found in found_tickets(person, phrase)]
    hits.sort(key=lambda hit: -hit.score)
    chosen = [hit for hit in hits if hit.kind in kinds]
    counts = Counter(hit.kind for hit in hits)
    return Results(text, chosen[:size], counts, phrase.corrected if hits else "", _marks(phrase))


def suggest(person: Person, text: str, *, language: str | None = None, size: int = 6) -> Results:
    """What `text` seems to be getting at while it is typed: services and articles."""
    return search(person, text, language=language, kinds=(Kind.SERVICE, Kind.ARTICLE), size=size, typing=True)


def nearest(person: Person, text: str, *, language: str | None = None, size: int = 5) -> Sequence[Hit]:
    """What comes nearest to a text that nothing answers."""
    reader = reader_for(person, (language or get_language() or settings.LANGUAGE_CODE)[:2])
    phrase = understand(cleaned(text), reader)
    return list(_documents(person, ranked(phrase, reader, nearest=True)))[:size]


def _documents(person: Person, found: Sequence[Ranked]) -> Iterable[Hit]:
    """Those that the rules of their own rooms show as well: the index may be a moment behind."""
    found = found[:MOST_FOUND]
    ids = {kind: [one.pk for one in found if one.kind == kind] for kind in (Kind.SERVICE, Kind.ARTICLE)}
    shown: dict[tuple[str, int], tuple[str, str, Mapping[str, Any] | None]] = {}
    if ids[Kind.SERVICE]:
        rows = services_for(person).filter(pk__in=ids[Kind.SERVICE]).order_by()
        listed = rows.values_list("pk", "slug", "icon", "opens")
        shown |= {(Kind.SERVICE, pk): (slug, icon, opens) for pk, slug, icon, opens in listed}
    if ids[Kind.ARTICLE]:
        visible = Article.objects.visible_to(person).filter(pk__in=ids[Kind.ARTICLE])
        articles = visible.values_list("pk", "slug")
        shown |= {(Kind.ARTICLE, pk): (slug, ARTICLE_ICON, None) for pk, slug in articles}
    for one in found:
        if (one.kind, one.pk) in shown:
            slug, icon, opens = shown[one.kind, one.pk]
            yield Hit(
                Kind(one.kind),
                one.pk,
                slug,
                one.title,
                one.summary,
                one.language,
                icon,
                one.score,
                one.document,
                opens=opens,
                coverage=one.coverage,
            )


def _ticket(found: FoundTicket, language: str) -> Hit:
    ticket = found.ticket
    title, spoken = found.title
    return Hit(
        Kind.TICKET,
        ticket.pk,
        ticket.number,
        title,
        "",
        spoken or language,
        TICKET_ICON,
        found.score,
        ticket=ticket,
    )


def _marks(phrase: Phrase) -> list[str]:
    """Stems rather than words, so that «impresoras» marks «impresora»; whole words where the stem is too short."""
    marks = {bare(form.words[0]) for form in phrase.forms if len(form.words) == 1}
    marks |= {stem for term in phrase.terms for stem in map(bare, term.stems.values())}
    begun = {f"{bare(form.words[0])}*" for form in phrase.forms if form.beginning}
    return sorted(mark for mark in marks | begun if len(mark) > 2)
