"""Lines whose days may not overlap, as they are sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from pydantic import ValidationError

from tests.records.intake.asking import context, question
from ventanilla.core.blueprint.questions.base import read_element
from ventanilla.records.intake.conditions import rules
from ventanilla.records.intake.interpret import check

NAME = {"id": "name", "type": "short_text", "label": {"en": "Name"}, "required": True}
AWAY = {"id": "away", "type": "date_range", "label": {"en": "Days"}, "max_days": 30}
FIRST, LAST = ({"id": name, "type": "date", "label": {"en": name}} for name in ("first", "last"))


def errors(asked: Any, *rows: Any) -> dict[str, list[str]]:
    with translation.override("en"):
        return check([asked], {"parts": list(rows)}, context()).errors


def stretch(first: str, last: str, **more: Any) -> dict[str, Any]:
    return {"name": "x", "away": {"from": first, "to": last}, **more}


def test_the_line_that_overlaps_with_one_above_is_told_so_at_its_days() -> None:
    asked = question("rows", "parts", questions=[NAME, AWAY], apart="away")
    fine = [stretch("2027-06-01", "2027-06-10"), stretch("2027-06-11", "2027-06-12")]
    assert errors(asked, *fine) == {}
    assert errors(asked, *fine, {}, stretch("2027-06-12", "2027-06-13")) == {
        "parts.3.away": ["These days overlap with those of a line above."]
    }
    wrong = errors(asked, fine[0], stretch("2027-06-05", "2027-12-31"))
    assert list(wrong) == ["parts.1.away"]
    assert "overlap" not in wrong["parts.1.away"][0]


def test_two_columns_of_days_do_as_well_and_it_is_said_at_the_first() -> None:
    asked = question("rows", "parts", questions=[FIRST, LAST], apart=["first", "last"])
    one, two = {"first": "2027-06-01", "last": "2027-06-10"}, {"first": "2027-06-10", "last": "2027-06-10"}
    assert errors(asked, one, two) == {"parts.1.first": ["These days overlap with those of a line above."]}
    told = rules([asked], context())["questions"][0]["apart"]
    assert told["of"] == ["first", "last"]


@pytest.mark.parametrize("apart", ["name", "nothing", ["first", "name"], ["away", "last"], "first"])
def test_what_is_apart_are_days(apart: Any) -> None:
    rows = {"id": "parts", "type": "rows", "label": {"en": "Parts"}, "questions": [NAME, AWAY, FIRST, LAST]}
    with pytest.raises(ValidationError, match="“apart” names a column"):
        read_element({**rows, "apart": apart})
