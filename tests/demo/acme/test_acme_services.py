"""Every service of Acme, asked for by somebody whom it is for, until it is done."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.demo.data_files import package_texts
from ventanilla.demo.history.days import ZONE
from ventanilla.demo.past.answers import Answering
from ventanilla.demo.past.course import Course
from ventanilla.demo.past.life import ask, go_on
from ventanilla.demo.past.plan import Cast
from ventanilla.demo.past.words import Situation, words
from ventanilla.engines.workflow.models import Task
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import check
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.records.tickets.facts import asking_facts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

LONG_AGO = timedelta(days=70)


@pytest.fixture(scope="package")
def cast(acme: list[str]) -> Cast:
    return Cast()


def _why(slug: str, n: int) -> Situation:
    told = words().services[slug]
    said = told["es"][n]
    return Situation(said.get("answers", {}), {**told.get("tasks", {}), **said.get("tasks", {})})


def _somebody(cast: Cast, slug: str, language: str = "es") -> tuple[Person, Service]:
    service = next(service for service in cast.services if service.slug == slug)
    return next(person for person in cast.who_may_ask(service) if person.language == language), service


@pytest.mark.parametrize("slug", sorted(words().services))
def test_what_people_ask_for_is_done(slug: str, cast: Cast) -> None:
    person, service = _somebody(cast, slug)
    why, now, chance = _why(slug, 0), clock.now(), Random(7)
    with clock.frozen(now - LONG_AGO):
        ticket = ask(person, service, why, cast, chance)
    ticket = go_on(Course(ticket, why, cast, now, chance, smooth=True))
    assert (ticket.status, ticket.outcome) in [
        (Status.RESOLVED, Outcome.FULFILLED),
        (Status.RESOLVED, Outcome.SOLVED),
    ]
    assert not Task.objects.filter(ticket=ticket, kind="fault").exists()
    assert not Entry.objects.filter(stream=ticket.stream, type="ticket.fault").exists()


@pytest.mark.parametrize("slug", sorted(words().services))
def test_the_form_takes_whatever_people_answer(slug: str, cast: Cast) -> None:
    told = words().services[slug]
    for language in ("es", "en"):
        for said in told.get(language, []):
            person, service = _somebody(cast, slug, language)
            facts = asking_facts(person, person, service.department)
            context = context_for(person, person, facts, service.department)
            form = package_of(service.live_version).form  # type: ignore[arg-type]
            filling = Answering(person, clock.today(ZONE), cast.colleagues(person), Random(7))
            answers = filling.filled(form, said["answers"], context)
            checked = check(form, answers, context)
            assert checked.errors == {}
            assert set(said["answers"]) <= set(checked.answers)


def test_there_are_at_least_twenty_services() -> None:
    assert Service.objects.filter(state="live").count() >= 20


def test_what_is_told_of_is_a_service() -> None:
    assert set(words().services) <= set(package_texts())
