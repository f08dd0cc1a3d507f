"""What other systems answered, in the reader's language."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from ventanilla.engines.integrations.wording import SENTENCES, plainly


@pytest.mark.parametrize(
    ("problem", "spanish"),
    [
        ("nobody in the directory is called “ana”", "nadie en el directorio se llama «ana»"),
        ("it answered 500: Disk\nfull, 100%", "respondió 500: Disk\nfull, 100%"),
        ("constraintViolation", "constraintViolation"),
        ("", ""),
    ],
)
def test_what_is_ours_is_said_in_the_readers_language_and_the_rest_as_it_came(
    problem: str, spanish: str
) -> None:
    with override("es"):
        assert plainly(problem) == spanish
    with override("en"):
        assert plainly(problem) == problem


def test_every_sentence_finds_itself() -> None:
    with override("es"):
        for sentence in SENTENCES:
            said = sentence % {"name": "x", "size": "x", "what": "x"}
            assert plainly(said) != said, sentence
