"""Schedules that fill in whole forms: people, money, days, several choices and lines."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tests import factories
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.engines.workflow.actions import schedules
from ventanilla.engines.workflow.models import Schedule, ScheduledStart
from ventanilla.records.catalog.flaws import flaws_of
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import from_values
from ventanilla.records.tickets.queries import latest_answers

pytestmark = pytest.mark.django_db


def words(text: str) -> dict[str, str]:
    return {"es": text, "en": text}


def asked(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "label": words(name), **more}


FORM = [
    {
        "section": {"id": "all", "title": words("All")},
        "questions": [
            asked("who", "person", required=True),
            asked("crew", "persons"),
            asked("fee", "money", max=500),
            asked("weight", "number", decimals=3),
            asked("away", "date_range"),
            asked("kinds", "choices", options=[{"value": v, "label": words(v)} for v in ("a", "b")]),
            asked(
                "parts",
                "rows",
                questions=[
                    asked("part", "short_text", required=True),
                    asked("count", "number", max=9),
                    asked("price", "money"),
                ],
            ),
        ],
    }
]
ANSWERS: dict[str, Any] = {
    "who": "marta@acme.example",
    "crew": ["marta@acme.example", {"fact": "requested_for.id"}],
    "fee": {"amount": "99.50", "currency": "EUR"},
    "weight": {"divide": [9, 8]},
    "away": {"from": {"fact": "today"}, "to": {"add_days": [{"fact": "today"}, 4]}},
    "kinds": ["b"],
    "parts": [
        {"part": "Rope", "count": {"add": [1, 2]}, "price": 12.5},
        {"part": {"fact": "requested_for.name"}},
    ],
}


def service(answers: dict[str, Any], form: Any = FORM) -> Service:
    every = {"id": "r", "title": {"en": "R"}, "every": {"days": 90}, "starts_on": "2026-01-01"}
    return factories.service(form=form, schedules=[{**every, "answers": answers}])


def test_everything_a_form_holds_is_asked_for_as_it_was_worked_out() -> None:
    marta = factories.person("Marta", email="marta@acme.example")
    made = service(ANSWERS)
    Schedule.objects.filter(service=made).update(next_at=clock.now() - timedelta(minutes=1))
    with translation.override("es"):  # where 1.125 would be read as a thousand
        schedules.start_due()
        run_jobs()
    ticket = ScheduledStart.objects.get().ticket
    assert Schedule.objects.get().problem == ""
    assert ticket is not None
    given = latest_answers(ticket).answers
    owner = made.owner
    today = clock.today(clock.now().tzinfo)  # type: ignore[arg-type]
    assert given.pop("away")["from"][:4] == str(today.year)
    assert given == {
        "who": str(marta.pk),
        "crew": [str(marta.pk), str(owner.pk)],
        "fee": {"amount": "99.50", "currency": "EUR"},
        "weight": 1.125,
        "kinds": ["b"],
        "parts": [
            {"part": "Rope", "count": 3, "price": {"amount": "12.50", "currency": "EUR"}},
            {"part": owner.name},
        ],
    }


def test_what_would_be_refused_when_its_time_comes_is_told_when_it_is_brought_in() -> None:
    factories.person("Marta", email="marta@acme.example")
    made = service(ANSWERS)
    assert made.live_version is not None
    package = package_of(made.live_version)
    assert flaws_of(package) == []
    wrong = {
        **ANSWERS,
        "who": "nobody@acme.example",
        "fee": 501,
        "kinds": ["c"],
        "parts": [{"part": "Rope", "count": 10}, {"part": "Belt", "price": {"amount": 1, "currency": "USD"}}],
    }
    document = package.to_document()
    document["schedules"][0]["answers"] = wrong
    with translation.override("en"):
        found = {flaw.path[2:]: flaw.text for flaw in flaws_of(type(package).from_document(document))}
    assert found == {
        ("answers", "who"): "We can't find this person. Write the whole name or the e-mail address.",
        ("answers", "fee"): "Write €500.00 or less.",
        ("answers", "kinds"): "Choose from the options only.",
        ("answers", "parts", 0, "count"): "Write 9 or less.",
        ("answers", "parts", 1, "price"): "Give the amount in EUR.",
    }


def test_what_is_refused_all_the_same_is_told_with_its_question() -> None:
    factories.person("Marta", email="marta@acme.example")
    made = service({**ANSWERS, "fee": {"multiply": [300, 2]}})
    Schedule.objects.filter(service=made).update(next_at=clock.now() - timedelta(minutes=1))
    with translation.override("en"):
        schedules.start_due()
        run_jobs()
    assert ScheduledStart.objects.get().ticket is None
    assert "fee: Write €500.00 or less." in Schedule.objects.get().problem


def test_a_computed_number_is_the_same_in_every_language() -> None:
    factories.person("Marta", email="marta@acme.example")
    made = service(ANSWERS)
    assert made.live_version is not None
    form = package_of(made.live_version).form
    assert from_values(form, {"weight": "1.125", "else": 3}) == {"weight": 1.125, "else": 3}
    assert from_values(form, {"weight": Decimal("1.125")}) == {"weight": 1.125}
