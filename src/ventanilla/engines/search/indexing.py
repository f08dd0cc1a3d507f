"""Writing what is found into the index.

Every text is kept three times: stemmed in its language, stemmed without accents, and bare. Stemming alone would
miss «portatil» for «portátil»; taking accents away alone would break the Spanish stemmer (configuración,
configurar).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Expression, Value

from ventanilla.core.access.models import Audience
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Department
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.models import Document
from ventanilla.engines.search.text import STEMMERS, bare, words_of

BARE = "simple"
SHORTEST_WORD = 4
MOST_BODY = 100_000  # characters: a vector of PostgreSQL has its limits too

ADD_WORDS = """
    INSERT INTO search_word (audience_id, word, spelling, documents)
    SELECT %s, word, spelling, 1 FROM unnest(%s::text[], %s::text[]) AS found(word, spelling)
    ON CONFLICT (audience_id, word) DO UPDATE SET documents = search_word.documents + 1
"""
TAKE_WORDS = """
    UPDATE search_word SET documents = greatest(documents - 1, 0) WHERE audience_id = %s AND word = ANY(%s::text[])
"""
DROP_WORDS = "DELETE FROM search_word WHERE audience_id = %s AND word = ANY(%s::text[]) AND documents = 0"


@dataclass(frozen=True)
class Content:
    """What is found of a subject in one language."""

    language: str
    title: str
    summary: str = ""
    keywords: Sequence[str] = ()
    body: str = ""


@dataclass(frozen=True)
class Subject:
    """A live service or article: whose it is, for whom, and what it says in each language."""

    kind: Kind
    pk: int
    audience: Audience
    department: Department
    contents: tuple[Content, ...]


@transaction.atomic
def write(subject: Subject) -> None:
    """Make the index hold of a subject what it says now, and nothing else."""
    _one_at_a_time()
    rows = {
        row.language: row for row in Document.objects.filter(subject=subject_of(subject.kind, subject.pk))
    }
    for content in subject.contents:
        _put(subject, content, rows.pop(content.language, None))
    for row in rows.values():
        _drop(row)


@transaction.atomic
def drop(kind: Kind, pk: int) -> None:
    """Take a subject out of the index."""
    _one_at_a_time()
    for row in Document.objects.filter(subject=subject_of(kind, pk)):
        _drop(row)


def subject_of(kind: str, pk: int) -> str:
    """The name of a service or article in the index: «service:12»."""
    return f"{Kind(kind).value}:{pk}"


def _one_at_a_time() -> None:
    """The counts of the vocabulary would go wrong with two writers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('search_word'))")


def _put(subject: Subject, content: Content, row: Document | None) -> None:
    if row is None:
        row = Document(
            kind=subject.kind,
            subject=subject_of(subject.kind, subject.pk),
            language=content.language,
            head="",
            body="",
        )
        setattr(row, f"{subject.kind.value}_id", subject.pk)
    else:
        _forget(row)
    row.audience, row.department = subject.audience, subject.department
    row.title, row.summary = content.title, content.summary
    vocabulary = _vocabulary(content)
    row.words, row.updated_at = list(vocabulary), clock.now()
    row.save()
    Document.objects.filter(pk=row.pk).update(head=_head(content), body=_body(content))
    _count(ADD_WORDS, row.audience_id, row.words, list(vocabulary.values()))


def _drop(row: Document) -> None:
    _forget(row)
    row.delete()


def _forget(row: Document) -> None:
    _count(TAKE_WORDS, row.audience_id, row.words)
    _count(DROP_WORDS, row.audience_id, row.words)


def _count(sql: str, audience: int, *words: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [audience, *words])


def _head(content: Content) -> Expression:
    keywords = " ".join(content.keywords)
    return _vector([("A", content.title), ("B", keywords), ("C", content.summary)], content.language)


def _body(content: Content) -> Expression:
    return _vector([("D", content.body[:MOST_BODY])], content.language)


def _vector(parts: Iterable[tuple[str, str]], language: str) -> Expression:
    combined: Any = None
    for weight, text in parts:
        for config, form in _forms(language, " ".join(words_of(text))).items():
            part = SearchVector(Value(form), config=config, weight=weight)
            combined = part if combined is None else combined + part
    assert isinstance(combined, Expression)
    return combined


def _forms(language: str, text: str) -> Mapping[str, str]:
    """The texts to be indexed by configuration. What the stemmer makes of a word without its accents is added."""
    plain = bare(text)
    stemmer = STEMMERS.get(language)
    stemmed = {} if stemmer is None else {stemmer: text if plain == text else f"{text} {plain}"}
    return {**stemmed, BARE: plain}


def _vocabulary(content: Content) -> dict[str, str]:
    """The words that a slip of the pen may have meant: without accents, and as they are spelled."""
    texts = (content.title, content.summary, *content.keywords, content.body)
    spelled = {bare(word): word for text in texts for word in words_of(text)}
    return {
        word: spelled[word] for word in sorted(spelled) if len(word) >= SHORTEST_WORD and not word.isdigit()
    }
