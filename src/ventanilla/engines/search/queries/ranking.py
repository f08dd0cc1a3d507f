"""Ranking: which documents answer a phrase, the best first.

A document is scored by the best hit of each word (in the title before keywords, summary and body), rare words
counting more, and by how much of the phrase it answers. A page and its translation are one: each word counts where
it is hit best. Words that stand nearly everywhere would bring thousands of documents to be weighed, so each form of
a word brings a limited number of them, and what holds several words is asked for by itself.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ventanilla.engines.search.queries.phrases import Form, Phrase, accented
from ventanilla.engines.search.queries.readers import READABLE, Reader
from ventanilla.engines.search.text import STEMMERS, bare

MOST_WEIGHED = 60
MOST_OF_HEADS, MOST_OF_BODIES, MOST_OF_ALL = 250, 100, 2000
IN_TITLE, IN_KEYWORDS, IN_SUMMARY, IN_BODY = 1.0, 0.8, 0.3, 0.08
OTHER_LANGUAGE = 0.95  # a hit in the translation of a page
ONLY_OTHER_LANGUAGE = 0.5  # a page that the reader's language doesn't have
COVERAGE_POWER = 1.5
ENOUGH, ENOUGH_OF_A_SENTENCE = 0.4, 0.33  # below that nothing answers, and nothing is shown
SENTENCE = 5  # words that tell something
WORTH_SHOWING = 0.3  # beside something that answers
FAR_BEHIND = 0.04  # of the best score: a word in passing, where others are about it

# Each form as three queries (anywhere, title or keywords, title) for each language of documents.
FORMS = r"""
    WITH form AS MATERIALIZED (
        SELECT t.number - 1 AS form, l.language,
            t.factor * CASE WHEN l.language = %(own)s THEN 1 ELSE %(other)s END AS factor,
            max(q.query::text) FILTER (WHERE label = '')::tsquery AS anywhere,
            max(q.query::text) FILTER (WHERE label = 'AB')::tsquery AS keywords,
            max(q.query::text) FILTER (WHERE label = 'A')::tsquery AS title
        FROM unnest(
            %(factors)s::float8[], %(texts)s::text[], %(bare)s::text[], %(ends)s::text[]
        ) WITH ORDINALITY AS t(factor, text, bare, ending, number)
        CROSS JOIN (VALUES ('es', 'spanish'), ('en', 'english')) AS l(language, config)
        CROSS JOIN (VALUES (''), ('A'), ('AB')) AS w(label)
        CROSS JOIN LATERAL (
            SELECT to_tsquery('simple', regexp_replace(t.bare, '[^ &]+', '\&:' || t.ending || w.label, 'g'))
                || CASE WHEN t.ending = '' THEN
                    to_tsquery(l.config::regconfig, regexp_replace(t.text, '[^ &]+', '\&:' || w.label, 'g'))
                    || to_tsquery(l.config::regconfig, regexp_replace(t.bare, '[^ &]+', '\&:' || w.label, 'g'))
                ELSE ''::tsquery END AS query
        ) AS q
        GROUP BY t.number, t.factor, l.language
    )"""

# Where the forms stand in documents of one language: the index has a part for each. `key` is one number for all
# languages of a subject. The limits keep words that stand nearly everywhere from bringing thousands of documents.
IN_LANGUAGE = f"""
    SELECT f.form, h.key, f.factor * h.weight AS weight FROM form f CROSS JOIN LATERAL (
        (SELECT coalesce(d.service_id, -d.article_id) AS key,
                CASE WHEN d.head @@ f.title THEN %(in_title)s
                    WHEN d.head @@ f.keywords THEN %(in_keywords)s ELSE %(in_summary)s END AS weight
            FROM search_document d
            WHERE d.language = '{{language}}' AND d.head @@ f.anywhere AND {READABLE} LIMIT {MOST_OF_HEADS})
        UNION ALL
        (SELECT coalesce(d.service_id, -d.article_id), %(in_body)s FROM search_document d
            WHERE d.language = '{{language}}' AND d.body @@ f.anywhere AND {READABLE} LIMIT {MOST_OF_BODIES})
    ) AS h WHERE f.language = '{{language}}'
    UNION ALL
    SELECT f.form, h.key, f.factor * h.weight FROM together t JOIN form f USING (form, language)
    CROSS JOIN LATERAL (
        (SELECT coalesce(d.service_id, -d.article_id) AS key,
                CASE WHEN d.head @@ f.title THEN %(in_title)s
                    WHEN d.head @@ f.keywords THEN %(in_keywords)s ELSE %(in_summary)s END AS weight
            FROM search_document d
            WHERE d.language = '{{language}}' AND d.head @@ t.query AND {READABLE} LIMIT {MOST_OF_BODIES})
        UNION ALL
        (SELECT coalesce(d.service_id, -d.article_id), %(in_body)s FROM search_document d
            WHERE d.language = '{{language}}' AND d.body @@ t.query AND {READABLE} LIMIT {MOST_OF_BODIES})
    ) AS h WHERE t.language = '{{language}}'
"""  # noqa: S608 (nothing of it comes from outside)

# The best hit of each form in each subject, and the subjects with the best sums. `together`: documents that hold all
# the words, which a limit might have left out one by one.
HITS = rf"""
    {FORMS}, spoken AS (
        SELECT form.language, (%(words)s::int[])[form + 1] AS word, min(form) AS form,
            '(' || string_agg(anywhere::text, ' | ') || ')' AS query
        FROM form WHERE anywhere::text <> '' GROUP BY 1, 2
    ), together AS MATERIALIZED (
        SELECT s.language, s.form, a.query FROM spoken s JOIN (
            SELECT language, string_agg(query, ' & ')::tsquery AS query FROM spoken
            GROUP BY language HAVING count(*) > 1
        ) AS a USING (language)
    ), hit AS MATERIALIZED (
        SELECT form, key, max(weight) AS weight
        FROM ({" UNION ALL ".join(IN_LANGUAGE.format(language=code) for code in STEMMERS)}) AS h
        GROUP BY form, key
    ), known AS (
        SELECT form, count(*) AS subjects FROM hit GROUP BY form
    ), word AS (
        SELECT (%(words)s::int[])[h.form + 1] AS word, h.key,
            max(h.weight * ln(1 + %(all)s / k.subjects)) AS weight,
            string_agg(h.form || ' ' || h.weight, ' ') AS hits
        FROM hit h JOIN known k USING (form) GROUP BY 1, 2
    ), best AS (
        SELECT key, string_agg(hits, ' ') AS hits
        FROM word GROUP BY key ORDER BY sum(weight) * count(*) ^ {COVERAGE_POWER} DESC LIMIT {MOST_WEIGHED}
    )
    SELECT d.*, best.hits, (SELECT jsonb_object_agg(form, subjects) FROM known)
    FROM best CROSS JOIN LATERAL (
        SELECT d.subject, d.id, coalesce(d.service_id, d.article_id), d.kind, d.language, d.title, d.summary
        FROM search_document d
        WHERE d.subject = CASE WHEN best.key > 0 THEN 'service:' || best.key ELSE 'article:' || -best.key END
            AND {READABLE}
        ORDER BY d.language = %(own)s DESC, d.language LIMIT 1
    ) AS d
"""  # noqa: S608 (nothing of it comes from outside)
# How many there are, as far as it matters for how rare a word is.
SIZE = f"""
    SELECT count(*) FROM (
        SELECT FROM search_document d WHERE {READABLE} LIMIT {MOST_OF_ALL}
    ) AS readable
"""  # noqa: S608


@dataclass(frozen=True)
class Ranked:
    """A document as its reader gets it; `coverage` (0 to 1) is how much of the phrase it answers."""

    subject: str
    document: int
    pk: int
    kind: str
    language: str
    title: str
    summary: str
    score: float
    coverage: float


def ranked(phrase: Phrase, reader: Reader, *, nearest: bool = False) -> list[Ranked]:
    """The documents that answer `phrase`, best first, at most 60; none when nothing answers enough of it, unless it
    is the `nearest` that is wanted."""
    if not phrase.forms or not (reader.audiences or reader.departments or reader.all_articles):
        return []
    with connection.cursor() as cursor:
        cursor.execute(SIZE, reader.parameters())
        size = max(cursor.fetchone()[0] / len(STEMMERS), 1.0)
        cursor.execute(HITS, _parameters(phrase.forms, reader, size))
        rows = cursor.fetchall()
    known = {int(form): count for form, count in json.loads(rows[0][-1] if rows else "{}").items()}
    weighing = _Weighing.of(phrase, known, size)
    found = [weighing.weighed(row, reader) for row in rows]
    enough = ENOUGH if len(phrase.terms) < SENTENCE else ENOUGH_OF_A_SENTENCE
    if not nearest and max((one.coverage for one in found), default=0.0) < enough:
        return []
    least = 0.0 if nearest else FAR_BEHIND * max((one.score for one in found), default=0.0)
    answers = [one for one in found if nearest or (one.coverage >= WORTH_SHOWING and one.score >= least)]
    return sorted(answers, key=lambda one: (-round(one.score, 9), one.title))


def _parameters(forms: Sequence[Form], reader: Reader, size: float) -> dict[str, Any]:
    return {
        **reader.parameters(),
        "words": [form.word for form in forms],
        "factors": [form.factor for form in forms],
        "texts": [" & ".join(map(accented, form.words)) for form in forms],
        "bare": [" & ".join(bare(word) or word for word in form.words) for form in forms],
        "ends": ["*" if form.beginning else "" for form in forms],
        "other": OTHER_LANGUAGE,
        "in_title": IN_TITLE,
        "in_keywords": IN_KEYWORDS,
        "in_summary": IN_SUMMARY,
        "in_body": IN_BODY,
        "all": size,
    }


@dataclass(frozen=True)
class _Weighing:
    """What each form of each word counts: the rarer among the reader's documents, the more."""

    forms: Sequence[Form]
    by_form: Sequence[float]
    by_word: Sequence[float]

    @classmethod
    def of(cls, phrase: Phrase, known: Mapping[int, int], size: float) -> _Weighing:
        weights = [term.weight for term in phrase.terms]
        by_form = [
            weights[form.word] * math.log(1 + size / max(known.get(number, 0), 1))
            for number, form in enumerate(phrase.forms)
        ]
        by_word = by_form[: len(weights)]  # the first forms are the words as they were typed
        for word in range(len(weights)):
            if word not in known:
                others = (n for n, form in enumerate(phrase.forms) if form.word == word and n in known)
                by_word[word] = max((by_form[n] for n in others), default=by_form[word])
        return cls(phrase.forms, by_form, by_word)

    def weighed(self, row: Sequence[Any], reader: Reader) -> Ranked:
        subject, document, pk, kind, language, title, summary, hits, _known = row
        scores, covered = [0.0] * len(self.by_word), [0.0] * len(self.by_word)
        pairs = hits.split()
        for form, weight in zip(map(int, pairs[::2]), map(float, pairs[1::2]), strict=True):
            word = self.forms[form].word
            rarity = min(self.by_form[form], self.by_word[word])
            scores[word] = max(scores[word], rarity * weight)
            covered[word] = max(covered[word], rarity * _strength(weight))
        coverage = sum(covered) / sum(self.by_word)
        score = sum(scores) * coverage**COVERAGE_POWER
        if language != reader.language:
            score *= ONLY_OTHER_LANGUAGE
        return Ranked(subject, document, pk, kind, language, title, summary, score, coverage)


def _strength(weight: float) -> float:
    """How much of a word a hit answers: one in the title wholly, one in the body by half."""
    return float(min(1.0, weight**0.25))
