"""Texts as the search sees them."""

from __future__ import annotations

import re
import unicodedata

LONGEST_TEXT = 200
STEMMERS = {"es": "spanish", "en": "english"}
SEPARATORS = re.compile(r"[\W_]+")
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
FIGURES = re.compile(r"\d(?:[\s.\-/]?\d){4,}")
MASK = "•••"


def cleaned(text: str) -> str:
    """What somebody typed, on one line, at most 200 characters, without what a database can't keep."""
    storable = text.replace("\x00", " ").encode("utf-8", "replace").decode()
    return " ".join(storable.split())[:LONGEST_TEXT].strip()


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without punctuation."""
    plain = unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode()).lower()
    return SEPARATORS.sub(" ", plain).split()


def bare(text: str) -> str:
    """«Configuración» as «Configuracion», ñ as n."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    )


def without_addresses(text: str) -> str:
    """A text without e-mail addresses: whose they are tells nothing about what is looked for."""
    return ADDRESS.sub(" ", text)


def masked(text: str) -> str:
    """A text without e-mail addresses and without numbers of five figures or more (telephones, accounts, cards)."""
    return FIGURES.sub(MASK, ADDRESS.sub(MASK, text))
