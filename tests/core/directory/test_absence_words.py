"""Absences in the history say their days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from ventanilla.core.directory.entries import AbsenceChanged


@pytest.mark.parametrize(
    ("language", "what", "expected"),
    [
        ("en", "entered", "Olga entered: Ana is away from 1 March 2027 to 5 March 2027."),
        ("es", "entered", "Olga ha anotado: Ana está fuera del 1 de marzo de 2027 al 5 de marzo de 2027."),
        ("en", "ended", "Olga took back: Ana away from 1 March 2027 to 5 March 2027."),
        ("es", "ended", "Olga ha quitado la ausencia de Ana del 1 de marzo de 2027 al 5 de marzo de 2027."),
    ],
)
def test_the_days_of_an_absence_are_told_in_words(language: str, what: str, expected: str) -> None:
    entry = AbsenceChanged(
        what=what,
        person="Ana",
        person_id=1,
        from_on=date(2027, 3, 1),
        until_on=date(2027, 3, 5),
    )
    with translation.override(language):
        assert entry.say("Olga") == expected


def test_with_who_decides_meanwhile_too() -> None:
    days = {"from_on": date(2027, 3, 1), "until_on": date(2027, 3, 1)}
    entry = AbsenceChanged(what="entered", person="Ana", person_id=1, delegate="Luis", **days)
    with translation.override("en"):
        assert "from 1 March 2027 to 1 March 2027, Luis decides meanwhile." in entry.say("Olga")
