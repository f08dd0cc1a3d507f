"""A new colleague (S113–S117): three departments at the same time, and one welcome on the first day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.engines.workflow.acme.office import ask, do, mails_to, reload, steps, sweep, task_of, told
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotAllowed, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.queries import task_for
from ventanilla.records.tickets.actions import amend, cancel
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_staff
from ventanilla.records.tickets.queries import visible

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
FIRST_DAY = "2027-03-10"  # a Wednesday
EIGHT_IN_MADRID = datetime(2027, 3, 10, 7, 0, tzinfo=UTC)
ADDRESS = "irati@correo.example"
NEW = {
    "name": "Irati Goñi",
    "private_email": ADDRESS,
    "start_on": FIRST_DAY,
    "job_title": "Analista",
    "area": "marketing",
    "place": "floor-3",
    "laptop": "standard-14",
    "needs": ["monitor", "headset"],
}


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(**other: object) -> Ticket:
    return ask("rosa", "onboarding", **{**NEW, "manager": str(person("marta").pk), **other})


def do_all() -> None:
    do("cristina", "file", number="EXP-204")
    do("luis", "account", email="irati.goni@acme.example")
    do("teresa", "laptop", serial="ST14-XYZ")
    do("felipe", "desk", desk="3-17")


def on_the_first_day() -> None:
    with clock.frozen(EIGHT_IN_MADRID):
        sweep()


@pytest.mark.usefixtures("monday")
def test_three_departments_begin_at_once_each_with_its_own_date():
    ask_for()
    due = {task.step.block: task.due_at for task in Task.objects.select_related("step")}
    assert {block: (at.day, at.hour) for block, at in due.items()} == {
        "file": (5, 14),  # Friday, when the office closes early
        "account": (8, 17),
        "desk": (9, 17),
    }
    do("luis", "account", email="irati.goni@acme.example")
    assert task_of("teresa", "laptop").due_at.day == 9


@pytest.mark.usefixtures("monday")
@pytest.mark.parametrize("first", ["file", "account", "desk"])
def test_none_of_them_waits_for_another(first):
    ticket = ask_for()
    work = {
        "file": ("cristina", {"number": "EXP-204"}),
        "account": ("luis", {"email": "i@acme.example"}),
        "desk": ("felipe", {"desk": "3-17"}),
    }
    who, answers = work.pop(first)
    do(who, first, **answers)
    assert {block for block in work if steps(ticket)[block] == "active"} == work.keys()


def test_one_welcome_with_all_details_goes_out_at_eight_on_the_first_day():
    with clock.frozen(MONDAY):
        ticket = ask_for()
        do_all()
        assert steps(ticket)["first-day"] == "active"
    with clock.frozen(EIGHT_IN_MADRID.replace(hour=6, minute=59)):
        sweep()
        assert steps(ticket)["first-day"] == "active"
    assert mails_to(ADDRESS) == []
    on_the_first_day()
    on_the_first_day()
    (mail,) = mails_to(ADDRESS)
    assert mail.subject == "Bienvenida a Acme, Irati Goñi"
    for detail in (
        "3-17",
        "irati.goni@acme.example",
        "Estándar 14",
        "ST14-XYZ",
        "EXP-204",
        "10 de marzo de 2027",
    ):
        assert mail.text.count(detail) == 1, detail
    assert "/requests/" not in mail.text
    assert mail.person is None
    assert reload(ticket).outcome == "fulfilled"
    assert [title for title in told("rosa") if "Bienvenida" in title] == ["Bienvenida a Acme, Irati Goñi"]


def test_what_is_ready_late_is_told_at_once_and_once():
    with clock.frozen(MONDAY):
        ask_for()
        do("cristina", "file", number="EXP-204")
        do("luis", "account", email="irati.goni@acme.example")
        do("felipe", "desk", desk="3-17")
    on_the_first_day()
    assert mails_to(ADDRESS) == []
    with clock.frozen(EIGHT_IN_MADRID.replace(hour=11)):
        do("teresa", "laptop", serial="ST14-XYZ")
        sweep()
        sweep()
    assert len(mails_to(ADDRESS)) == 1


def test_another_first_day_moves_the_dates_the_wait_and_the_promise():
    with clock.frozen(MONDAY):
        ticket = ask_for()
        assert reload(ticket).promised_at.day == 10
        later = {**NEW, "manager": str(person("marta").pk), "start_on": "2027-03-17"}
        amend(actor=person("rosa"), ticket=ticket, answers=later)
        assert task_of("felipe", "desk").due_at.day == 16
        assert reload(ticket).promised_at.day == 17
        do_all()
    on_the_first_day()
    assert mails_to(ADDRESS) == []
    with clock.frozen(EIGHT_IN_MADRID.replace(day=17)):
        sweep()
    assert len(mails_to(ADDRESS)) == 1


@pytest.mark.usefixtures("monday")
def test_it_and_facilities_see_their_task_and_nothing_else():
    ticket = ask_for()
    account = task_of("luis", "account")
    shown = {line["id"]: pick(line["text"], ["es"]) for line in account.shown}
    assert shown["name"] == "Irati Goñi"
    assert shown["manager"] == "Marta Iglesias"
    assert ADDRESS not in str(account.shown) + str(account.instructions)
    for name in ("luis", "felipe", "irene", "admin", "ana", "carmen"):
        with pytest.raises(NotFound):
            visible(person(name), ticket.number)
        assert not is_staff(person(name), ticket)
    with pytest.raises(NotFound):
        task_for(person("felipe"), account.pk)
    assert visible(person("cristina"), ticket.number) == ticket
    assert told("luis") != []


@pytest.mark.usefixtures("monday")
def test_only_hr_asks_and_never_for_yesterday():
    with pytest.raises(NotAllowed):
        ask("ana", "onboarding", **NEW, manager=str(person("marta").pk))
    with pytest.raises(Invalid) as refused:
        ask_for(start_on="2027-02-28", private_email="nobody")
    assert refused.value.fields.keys() == {"start_on", "private_email"}


def test_withdrawn_nobody_is_welcomed():
    with clock.frozen(MONDAY):
        ticket = ask_for()
        do_all()
        cancel(actor=person("rosa"), ticket=ticket)
    on_the_first_day()
    assert Message.objects.filter(to=ADDRESS).count() == 0


@pytest.mark.usefixtures("monday")
def test_in_barcelona_the_desk_is_prepared_there():
    ticket = ask_for(place="poblenou-1")
    assert "desk-barcelona" in steps(ticket)
    assert task_of("montse", "desk-barcelona").team.slug == "facilities-barcelona"


@pytest.mark.parametrize(
    "wrong", ["a@b.example\nBcc: x@y.example", "a@b.example, c@d.example", "<a@b.example>"]
)
@pytest.mark.usefixtures("monday")
def test_an_address_that_a_header_could_trip_over_is_refused(wrong):
    with pytest.raises(Invalid) as refused:
        ask_for(private_email=wrong)
    assert list(refused.value.fields) == ["private_email"]
