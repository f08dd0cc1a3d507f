"""What is made of a text before anything is looked up."""

from __future__ import annotations

import pytest

from ventanilla.engines.search.queries.phrases import accented, telling
from ventanilla.engines.search.queries.typos import edits
from ventanilla.engines.search.text import bare, cleaned, masked, words_of


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  a\n b\tc ", "a b c"),
        ("NUL\x00byte", "NUL byte"),
        ("half \ud800 pair", "half ? pair"),
        ("x" * 300, "x" * 200),
        ("", ""),
    ],
)
def test_what_is_typed_is_cleaned(text: str, kept: str) -> None:
    assert cleaned(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("reset ana@acme.example now", "reset ••• now"),
        ("call 612 345 678", "call •••"),
        ("ES91-2100-0418-45", "ES•••"),
        ("error 0x80 in room 312", "error 0x80 in room 312"),
        ("2024 taxes", "2024 taxes"),
    ],
)
def test_addresses_and_long_numbers_are_masked(text: str, kept: str) -> None:
    assert masked(text) == kept


def test_words_are_small_and_without_signs() -> None:
    assert words_of("¿Qué pasa con el Wi-Fi_2?") == ["qué", "pasa", "con", "el", "wi", "fi", "2"]
    assert bare("Configuración añeja") == "Configuracion aneja"


def test_words_that_tell_nothing_are_left_out_unless_there_is_nothing_else() -> None:
    assert telling("quiero pedir un portátil, por favor") == ["portátil"]
    assert telling("I would like to get a new laptop please") == ["new", "laptop"]
    assert telling("quiero un") == ["quiero", "un"]
    assert telling("portátil portátil") == ["portátil"]
    assert len(telling(" ".join(f"palabra{n}" for n in range(50)))) == 12


@pytest.mark.parametrize(
    ("word", "spelled"), [("configuracion", "configuración"), ("version", "versión"), ("ciones", "ciones")]
)
def test_the_accent_that_most_leave_out_is_put_back(word: str, spelled: str) -> None:
    assert accented(word) == spelled


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [
        ("porttil", "portatil", 1),
        ("protatil", "portatil", 1),
        ("casa", "casa", 0),
        ("", "abc", 3),
        ("raton", "razn", 2),
    ],
)
def test_edits_count_a_swap_as_one(left: str, right: str, distance: int) -> None:
    assert edits(left, right) == edits(right, left) == distance
