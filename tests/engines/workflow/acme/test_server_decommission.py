"""Retiring servers one after the other: agreed, checked, in the window; cancelled half-way they come back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.engines.workflow.acme.office import MONDAY, ask, decide, do, reload, sweep, task_of, told
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Step, Task
from ventanilla.records.tickets.actions import cancel
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme", "monday")]

WINDOW = datetime(2027, 3, 13, 19, 0, tzinfo=UTC)  # the second Saturday, at eight in the evening in Madrid
READY = {"copied": True, "unused": True}


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(*servers: str) -> Ticket:
    return ask("mireia", "server-decommission", servers=list(servers), why="Las carpetas están en la nube.")


def state(ticket: Ticket) -> dict[str, str]:
    """Each block of each server, as it is in its last round."""
    rows = Step.objects.filter(run__ticket=ticket).exclude(block="~").order_by("round", "pk")
    return {f"{row.block}@{'/'.join(row.iteration)}".rstrip("@"): row.state for row in rows}


def switch_off(who: str = "david") -> None:
    """From the checks to the end of one server."""
    do(who, "checks", **READY)
    with clock.frozen(WINDOW):
        sweep()
        do(who, "switch-off")
        do(who, "names")
        do("teresa", "archive", place="Cinta 14")


def test_one_after_the_other_each_in_the_window_until_the_inventory():
    ticket = ask_for("file-mad-02", "lab-bcn-01")
    assert state(ticket) == {"each": "active", "owner@file-mad-02": "active"}
    decide("gabriel")
    do("david", "checks", **READY)
    assert state(ticket)["window@file-mad-02"] == "active"
    with clock.frozen(WINDOW.replace(hour=18, minute=59)):
        sweep()
        assert state(ticket)["window@file-mad-02"] == "active"
    with clock.frozen(WINDOW):
        sweep()
        assert "file-mad-02" in task_of("david", "switch-off").instructions["es"]
        do("david", "switch-off")
        do("david", "names")
        assert "owner@lab-bcn-01" not in state(ticket)  # the join waits for the copy
        do("teresa", "archive", place="Cinta 14")
        assert state(ticket)["owner@lab-bcn-01"] == "active"
        decide("james")
        do("david", "checks", **READY)
        sweep()
        do("david", "switch-off")
        do("david", "names")
        do("teresa", "archive", place="Cinta 15")
        assert "Eran 2" in task_of("teresa", "inventory").instructions["es"]
        do("teresa", "inventory")
    assert reload(ticket).outcome == Outcome.FULFILLED
    each = Step.objects.get(run__ticket=ticket, block="each")
    assert [row["archive"] for row in each.outputs["items"]] == ["Cinta 14", "Cinta 15"]


def test_checked_again_until_ready_and_after_three_times_the_team_looks_at_it():
    ticket = ask_for("file-mad-02")
    decide("gabriel")
    do("david", "checks", copied=True, unused=False)
    do("david", "checks", **READY)
    assert state(ticket)["window@file-mad-02"] == "active"
    other = ask_for("print-mad-01")
    decide("gabriel")
    for _turn in range(3):
        do("david", "checks", copied=False, unused=True)
    assert "window@print-mad-01" not in state(other)
    assert Task.objects.filter(ticket=other, state="open").count() == 1


def test_an_owner_says_no_and_only_that_one_stays_on():
    ticket = ask_for("file-mad-02", "lab-bcn-01")
    told("mireia")
    decide("gabriel", Verdict.REJECT, "Auditoría lo pide hasta junio.")
    assert state(ticket)["owner@lab-bcn-01"] == "active"
    assert [mail for mail in told("mireia") if mail]
    decide("james")
    switch_off()
    do("teresa", "inventory")
    assert reload(ticket).outcome == Outcome.FULFILLED
    each = Step.objects.get(run__ticket=ticket, block="each")
    assert [row["archive"] for row in each.outputs["items"]] == [None, "Cinta 14"]


def test_cancelled_half_way_what_was_switched_off_comes_back_the_last_first():
    ticket = ask_for("file-mad-02", "lab-bcn-01")
    decide("gabriel")
    switch_off()
    decide("james")
    do("david", "checks", **READY)
    cancel(actor=person("mireia"), ticket=reload(ticket))
    run_jobs()
    assert reload(ticket).outcome == Outcome.WITHDRAWN
    back = task_of("david", "names-back")
    assert back.instructions["es"] == "Es file-mad-02."
    assert not queries.open_tasks(person("david")).filter(step__block="switch-on").exists()
    actions.complete(actor=person("david"), task=back, answers={})
    on = task_of("david", "switch-on")
    assert "Enciende file-mad-02" in on.instructions["es"]
    actions.complete(actor=person("david"), task=on, answers={})
    with clock.frozen(WINDOW):
        sweep()
    assert not Task.objects.filter(ticket=ticket, state="open").exists()


def test_cancelled_before_anything_was_switched_off_there_is_nothing_to_undo():
    ticket = ask_for("file-mad-02")
    decide("gabriel")
    cancel(actor=person("mireia"), ticket=ticket)
    assert not Task.objects.filter(ticket=ticket, state="open").exists()


def test_at_least_one_and_at_most_five():
    with pytest.raises(Invalid):
        ask_for()
    with pytest.raises(Invalid):
        ask_for("nowhere-01")
