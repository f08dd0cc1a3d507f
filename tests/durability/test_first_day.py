"""A new colleague is prepared for and welcomed by workers that are killed with -9 in the middle of it, three times:
while the teams are told, while the first day begins, and while the mail is being handed over."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import factories
from tests.durability.workers import Workers
from tests.engines.notifications.conftest import PostOffice, free_port
from tests.engines.workflow.acme.office import ask, do, reload, steps
from ventanilla.core.access.choices import Role
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit import clock
from ventanilla.core.kit.jobs import enqueue
from ventanilla.core.people.models import Department, Location, Person
from ventanilla.core.timeline.queries import verify
from ventanilla.demo.catalogue import LISTS
from ventanilla.demo.data_files import package_texts, text
from ventanilla.demo.organisation import person
from ventanilla.engines.notifications.actions import suppressed
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.engines.workflow.models import Task
from ventanilla.records.catalog.packages import import_list_csv, import_package
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.durability, pytest.mark.django_db(transaction=True)]

# In the past, so that nothing that is due then waits for a real clock.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EIGHT_IN_MADRID = datetime(2026, 3, 11, 7, 0, tzinfo=UTC)
ADDRESS = "irati@correo.example"
NEW = {
    "name": "Irati Goñi",
    "private_email": ADDRESS,
    "start_on": "2026-03-11",
    "job_title": "Analista",
    "area": "marketing",
    "place": "madrid",
    "laptop": "standard-14",
    "needs": ["monitor"],
}
# Of a worker that has a ticket locked, as only the beginning of the first day has.
WRITING_THE_WELCOME = """
    SELECT count(*) FROM pg_stat_activity JOIN pg_locks USING (pid)
    WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO "notifications_message"%'
      AND pg_locks.relation = 'tickets_ticket'::regclass AND pg_locks.mode = 'RowShareLock'
"""
TELLING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO "notifications_notification"%'
"""
TURNS = ("workflow.sweep", "jobs.retry_stalled")  # of the clock, which come every ten seconds
PATIENCE_SECONDS = 30


class SlowPostOffice(PostOffice):
    """It takes its time over the first mail to ADDRESS, so long that nobody is there any more for its answer."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.reading = threading.Event()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if envelope.rcpt_tos == [ADDRESS] and not self.reading.is_set():
            self.reading.set()
            await asyncio.Event().wait()  # until the connection is lost
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def office() -> Iterator[SlowPostOffice]:
    made = SlowPostOffice(free_port())
    controller = Controller(made, hostname="127.0.0.1", port=made.port)
    controller.start()
    yield made
    controller.stop()


@pytest.fixture
def workers(office: SlowPostOffice, tmp_path: Path) -> Iterator[Workers]:
    made = Workers(office.port, log=tmp_path / "workers.log")
    yield made
    made.end()


@pytest.fixture
def hiring(workers: Workers) -> None:
    """The service of the demo with the teams that it needs (made while the workers' program is loading)."""
    with transaction.atomic(), suppressed(), clock.frozen(MONDAY):
        make_people()
        factories.category("people")
        for slug in ("areas", "laptop-models"):
            owner, name = LISTS[slug]
            department = Department.objects.get(slug=owner)
            import_list_csv(text(slug), actor=None, slug=slug, department=department, name=name)
        import_package(package_texts()["onboarding"], actor=None)


def make_people() -> None:
    calendar = factories.calendar()
    hr, it, facilities = (
        factories.department(slug, calendar=calendar) for slug in ("hr", "it", "facilities")
    )
    pilar, rosa, cristina = (member(hr, name) for name in ("Pilar", "Rosa", "Cristina"))
    factories.team("hr-people", pilar, rosa, cristina, department=hr)
    factories.team("it-service-desk", member(it, "Luis"), department=it)
    factories.team("it-equipment", member(it, "Teresa"), department=it)
    factories.team("facilities", member(facilities, "Felipe"), department=facilities)
    factories.team("facilities-barcelona", member(facilities, "Montse"), department=facilities)
    factories.person("Marta", department=factories.department("marketing"))
    for slug in ("barcelona", "madrid"):
        directory.add(Location, actor=None, slug=slug, name={"es": slug.title()})


def member(department: Department, name: str) -> Person:
    row = factories.person(name, department=department, language="es")
    directory.grant_role(row, Role.AGENT, department=department, actor=None)
    return row


@pytest.mark.usefixtures("hiring")
def test_three_parts_and_one_welcome_whenever_the_worker_is_killed(
    workers: Workers, office: SlowPostOffice
) -> None:
    with held("notifications_notification"):
        worker = workers.start(MONDAY)
        ticket = prepare()
        wait(lambda: number(TELLING) > 0, workers)
        workers.kill(worker)
    assert (steps(ticket)["first-day"], office.received) == ("active", [])

    with held("notifications_message"):
        worker = workers.start(EIGHT_IN_MADRID)
        wait(lambda: number(WRITING_THE_WELCOME) == 1, workers)
        workers.kill(worker)
    assert (steps(ticket)["first-day"], to_address(office)) == ("active", 0)

    worker = workers.start(EIGHT_IN_MADRID)
    wait(lambda: office.reading.is_set() and jobs_left() == 1, workers)
    workers.kill(worker)
    assert to_address(office) == 0

    workers.start(EIGHT_IN_MADRID)
    wait(lambda: jobs_left() == 0, workers)
    hold(reload(ticket), office)


def prepare() -> Ticket:
    """The request, and its three parts at the same time."""
    with clock.frozen(MONDAY):
        ticket = ask("rosa", "onboarding", **NEW, manager=str(person("marta").pk))
    parts: list[Callable[[], Any]] = [
        lambda: do("cristina", "file", number="EXP-204"),
        lambda: (do("luis", "account", email="irati@acme.example"), do("teresa", "laptop", serial="ST14-X")),
        lambda: do("felipe", "desk", desk="3-17"),
    ]
    with ThreadPoolExecutor(len(parts)) as people:
        for part in [people.submit(on_monday, part) for part in parts]:
            part.result()
    return ticket


def on_monday(part: Callable[[], Any]) -> None:
    try:
        with clock.frozen(MONDAY):
            part()
    finally:
        connection.close()


@contextmanager
def held(table: str) -> Iterator[None]:
    """Whoever writes into `table` has to wait meanwhile."""
    with psycopg.connect(**connection.get_connection_params() | {"context": None}) as other:
        other.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield


def wait(done: Callable[[], bool], workers: Workers) -> None:
    """Until `done`; the clock's turns come without the ten seconds between them."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < until, workers.said()
        for name in TURNS:
            enqueue(name, queueing_lock=name)
        time.sleep(0.3)


def number(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


def jobs_left() -> int:
    """How many wait or are being done, but for those that run again and again."""
    left = ProcrastinateJob.objects.filter(status__in=("todo", "doing"))
    return left.exclude(task_name__in=TURNS).count()


def to_address(office: SlowPostOffice) -> int:
    return sum(mail["To"] == ADDRESS for mail in office.received)


def hold(ticket: Ticket, office: SlowPostOffice) -> None:
    """The whole of what was promised."""
    assert (ticket.outcome, ticket.run.state) == ("fulfilled", "ended")
    done = Task.objects.filter(ticket=ticket).values_list("step__block", "state")
    assert sorted(done) == [(block, "done") for block in ("account", "desk", "file", "laptop")]
    entries = Counter(ticket.stream.entries.values_list("type", flat=True))
    once = ("ticket.submitted", "workflow.message", "ticket.resolved", "workflow.ended")
    assert {name: entries[name] for name in once} == dict.fromkeys(once, 1)
    assert entries["workflow.task_done"] == len(done)

    (welcome,) = [mail for mail in office.received if mail["To"] == ADDRESS]
    body = welcome.get_body(("plain",))
    assert body is not None
    for detail in ("3-17", "irati@acme.example", "ST14-X", "EXP-204"):
        assert body.get_content().count(detail) == 1, detail

    sent = Message.objects.exclude(state="spared")
    assert set(sent.values_list("state", flat=True)) == {"sent"}
    assert len(office.received) == len({mail["Message-ID"] for mail in office.received}) == sent.count()
    told = Counter(Notification.objects.values_list("person__email", "first_entry"))
    assert {who for who, _entry in told} >= {f"{name}@acme.example" for name in ("luis", "teresa", "felipe")}
    assert set(told.values()) == {1}
    assert not ProcrastinateJob.objects.filter(status="failed").exists()
    assert list(verify()) == []
