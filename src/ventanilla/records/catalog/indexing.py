"""The words by which a service is found.

Every text is kept three times: stemmed in its language, stemmed without accents, and bare. Stemming
alone would miss «portatil» for «portátil»; taking accents away alone would break the Spanish stemmer
(configuración, configurar).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Expression, Value

from ventanilla.core.blueprint.package import Package

STEMMERS = {"es": "spanish", "en": "english"}
BARE = "simple"
SEPARATORS = re.compile(r"[\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without punctuation."""
    return SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text).lower()).split()


def without_accents(text: str) -> str:
    """«Configuración» as «Configuracion», ñ as n."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    )


def vector(package: Package) -> Expression:
    """The search vector of a package, to be written into its service: title A, keywords B, summary C,
    description D.
    """
    combined: Any = None
    for weight, language, text in _texts(package):
        for config, form in _forms(language, " ".join(words_of(text))):
            part = SearchVector(Value(form), config=config, weight=weight)
            combined = part if combined is None else combined + part
    assert isinstance(combined, Expression), "every package has a title"
    return combined


def _texts(package: Package) -> Iterator[tuple[str, str, str]]:
    """Weight, language and text of all that is searched."""
    for weight, texts in (("A", package.title), ("C", package.summary), ("D", package.description)):
        for language, text in (texts or {}).items():
            yield weight, language, text
    for language, keywords in (package.keywords or {}).items():
        yield "B", language, " ".join(keywords)


def _forms(language: str, text: str) -> Iterator[tuple[str, str]]:
    stemmer = STEMMERS.get(language)
    bare = without_accents(text)
    if stemmer:
        yield stemmer, text
        yield stemmer, bare
    yield BARE, bare
