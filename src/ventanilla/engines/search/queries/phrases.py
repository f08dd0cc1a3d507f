"""What a typed text may mean: its words, the words that mean the same, and what a slip of the pen was meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from ventanilla.engines.search.fillers import FAINT, FAINTNESS, SILENT
from ventanilla.engines.search.models import Synonym
from ventanilla.engines.search.queries.readers import READABLE, Reader
from ventanilla.engines.search.queries.typos import closest
from ventanilla.engines.search.text import STEMMERS, bare, words_of

MOST_WORDS = 12
LONGEST_PHRASE = 4
EXACT, SAME, BEGINNING, MEANT = 1.0, 0.9, 0.7, 0.6
NEAR = 3  # how many nearest words of a slip are tried

# The stems of each word, and whether the reader's documents know it in any form: the vocabulary is asked first, which
# holds bare words, then each language's part of the index.
IN_LANGUAGE = f"""
    EXISTS (
        SELECT FROM search_document d CROSS JOIN LATERAL (
            SELECT to_tsquery('{{stemmer}}', t.text) || to_tsquery('{{stemmer}}', t.bare)
                || to_tsquery('simple', t.beginning) AS query
        ) q
        WHERE d.language = '{{language}}' AND (d.head @@ q.query OR d.body @@ q.query) AND {READABLE}
    )"""
WORDS = f"""
    SELECT t.number, (ts_lexize('spanish_stem', t.bare))[1], (ts_lexize('english_stem', t.bare))[1],
        EXISTS (
            SELECT FROM search_word w WHERE w.word = t.bare AND w.audience_id = ANY(%(audiences)s::bigint[])
        ) OR {" OR ".join(IN_LANGUAGE.format(language=code, stemmer=name) for code, name in STEMMERS.items())}
    FROM unnest(%(texts)s::text[], %(bare)s::text[], %(beginnings)s::text[])
        WITH ORDINALITY AS t(text, bare, beginning, number)
    ORDER BY t.number
"""  # noqa: S608
DICTIONARIES = {code: f"{stemmer}_stem" for code, stemmer in STEMMERS.items()}
ACCENT = re.compile(r"([cs])ion$")
STEMS = """
    SELECT coalesce((ts_lexize(%s, word))[1], word)
    FROM unnest(%s::text[]) WITH ORDINALITY AS t(word, number) ORDER BY number
"""


@dataclass(frozen=True)
class Form:
    """One way in which word number `word` may stand in a document: `words`, all of them; `factor` is what it counts."""

    word: int
    factor: float
    words: tuple[str, ...]
    beginning: bool = False


@dataclass(frozen=True)
class Term:
    """A typed word: what it counts among the others, its stems by language, and whether anything knows it."""

    text: str
    weight: float
    stems: Mapping[str, str]
    known: bool


@dataclass(frozen=True)
class Phrase:
    """A text as it was understood. `corrected` is the text with its slips mended, when there were any."""

    terms: tuple[Term, ...]
    forms: tuple[Form, ...]
    corrected: str = ""


def understand(text: str, reader: Reader, *, typing: bool = False) -> Phrase:
    """What `text` may mean to `reader`; `typing`: the last word may not be finished."""
    words = telling(text)
    if not words:
        return Phrase((), ())
    terms = _terms(words, reader)
    forms = [Form(number, EXACT, (term.text,)) for number, term in enumerate(terms)]
    last = len(terms) - 1
    if len(terms[last].text) > (1 if typing else 3):
        forms.append(Form(last, BEGINNING, (terms[last].text,), beginning=True))
    same = list(_same(terms))
    forms += same
    terms = _told_by_phrases(terms, same)
    unknown = [n for n, term in enumerate(terms) if not term.known and n not in {form.word for form in same}]
    meant, corrected = _meant(text, terms, unknown, reader)
    return Phrase(tuple(terms), (*forms, *meant), corrected)


def accented(word: str) -> str:
    """«configuracion» as «configuración»: the Spanish stemmer needs this accent, which many leave out."""
    return ACCENT.sub(r"\1ión", word)


def telling(text: str) -> list[str]:
    """The words of a text that say what it is about; all of them when none does."""
    distinct = list(dict.fromkeys(words_of(text)))
    telling_ones = [word for word in distinct if word not in SILENT and (len(word) > 1 or word.isdigit())]
    return (telling_ones or distinct)[:MOST_WORDS]


def keys_of(phrase: str, language: str) -> str:
    """The stems of a phrase without its silent words: what it is recognised by."""
    words = [bare(word) for word in telling(phrase)]
    with connection.cursor() as cursor:
        cursor.execute(STEMS, [DICTIONARIES.get(language, "simple"), words])
        return " ".join(row[0] for row in cursor.fetchall())


def _terms(words: Sequence[str], reader: Reader) -> list[Term]:
    plain = [bare(word) or word for word in words]
    beginnings = [*plain[:-1], f"{plain[-1]}:*"]
    with connection.cursor() as cursor:
        cursor.execute(
            WORDS,
            {
                **reader.parameters(),
                "texts": [accented(word) for word in words],
                "bare": plain,
                "beginnings": beginnings,
            },
        )
        rows = cursor.fetchall()
    return [
        Term(
            text=word,
            weight=FAINTNESS if word in FAINT and len(words) > 1 else 1.0,
            stems={"es": spanish or bare(word), "en": english or bare(word)},
            known=known,
        )
        for word, (_number, spanish, english, known) in zip(words, rows, strict=True)
    ]


def _same(terms: Sequence[Term], factor: float = SAME) -> Iterator[Form]:
    """The words that mean the same as one of the text's words or phrases."""
    spans = {language: _spans([term.stems[language] for term in terms]) for language in STEMMERS}
    wanted = {key for by_key in spans.values() for key in by_key}
    for group in Synonym.objects.filter(active=True, keys__overlap=sorted(wanted)).only(
        "words", "keys", "language"
    ):
        for typed in dict.fromkeys(group.keys):
            for start, end in spans.get(group.language, {}).get(typed, ()):
                others = [words for words, key in zip(group.words, group.keys, strict=True) if key != typed]
                yield from _standing_in(range(start, end), others, factor)


def _told_by_phrases(terms: Sequence[Term], same: Iterable[Form]) -> list[Term]:
    """A faint word that is part of a phrase («fuera de la oficina») counts in full."""
    told = {form.word for form in same}
    return [replace(term, weight=1.0) if number in told else term for number, term in enumerate(terms)]


def _spans(stems: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """Every run of up to four words by its key."""
    found: dict[str, list[tuple[int, int]]] = {}
    for start in range(len(stems)):
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(stems)) + 1):
            found.setdefault(" ".join(stems[start:end]), []).append((start, end))
    return found


def _standing_in(places: Iterable[int], others: Iterable[str], factor: float) -> Iterator[Form]:
    for other in others:
        words = tuple(telling(other))
        if words:
            yield from (Form(place, factor, words) for place in places)


def _meant(
    text: str, terms: Sequence[Term], unknown: Sequence[int], reader: Reader
) -> tuple[list[Form], str]:
    """Forms for the words that nobody knows, and the text with the nearest word in the place of each."""
    near = closest([bare(terms[number].text) for number in unknown], reader.audiences)
    if not near:
        return [], ""
    forms: list[Form] = []
    mended: dict[int, str] = {}
    for number in unknown:
        words = near.get(bare(terms[number].text), [])[:NEAR]
        forms += [Form(number, MEANT, (word,)) for word in words]
        if words:
            mended[number] = words[0]
    repaired = _terms([mended.get(number, term.text) for number, term in enumerate(terms)], reader)
    forms += [replace(form, factor=MEANT * SAME) for form in _same(repaired) if form.word in mended]
    return forms, _rewritten(text, {terms[number].text: word for number, word in mended.items()})


def _rewritten(text: str, mended: Mapping[str, str]) -> str:
    return " ".join(mended.get(word, word) for word in words_of(text)) if mended else ""
