"""Designers read how a service does, and compare those that they design."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.insights.models import ServiceFigures
from ventanilla.records.catalog.models import Service

pytestmark = pytest.mark.django_db

STEP = {"kind": "approval", "counted": 30, "half": 240, "most": 600, "total": 9000, "waiting": 9000}
STEPS = [
    {"block": "go", "title": {"es": "Visto bueno", "en": "Go-ahead"}, **STEP},
    {
        "block": "do",
        "title": {"es": "Hacerlo", "en": "Do it"},
        **STEP,
        "kind": "task",
        "total": 3000,
        "waiting": 600,
    },
]
QUESTIONS = [
    {
        "id": "what",
        "label": {"es": "¿Qué?", "en": "What?"},
        "seen": 60,
        "answered": 58,
        "changed": 9,
        "left": 2,
    },
    {
        "id": "why",
        "label": {"es": "¿Para qué?", "en": "What for?"},
        "seen": 60,
        "answered": 40,
        "changed": 3,
        "left": 10,
    },
]
MANY = {
    "begun": 60, "sent": 48, "left": 12, "filled_half": 170, "filled_most": 400, "ended": 40, "asked_back": 10,
    "amended": 4, "alone": 36, "rerouted": 3, "reweighed": 2, "with_approval": 32, "nobody_decided": 8, "done": 32,
    "cycle_half": 360, "cycle_most": 1500, "steps": STEPS, "questions": QUESTIONS,
}  # fmt: skip


def counted(service: Service, month: date | None = None, **values: Any) -> ServiceFigures:
    return ServiceFigures.objects.create(service=service, month=month, counted_at=clock.now(), **values)


@pytest.fixture
def thing(db: None) -> Service:
    factories.calendar()
    return factories.service(service="thing", title={"es": "Cosa", "en": "Thing"})


@pytest.fixture
def rosa(thing: Service) -> Client:
    return signed_in(factories.with_role(Role.DESIGNER, thing.department, language="en"))


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_the_figures_are_told_in_sentences_that_name_the_slowest_step(rosa: Client, thing: Service) -> None:
    counted(thing, **MANY)
    page = text(rosa, "/designer/services/thing/figures/")
    for sentence in (
        "Half of those who sent it took at most 3 min, 85 of 100 at most 7 min.",
        "Of 60 who began to write, 12 left without sending it: 20 of 100.",
        "Most of them stopped at “What for?”: 10 of the 12 who left.",
        "In 25 of 100 requests somebody had to ask before the work could go on.",
        "90 of 100 requests found their team and their priority by themselves.",
        "8 of 100 were handed to another team, 5 of 100 got another priority by hand.",
        "25 of 100 of those that were done needed nobody&#x27;s decision.",
        "Half of the 32 that were done took at most 6 h, 85 of 100 at most 3 working days.",
        "Most of the time goes into “Go-ahead”: 75 of 100 hours of all steps together.",
        "Of that time 100 of 100 are waiting.",
    ):
        assert sentence in page, sentence


def test_of_few_there_are_no_hundredths_and_of_very_few_nothing(rosa: Client, thing: Service) -> None:
    counted(
        thing,
        **{**MANY, "ended": 12, "asked_back": 3, "done": 4, "begun": 2, "sent": 1, "left": 1, "steps": []},
    )
    page = text(rosa, "/designer/services/thing/figures/")
    assert "In 3 of 12 requests somebody had to ask" in page
    assert "Too few to tell: only 4." in page
    assert "took at most" not in page
    assert "stopped at" not in page


def test_a_month_is_chosen_and_nonsense_is_the_last_90_days(rosa: Client, thing: Service) -> None:
    counted(thing, **{**MANY, "ended": 20, "asked_back": 1})
    counted(thing, date(2026, 3, 1), **{**MANY, "ended": 20, "asked_back": 2})
    path = "/designer/services/thing/figures/"
    assert "In 10 of 100 requests" in text(rosa, f"{path}?month=2026-03")
    assert "In 5 of 100 requests" in text(rosa, f"{path}?month=%00")
    assert "Nothing was counted for this time" in text(rosa, f"{path}?month=1999-01")


def test_before_the_first_night_the_page_says_so(rosa: Client, thing: Service) -> None:
    assert "Not counted yet" in text(rosa, "/designer/services/thing/figures/")


def test_those_of_a_confidential_service_are_for_its_teams_alone(rosa: Client, thing: Service) -> None:
    counted(thing, **MANY)
    Service.objects.update(confidential=True)
    assert text(rosa, "/designer/services/thing/figures/", 404)
    assert "/figures/" not in text(rosa, "/designer/services/thing/").replace('href="/designer/figures/"', "")
    assert "Thing" not in text(rosa, "/designer/figures/")
    assert "thing" not in text(rosa, "/designer/figures/export/")
    nora = factories.with_role(Role.DESIGNER, thing.department, "Nora", language="en")
    thing.owner_team.members.add(nora)
    assert "Go-ahead" in text(signed_in(nora), "/designer/services/thing/figures/")
    assert "Thing" in text(signed_in(nora), "/designer/figures/")


def test_the_list_is_sorted_and_what_cannot_be_told_stands_last(rosa: Client, thing: Service) -> None:
    counted(thing, **MANY)
    slow = factories.service(service="slow", title={"es": "Lento", "en": "Slow"})
    counted(slow, **{**MANY, "cycle_half": 900, "ended": 30})
    counted(factories.service(service="rare", title={"es": "Raro", "en": "Rare"}), ended=2)

    def order(query: str) -> list[str]:
        page = text(rosa, f"/designer/figures/?{query}")
        return sorted(("Thing", "Slow", "Rare"), key=lambda name: page.index(f">{name}</a>"))

    assert order("") == ["Thing", "Slow", "Rare"]
    assert order("sort=length") == ["Slow", "Thing", "Rare"]
    assert order("sort=length&order=up") == ["Thing", "Slow", "Rare"]
    assert 'aria-sort="ascending"' in text(rosa, "/designer/figures/?sort=length&order=up")


def test_nobody_sees_the_figures_of_another_department(rosa: Client, thing: Service) -> None:
    factories.department("hr")
    counted(
        factories.service(service="holidays", department="hr", title={"es": "Vacaciones", "en": "Holidays"}),
        **MANY,
    )
    assert "Holidays" not in text(rosa, "/designer/figures/")
    assert text(rosa, "/designer/services/holidays/figures/", 404)


def test_the_export_has_every_figure_and_no_formula(rosa: Client, thing: Service) -> None:
    Service.objects.update(title={"es": "=1+1", "en": "=1+1"})
    counted(thing, **MANY)
    lines = list(csv.DictReader(StringIO(text(rosa, "/designer/figures/export/").removeprefix("\ufeff"))))
    assert [line["title"] for line in lines] == ["'=1+1"]
    assert (lines[0]["service"], lines[0]["period"], lines[0]["asked_back"], lines[0]["cycle_half"]) == (
        "thing", "90d", "10", "360",
    )  # fmt: skip
    taken = Entry.objects.get(type="insights.figures_taken")
    assert taken.actor is not None
    assert (taken.actor.given_name, taken.payload) == ("Rosa", {"period": "90d", "services": 1})


def test_the_list_takes_the_same_queries_for_many(rosa: Client, thing: Service) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            text(rosa, "/designer/figures/")
        return len(seen)

    counted(thing, **MANY)
    queries()
    few = queries()
    for n in range(5):
        counted(factories.service(service=f"s{n}"), **MANY)
    assert queries() == few


def test_old_figures_are_not_those_of_now(rosa: Client, thing: Service) -> None:
    month = (clock.now() - timedelta(days=60)).date().replace(day=1)
    counted(thing, month, **MANY)
    assert "Nothing was counted for this time" in text(rosa, "/designer/services/thing/figures/")
