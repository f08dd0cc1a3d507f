"""Where people leave a form, and what they have to correct in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.engines.insights.conftest import House, at
from ventanilla.core.kit import clock
from ventanilla.engines.insights.actions import Step, drop_visit, end_visit, note_visit
from ventanilla.engines.insights.choices import Ending
from ventanilla.records.catalog.models import Service

FORM = [
    {
        "section": {"id": "first", "title": {"es": "Primero", "en": "First"}},
        "questions": [
            {"id": "what", "type": "short_text", "label": {"es": "¿Qué?", "en": "What?"}},
            {"id": "why", "type": "long_text", "label": {"es": "¿Para qué?", "en": "What for?"}},
        ],
    }
]


def wrote(service: Service, draft: int, before: dict[str, Any], after: dict[str, Any]) -> None:
    assert service.live_version
    step = Step(before, after, ["what", "why"], "first", clock.now())
    note_visit(service=service, version=service.live_version, draft=draft, step=step)


def test_who_leaves_is_counted_at_the_question_that_they_touched_last(house: House) -> None:
    service = house.service(form=FORM)
    assert service.live_version
    with clock.frozen(at(2, 9)):
        for draft in (1, 2, 3):
            wrote(service, draft, {}, {"what": "A chair"})
    with clock.frozen(at(2, 9) + timedelta(minutes=4)):
        wrote(service, 1, {"what": "A chair"}, {"what": "A stool"})
        wrote(service, 2, {"what": "A chair"}, {"what": "A chair", "why": "To sit"})
        drop_visit(draft=2)
        end_visit(
            service=service, version=service.live_version, ending=Ending.SENT, draft=1, key="sent", step=None
        )
    figures = house.counted(service, at(3, 9))
    assert (figures.begun, figures.sent, figures.left) == (2, 1, 1), "the third may still go on"
    assert (figures.filled_half, figures.filled_most) == (240, 240)
    what, why = figures.questions
    assert (what["seen"], what["answered"], what["changed"], what["left"]) == (2, 2, 1, 0)
    assert (why["seen"], why["answered"], why["changed"], why["left"]) == (2, 1, 0, 1)
    assert [(page["id"], page["left"]) for page in figures.pages] == [("first", 1)]
    later = house.counted(service, at(12, 9))
    assert (later.begun, later.left) == (3, 2)
    assert [question["left"] for question in later.questions] == [1, 1]


def test_following_another_one_instead_is_not_leaving(house: House) -> None:
    service = house.service(form=FORM)
    assert service.live_version
    with clock.frozen(at(2, 9)):
        wrote(service, 1, {}, {"what": "A chair"})
        end_visit(service=service, version=service.live_version, ending=Ending.JOINED, draft=1, key="joined")
    figures = house.counted(service, at(3, 9))
    assert (figures.begun, figures.sent, figures.left) == (1, 0, 0)
