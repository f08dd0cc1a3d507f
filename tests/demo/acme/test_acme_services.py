"""Every service of Acme, asked for by somebody whom it is for, until it is done."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from ventanilla.core.kit import clock
from ventanilla.core.timeline.models import Entry
from ventanilla.demo.data_files import package_texts
from ventanilla.demo.past.course import Course
from ventanilla.demo.past.life import ask, go_on
from ventanilla.demo.past.plan import Cast
from ventanilla.demo.past.words import Situation, words
from ventanilla.engines.workflow.models import Task
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.choices import Outcome, Status

pytestmark = pytest.mark.usefixtures("undone")

LONG_AGO = timedelta(days=70)


@pytest.fixture(scope="package")
def cast(acme: list[str]) -> Cast:
    return Cast()


def _situations() -> list[tuple[str, int]]:
    told = words().services
    return [
        (slug, n) for slug in package_texts() for n in range(max(1, len(told.get(slug, {}).get("es", []))))
    ]


@pytest.mark.parametrize(("slug", "n"), _situations())
def test_whatever_people_ask_for_is_done(slug: str, n: int, cast: Cast) -> None:
    service = next(service for service in cast.services if service.slug == slug)
    told = words().services.get(slug, {})
    said = (told.get("es") or [{}])[n]
    why = Situation(said.get("answers", {}), {**told.get("tasks", {}), **said.get("tasks", {})})
    now, chance = clock.now(), Random(7)
    asking = next(person for person in cast.who_may_ask(service) if person.language == "es")
    with clock.frozen(now - LONG_AGO):
        ticket = ask(asking, service, why, cast, chance)
    ticket = go_on(Course(ticket, why, cast, now, chance, smooth=True))
    assert (ticket.status, ticket.outcome) in [
        (Status.RESOLVED, Outcome.FULFILLED),
        (Status.RESOLVED, Outcome.SOLVED),
    ]
    assert not Task.objects.filter(ticket=ticket, kind="fault").exists()
    assert not Entry.objects.filter(stream=ticket.stream, type="ticket.fault").exists()


def test_there_are_at_least_twenty_services() -> None:
    assert Service.objects.filter(state="live").count() >= 20


def test_all_services_are_told_of() -> None:
    assert set(words().services) == set(package_texts())
