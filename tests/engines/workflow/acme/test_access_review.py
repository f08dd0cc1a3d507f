"""Every 90 days managers say which accesses of their people stay; what goes is gone at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.engines.workflow.acme.office import MONDAY, ask, decide, reload, sweep, told
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.actions.schedules import plan, start_due
from ventanilla.engines.workflow.models import Schedule, Task
from ventanilla.records.catalog.models import Service
from ventanilla.records.grants.choices import EndReason
from ventanilla.records.grants.models import Grant
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

FIRST = datetime(2027, 4, 11, 6, 0, tzinfo=UTC)  # ninety days after 11 January, at eight in Madrid


@pytest.fixture(scope="module")
def folders(acme: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Pau has two folders, Laia one."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.frozen(MONDAY):
        for who, folder in (("pau", "projects"), ("pau", "brand"), ("laia", "brand")):
            ask(who, "shared-folder", folder=folder, until="2027-12-31", reason="Para el lanzamiento.")
            decide("mireia")
        run_jobs()
        Schedule.objects.update(next_at=None)  # as if the service began now
        plan(service=Service.objects.get(slug="access-review"))
        yield
        transaction.set_rollback(True)


def reviews() -> list[Ticket]:
    return list(Ticket.objects.filter(service__slug="access-review").order_by("pk"))


def on_the_day() -> dict[str, Ticket]:
    """The reviews of the day by whom they are about."""
    start_due()
    run_jobs("workflow.start_one")
    return {ticket.requested_for.email.partition("@")[0]: ticket for ticket in reviews()}


def task_about(who: str, words: str) -> Task:
    rows = queries.open_tasks(person(who)).filter(step__run__ticket__service__slug="access-review")
    found = {str(task.instructions): task for task in rows}
    assert any(words in said for said in found), list(found)
    return next(task for said, task in found.items() if words in said)


def verdict(who: str, words: str, **answers: object) -> None:
    actions.complete(actor=person(who), task=task_about(who, words), answers=answers)


@pytest.mark.usefixtures("folders")
def test_it_comes_every_ninety_days_and_once_for_each():
    with clock.frozen(FIRST - timedelta(minutes=1)):
        assert on_the_day() == {}
    with clock.frozen(FIRST):
        first = len(on_the_day())
        assert len(on_the_day()) == first > 20
    assert Schedule.objects.get(service__slug="access-review").next_at == FIRST + timedelta(days=90)
    with clock.frozen(FIRST + timedelta(days=90)):
        start_due()
        run_jobs("workflow.start_one")
        assert len(reviews()) == 2 * first


def test_by_hand_when_somebody_changes_jobs():
    with clock.frozen(MONDAY):
        ticket = ask("luis", "access-review", why="moved")
        assert reload(ticket).outcome == Outcome.FULFILLED


class TestOnTheDay:
    """The reviews have begun."""

    @pytest.fixture(scope="class")
    def asked(self, folders: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Ticket]]:
        with django_db_blocker.unblock(), transaction.atomic():
            with clock.frozen(FIRST):
                begun = on_the_day()
            yield begun
            transaction.set_rollback(True)

    def test_each_access_is_kept_or_goes_by_the_word_of_the_manager(self, asked):
        with clock.frozen(FIRST):
            assert {"pau", "laia", "luis"} <= asked.keys()
            assert not {"elena", "ana"} & asked.keys()
            assert reload(asked["luis"]).outcome == Outcome.FULFILLED  # has nothing
            assert not reload(asked["pau"]).ended
            assert queries.open_tasks(person("mireia")).count() == 3
            verdict("mireia", "Pau Ferrer tiene acceso a: Carpeta Proyectos", verdict="keep")
            verdict(
                "mireia",
                "Pau Ferrer tiene acceso a: Carpeta Marca y fotos",
                verdict="revoke",
                note="Ya no lo lleva.",
            )
            run_jobs()
            assert reload(asked["pau"]).outcome == Outcome.FULFILLED
        state = {
            (grant.holder.given_name, grant.access): grant.end_reason
            for grant in Grant.objects.select_related("holder")
        }
        assert state == {
            ("Pau", "folder-projects"): "",
            ("Pau", "folder-brand"): EndReason.REVOKED,
            ("Laia", "folder-brand"): "",
        }
        assert "Ya no tienes acceso: Carpeta Marca y fotos" in told("pau")

    def test_the_manager_does_not_answer_and_the_service_desk_decides(self, asked):
        with clock.frozen(FIRST + timedelta(days=16)):
            sweep()
            assert not queries.open_tasks(person("mireia")).filter(ticket=asked["laia"]).exists()
            verdict("luis", "Laia Roca: Carpeta Marca y fotos", verdict="revoke")
            run_jobs()
            assert reload(asked["laia"]).outcome == Outcome.FULFILLED
        assert Grant.objects.get(holder=person("laia")).end_reason == EndReason.REVOKED

    def test_what_ended_meanwhile_is_no_trouble(self, asked):
        with clock.frozen(FIRST):
            Grant.objects.filter(holder=person("laia")).update(
                ended_at=clock.now(), end_reason=EndReason.GIVEN_UP
            )
            verdict("mireia", "Laia Roca", verdict="revoke")
            assert reload(asked["laia"]).outcome == Outcome.FULFILLED
        assert Grant.objects.get(holder=person("laia")).end_reason == EndReason.GIVEN_UP
