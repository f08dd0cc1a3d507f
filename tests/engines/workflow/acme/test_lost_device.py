"""A lost or stolen device: locked at most once, a police report in time, and another device, all at the same time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engines.workflow.acme.office import (
    MONDAY,
    ask,
    do,
    mails_to,
    reload,
    steps,
    sweep,
    task_of,
    told,
)
from tests.engines.workflow.acme.systems import connect, photo, run_for
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.demo.organisation import person
from ventanilla.engines.integrations.models import Call
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.models import Task
from ventanilla.records.assets.actions import add_asset, assign_from_stock
from ventanilla.records.assets.models import Asset, AssetModel
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme", "monday")]


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def laptop() -> Asset:
    """Hugo's laptop."""
    model = AssetModel.objects.get(slug="plus-14")
    found = assign_from_stock(model=model, person=person("hugo"), actor=None)
    assert found is not None
    return found


def ask_for(laptop: Asset, who: str = "hugo", **other: object) -> Ticket:
    answers = {
        "device": laptop.serial,
        "how": "stolen",
        "since": "2027-03-01T07:30:00Z",
        "where": "Cercanías, línea C-4",
        "open": "no",
        "replacement": "standard-14",
        "reach": "600 100 200",
        **other,
    }
    ticket = ask(who, "lost-device", **answers)
    run_jobs()
    return ticket


def answer(who: str, **answers: object) -> None:
    actions.complete(actor=person(who), task=queries.asked_of(person(who)).get(), answers=answers)


def at(hours: int) -> None:
    with clock.frozen(MONDAY + timedelta(hours=hours)):
        sweep()
        run_jobs()


def test_locked_replaced_and_reported_at_the_same_time(laptop, elsewhere):
    connect("device-guard", elsewhere)
    ticket = ask_for(laptop)
    (sent,) = elsewhere.seen
    assert sent.path == "/api/accounts/hugo%40acme.example/lock"
    assert sent.body == {"device": laptop.serial, "reason": "stolen", "reference": ticket.number}
    now = steps(ticket)
    assert {now[block] for block in ("give-back", "report", "hand-over")} == {"active"}
    assert "600 100 200" in task_of("luis", "give-back").instructions["es"]
    given = Asset.objects.get(holder=person("hugo"), model__slug="standard-14")
    assert given.serial in task_of("lucia", "hand-over").instructions["en"]
    do("luis", "give-back")
    do("lucia", "hand-over")
    answer("hugo", paper=[photo("hugo", "denuncia.png")], number="AT-1187/27")
    assert "AT-1187/27" in task_of("mercedes", "insurance").instructions["es"]
    do("mercedes", "insurance")
    ticket = reload(ticket)
    assert (ticket.outcome, steps(ticket)["write-off"]) == (Outcome.SOLVED, "active")
    do("teresa", "write-off", found=False)
    assert steps(ticket)["write-off"] == "done"


def test_the_system_is_down_nobody_knows_and_the_owner_says_it_happened(laptop, elsewhere):
    connect("device-guard", elsewhere)
    elsewhere.status = 502
    ticket = ask_for(laptop)
    assert steps(ticket)["report"] == "active"  # the rest doesn't wait for it
    fault = task_of("gabriel", "lock")
    assert "502" in fault.detail["problem"]["en"]
    assert Call.objects.get().state == "uncertain"
    elsewhere.status = 200
    run_for(4)
    assert len(elsewhere.seen) == 1  # never a second time by itself
    actions.complete(actor=person("gabriel"), task=fault, answers={"choice": "go_on"})
    assert steps(ticket)["give-back"] == "active"
    assert len(elsewhere.seen) == 1


def test_the_system_refuses_and_somebody_locks_it_by_hand(laptop, elsewhere):
    connect("device-guard", elsewhere)
    elsewhere.status, elsewhere.answer = 409, b'{"detail": "two accounts of that name"}'
    ticket = ask_for(laptop)
    assert "two accounts of that name" in task_of("luis", "lock-by-hand").instructions["es"]
    assert "give-back" not in steps(ticket)
    do("luis", "lock-by-hand")
    assert steps(ticket)["give-back"] == "active"


def test_no_report_within_two_days_and_the_manager_decides_who_pays(laptop):
    ticket = ask_for(laptop)
    told("hugo")
    at(25)
    assert len(told("hugo")) == 1  # reminded once after a day
    at(47)
    assert steps(ticket)["report"] == "active"
    at(49)
    mail = mails_to("hugo@acme.example")[-1]
    assert mail.subject == f"[{ticket.number}] Se ha pasado el plazo de la denuncia"
    decision = task_of("marta", "uninsured")
    assert laptop.serial in decision.instructions["es"]
    with pytest.raises(Invalid):
        do("marta", "uninsured", **{"who-pays": "late"})
    do("marta", "uninsured", **{"who-pays": "area"})
    assert "insurance" not in steps(ticket)
    do("luis", "give-back")
    do("lucia", "hand-over")
    assert reload(ticket).outcome == Outcome.SOLVED


def test_lost_needs_no_report_and_who_has_another_needs_none(laptop):
    ticket = ask_for(laptop, how="lost", replacement="nothing")
    assert not steps(ticket).keys() & {"report", "replace"}
    do("luis", "give-back")
    assert reload(ticket).outcome == Outcome.SOLVED


def test_none_left_so_one_is_bought_and_then_it_is_his(laptop):
    Asset.objects.filter(model__slug="phone-rugged").delete()
    ticket = ask_for(laptop, how="lost", replacement="phone-rugged")
    with pytest.raises(Invalid):
        do("pablo", "buy", arrives="2027-02-20")
    do("pablo", "buy", arrives="2027-03-03")
    assert task_of("teresa", "put-in-stock").due_at.day == 3
    new = add_asset(model=AssetModel.objects.get(slug="phone-rugged"), serial="PHRG-NUEVO", actor=None)
    do("teresa", "put-in-stock")
    new.refresh_from_db()
    assert new.holder == person("hugo")
    assert steps(ticket)["hand-over"] == "active"


def test_a_colleague_tells_of_it_and_only_his_own_devices_are_known(laptop):
    mine = assign_from_stock(model=laptop.model, person=person("ana"), actor=None)
    assert mine is not None
    with pytest.raises(Invalid) as refused:
        ask_for(mine, "hugo")
    assert list(refused.value.fields) == ["device"]
    assert not Task.objects.exists()
