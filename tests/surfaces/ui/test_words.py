"""Small pieces of language that several pages share."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from ventanilla.surfaces.ui.tickets.words import ended_once, listed


@pytest.mark.parametrize(
    ("names", "together"),
    [
        (["Pilar Aranda", "Ignacio Bello"], "Pilar Aranda e Ignacio Bello"),
        (["Oriol", "Pilar", "Íñigo"], "Oriol, Pilar e Íñigo"),
        (["Ana", "Hilario"], "Ana e Hilario"),
        (["agua", "hielo"], "agua y hielo"),
        (["Iván", "Marta"], "Iván y Marta"),
        (["Luis y Cía", "Marta"], "Luis y Cía y Marta"),
    ],
)
def test_in_spanish_the_last_name_is_joined_as_it_sounds(names: list[str], together: str):
    with override("es"):
        assert listed(names) == together


def test_in_english_every_last_name_is_joined_the_same_way():
    with override("en"):
        assert listed(["Pilar", "Ignacio"]) == "Pilar and Ignacio"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("After that: Who goes?.", "After that: Who goes?"), ("After that: Pay.", "After that: Pay.")],
)
def test_a_sentence_ends_once(words: str, sentence: str):
    assert ended_once(words) == sentence
