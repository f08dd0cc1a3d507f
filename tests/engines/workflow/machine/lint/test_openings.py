"""An opening of sealed answers that lies before their own closing."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from ventanilla.core.blueprint.checks import check
from ventanilla.engines.workflow.machine.lint import Degree, lint

CLOSES, OPENS = {"fact": "answers.closes_on"}, {"fact": "answers.opens_on"}
FORM = [
    {
        "section": {"id": "when", "title": {"en": "When"}},
        "questions": [
            {"id": name, "type": "date", "label": {"en": name}, "required": True}
            for name in ("closes_on", "opens_on")
        ],
    }
]


def found(opens: Any, **deadline: Any) -> list[str]:
    asks = [{"id": "price", "type": "number", "label": {"en": "Price"}}]
    ask = {"id": "offer", "asks": asks, "sealed_until": opens, "deadline": {**deadline, "ends": True}}
    package = factories.package(form=FORM, workflow=[{"ask": ask}])
    assert check(package) == []
    codes = [each for each in lint(package) if each.code == "opened_early"]
    assert all(each.degree is Degree.WARNING for each in codes)
    return [each.spelled for each in codes]


PLACE = ["workflow[0].ask.sealed_until"]


@pytest.mark.parametrize(
    ("opens", "deadline"),
    [
        ({"add_days": [CLOSES, -1]}, {"by": CLOSES}),
        ({"add_working_days": [CLOSES, -1]}, {"by": CLOSES}),
        (CLOSES, {"by": CLOSES, "after": "1 business day"}),
        (CLOSES, {"by": {"add_days": [CLOSES, 2]}}),
        ({"add_days": [CLOSES, 2]}, {"by": CLOSES, "after": "3 days"}),
        ({"add_days": [CLOSES, 2]}, {"by": {"add_days": [CLOSES, 1]}, "after": "2 days"}),
        ({"add_days": [CLOSES, -3]}, {"by": CLOSES, "before": "2 days"}),
        ("2027-03-01", {"by": "2027-03-02"}),
        ("2027-03-01T10:00+01:00", {"by": "2027-03-01T11:00+01:00"}),
        ("2027-03-01T23:00+01:00", {"by": "2027-03-02"}),
        ("2027-03-01", {"by": "2027-03-02", "after": "1 day"}),
    ],
)
def test_an_opening_before_the_closing_is_found(opens: Any, deadline: dict[str, Any]) -> None:
    assert found(opens, **deadline) == PLACE


@pytest.mark.parametrize(
    ("opens", "deadline"),
    [
        (CLOSES, {"by": CLOSES}),
        ({"add_days": [CLOSES, 1]}, {"by": CLOSES}),
        (CLOSES, {"by": CLOSES, "before": "2 days"}),
        (OPENS, {"by": CLOSES}),
        (OPENS, {"within": "5 days"}),
        (
            {"add_days": [CLOSES, -2]},
            {"by": CLOSES, "before": "1 business day"},
        ),  # over a weekend it lies after
        ({"add_days": [CLOSES, 3]}, {"by": CLOSES, "after": "2 business days"}),
        ({"add_days": [{"add_working_days": [CLOSES, 1]}, -5]}, {"by": CLOSES}),
        ("2027-03-02", {"by": "2027-03-02"}),
        ("2027-03-03", {"by": "2027-03-02"}),
        ("2027-03-01", {"by": "2027-03-02", "before": "2 days"}),
        ("2027-03-01T12:00+01:00", {"by": "2027-03-01T11:00+01:00"}),
        ("2027-03-01", {"by": CLOSES}),
        ("deadline", {"by": CLOSES}),
    ],
)
def test_what_may_lie_after_it_is_passed_over(opens: Any, deadline: dict[str, Any]) -> None:
    assert found(opens, **deadline) == []
