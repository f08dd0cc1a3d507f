"""Words that mean the same, and what they would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.people.models import Person
from ventanilla.engines.search.choices import Source
from ventanilla.engines.search.models import Synonym
from ventanilla.engines.search.policies import may_mend
from ventanilla.engines.search.queries.phrases import keys_of, understand
from ventanilla.engines.search.queries.readers import reader_for
from ventanilla.engines.search.queries.results import Results, search
from ventanilla.engines.search.text import STEMMERS, cleaned

NO_GROUP = _("There are no such synonyms.")


@dataclass(frozen=True)
class Understood:
    """A word of a search, and the words that are looked for besides it."""

    word: str
    besides: Sequence[str]


def synonyms(
    person: Person, *, language: str = "", text: str = "", after: str | None = None, size: int = 50
) -> Page[Synonym]:
    """The groups that hold, the latest first; of `language`, with `text` in one of the words. Raises NotAllowed."""
    require(may_mend(person))
    rows = Synonym.objects.filter(active=True)
    if language in STEMMERS:
        rows = rows.filter(language=language)
    if cleaned(text):
        rows = rows.annotate(told=Cast("words", TextField())).filter(told__unaccent__icontains=cleaned(text))
    return page(rows, order=("-saved_at", "-id"), after=after, size=size)


def synonym_for(person: Person, pk: int) -> Synonym:
    """One group. Raises NotAllowed or NotFound."""
    require(may_mend(person))
    found = Synonym.objects.filter(active=True, pk=pk).first()
    if found is None:
        raise NotFound(NO_GROUP)
    return found


def tried(person: Person, text: str, words: Sequence[str] = (), language: str = "") -> Results:
    """What `text` would find for `person` if `words` meant the same. Nothing is kept."""
    given = [word for word in (cleaned(one).lower() for one in words) if word]
    if len(given) < 2 or language not in STEMMERS:
        return search(person, text, size=5)
    with transaction.atomic():
        Synonym.objects.create(
            words=given,
            keys=[keys_of(word, language) for word in given],
            language=language,
            source=Source.PEOPLE,
            saved_at=clock.now(),
        )
        results = search(person, text, size=5)
        transaction.set_rollback(True)
    return results


def understood(person: Person, text: str) -> list[Understood]:
    """How a text is understood: its words, with the synonyms and mended slips that are looked for as well."""
    reader = reader_for(person, (get_language() or settings.LANGUAGE_CODE)[:2])
    phrase = understand(cleaned(text), reader)
    return [
        Understood(
            term.text,
            list(
                dict.fromkeys(
                    " ".join(f.words) for f in phrase.forms if f.word == n and f.words != (term.text,)
                )
            ),
        )
        for n, term in enumerate(phrase.terms)
    ]
