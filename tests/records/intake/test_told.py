"""Question and answer in one line."""

from __future__ import annotations

from ventanilla.records.intake.showing import Shown


def test_a_question_mark_needs_no_colon_behind_it() -> None:
    assert Shown("why", "¿Por qué?", "Ya no la quiero", "choice").told == "¿Por qué? Ya no la quiero"
    assert Shown("price", "Lo que pagaste", "90,00 €", "money").told == "Lo que pagaste: 90,00 €"
