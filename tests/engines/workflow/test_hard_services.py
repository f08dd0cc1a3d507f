"""Services with something hard in each, as packages, with the time moved: a tender, a secondment, a recall."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.deciding import Office, asked_now, office
from tests.jobs import run_jobs
from ventanilla.core.blueprint.checks import check
from ventanilla.core.kit import clock
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.actions.messages import arrive
from ventanilla.engines.workflow.actions.tasks import answer_outside
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.machine.lint import Degree, lint
from ventanilla.engines.workflow.models import Approval, Step, Task, Timer
from ventanilla.engines.workflow.outside_links import token_of
from ventanilla.records.assets.actions import add_asset, add_model, assign_from_stock, give_back
from ventanilla.records.assets.models import Asset
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

START = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)  # a Monday


@pytest.fixture
def acme() -> Office:
    return office()


def words(text: str) -> dict[str, str]:
    return {"es": text, "en": text}


def asked(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "label": words(name), "required": True, **more}


def task(name: str, **more: Any) -> dict[str, Any]:
    return {"task": {"id": name, "team": "it-equipment", "title": words(name), **more}}


def form(*questions: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"section": {"id": "all", "title": words("All")}, "questions": list(questions)}]


def sound(service: Service) -> Service:
    """Nothing is wrong with it, and nothing of it can lie for ever."""
    assert service.live_version is not None
    package = package_of(service.live_version)
    assert check(package) == []
    assert [found.code for found in lint(package) if found.degree is not Degree.ADVICE] == []
    return service


def at(moment: datetime) -> Any:
    return clock.frozen(moment)


def pass_to(moment: datetime) -> Any:
    """Let what is due by then happen, one thing after the other, each at its own time."""
    while timer := Timer.objects.filter(fired_at=None, fires_at__lte=moment).order_by("fires_at").first():
        with clock.frozen(max(timer.fires_at, START)):
            actions.fire_due_timers()
    return clock.frozen(moment)


def open_tasks(ticket: Ticket) -> list[str]:
    rows = Task.objects.filter(ticket=ticket, state=OpenState.OPEN).order_by("pk")
    return [row.title["en"] for row in rows]


def do(who: Any, ticket: Ticket, block: str, **answers: Any) -> None:
    rows = Task.objects.filter(ticket=ticket, step__block=block, state=OpenState.OPEN)
    actions.complete(actor=who, task=rows.get(), answers=answers)


def approval_of(ticket: Ticket) -> Approval:
    return Approval.objects.get(ticket=ticket, state=OpenState.OPEN)


# A tender with sealed offers and a board


SUPPLIERS = asked(
    "suppliers", "rows", questions=[asked("name", "short_text"), asked("mail", "email")], min_rows=2
)
OFFER = {
    "ask": {
        "id": "offer",
        "title": words("Your offer"),
        "to": {"fact": "item.mail"},
        "asks": [asked("price", "number")],
        "deadline": {"by": {"fact": "answers.closes_on"}, "ends": True},
    }
}
EACH = {
    "for_each": {
        "id": "offers",
        "rows": "answers.suppliers",
        "key": "name",
        "label": words("{{ item.name }}"),
        "collect": {"price": {"fact": "outputs.offer.price"}},
        "blocks": [OFFER],
    }
}
TENDER = [
    EACH,
    {
        "wait": {
            "id": "sealed",
            "until": {"fact": "answers.closes_on"},
            "after": "1 business days",
            "at": "10:00",
        }
    },
    task(
        "open",
        asks=[
            asked(
                "winner",
                "choice",
                options={"rows": "outputs.offers.items", "value": "name", "label": words("{{ row.name }}")},
            )
        ],
    ),
    {
        "approval": {
            "id": "board",
            "title": words("The board"),
            "seats": [
                {
                    "group": "finance",
                    "need": 2,
                    "but": [{"fact": "answers.contact"}, {"fact": "outputs.open.who"}],
                }
            ],
            "remind_after": "1 business day",
            "deadline": {
                "by": {"fact": "outputs.open.ended_at"},
                "after": "2 business days",
                "then": [task("convene")],
            },
        }
    },
    {
        "notify": {
            "id": "won",
            "to": [{"fact": "outputs.open.winner.mail"}],
            "message": words("{{ outputs.open.winner.name }}: {{ outputs.open.winner.price }}"),
        }
    },
]


def test_a_tender_closes_on_its_day_and_the_board_decides_without_whom_it_concerns(acme: Office) -> None:
    service = sound(
        factories.service(
            form=form(asked("closes_on", "date"), asked("contact", "person"), SUPPLIERS),
            workflow=TENDER,
            outside_mail=True,
        )
    )
    factories.team("it-equipment").members.add(acme.carmen)
    rows = [{"name": name, "mail": f"{name}@supplier.example"} for name in ("one", "two", "three")]
    with at(START):
        ticket = tickets.submit(
            actor=acme.ana,
            service=service,
            answers={"closes_on": "2030-03-08", "contact": acme.pablo.pk, "suppliers": rows},
        )
        sent = Task.objects.filter(ticket=ticket, step__block="offer").order_by("pk")
        assert [row.address for row in sent] == [row["mail"] for row in rows]
        due = Step.objects.filter(run__ticket=ticket, block="offer").values_list("due_at__date", flat=True)
        assert set(due) == {date(2030, 3, 8)}
    with at(START + timedelta(days=1)):
        for price, row in zip((30, 20), sent, strict=False):
            answer_outside(token=token_of(row), answers={"price": price})
    with at(START + timedelta(days=2)):
        answers = {"closes_on": "2030-03-07", "contact": acme.pablo.pk, "suppliers": rows}
        tickets.amend(actor=acme.ana, ticket=ticket, answers=answers)
    with pass_to(datetime(2030, 3, 7, 23, tzinfo=UTC)):
        assert Step.objects.get(run__ticket=ticket, block="offer", iteration=["three"]).outcome == "expired"
        assert open_tasks(ticket) == []
    with pass_to(datetime(2030, 3, 8, 9, 30, tzinfo=UTC)):
        assert open_tasks(ticket) == ["open"]
        do(acme.carmen, ticket, "open", winner="two")
        assert asked_now(approval_of(ticket)) == {"Nuria"}
    with pass_to(datetime(2030, 3, 12, 20, tzinfo=UTC)):
        assert open_tasks(ticket) == ["convene"]
        acme.says("nuria", approval_of(ticket))
        ticket.refresh_from_db()
        assert (ticket.outcome, open_tasks(ticket)) == (Outcome.FULFILLED, [])
        told = Step.objects.get(run__ticket=ticket, block="won")
        assert told.state == "done"


# A secondment between departments, with dates that roll


SECONDMENT = [
    {
        "parallel": {
            "id": "ready",
            "branches": [
                [
                    task("papers", on_cancel=[task("tear-up")]),
                    task("desk", on_cancel=[task("free-desk"), task("tell-facilities")]),
                ],
                [task("badge", on_cancel=[task("collect-badge")])],
            ],
        }
    },
    {
        "approval": {
            "id": "host",
            "title": words("The host"),
            "seats": [{"holder": {"fact": "answers.host"}, "but": {"fact": "outputs.papers.who"}}],
            "remind_after": "1 business day",
        }
    },
    {"wait": {"id": "first-day", "until": {"fact": "answers.from_on"}, "at": "08:00"}},
    {
        "group": {
            "id": "away",
            "title": words("The secondment"),
            "deadline": {
                "by": {"fact": "answers.to_on"},
                "before": "5 business days",
                "then": [task("plan-return")],
            },
            "blocks": [{"wait": {"id": "last-day", "until": {"fact": "answers.to_on"}, "at": "17:00"}}],
        }
    },
    task("welcome-back", due={"by": {"fact": "outputs.away.ended_at"}, "after": "1 business days"}),
]


def secondment() -> Service:
    dates = (asked("from_on", "date"), asked("to_on", "date"))
    return sound(factories.service(form=form(*dates, asked("host", "person")), workflow=SECONDMENT))


def test_a_secondment_that_is_given_up_is_undone_backwards_across_what_was_done_at_once(acme: Office) -> None:
    with at(START):
        ticket = tickets.submit(
            actor=acme.ana,
            service=secondment(),
            answers={"from_on": "2030-04-01", "to_on": "2030-06-28", "host": acme.hector.pk},
        )
    for hours, block in enumerate(("papers", "badge", "desk"), start=1):
        with at(START + timedelta(hours=hours)):
            do(acme.lucia, ticket, block)
    assert asked_now(approval_of(ticket)) == {"Hector"}
    with at(START + timedelta(days=1)):
        acme.says("hector", approval_of(ticket), "reject")
        for title in ("free-desk", "tell-facilities", "collect-badge", "tear-up"):
            assert open_tasks(ticket) == [title]
            do(acme.lucia, ticket, title)
    ticket.refresh_from_db()
    assert (ticket.outcome, open_tasks(ticket)) == (Outcome.DECLINED, [])


def test_a_secondment_rolls_with_its_dates(acme: Office) -> None:
    dates = {"from_on": "2030-04-01", "to_on": "2030-06-28", "host": acme.hector.pk}
    with at(START):
        ticket = tickets.submit(actor=acme.ana, service=secondment(), answers=dates)
        for block in ("papers", "desk", "badge"):
            do(acme.lucia, ticket, block)
        tickets.amend(actor=acme.ana, ticket=ticket, answers={**dates, "host": acme.marta.pk})
        assert asked_now(approval_of(ticket)) == {"Marta"}
        acme.says("marta", approval_of(ticket))
    with pass_to(datetime(2030, 5, 2, 9, tzinfo=UTC)):
        assert open_tasks(ticket) == []
        longer = {**dates, "host": acme.marta.pk, "to_on": "2030-07-31"}
        tickets.amend(actor=acme.ana, ticket=ticket, answers=longer)
        assert asked_now(approval_of(ticket)) == {"Marta"}
        acme.says("marta", approval_of(ticket))
    with pass_to(datetime(2030, 7, 1, 9, tzinfo=UTC)):
        assert open_tasks(ticket) == []
    with pass_to(datetime(2030, 7, 24, 20, tzinfo=UTC)):
        assert open_tasks(ticket) == ["plan-return"]
    with pass_to(datetime(2030, 7, 31, 20, tzinfo=UTC)):
        assert open_tasks(ticket) == ["welcome-back"]
        back = Task.objects.get(ticket=ticket, step__block="welcome-back")
        assert back.due_at is not None
        assert back.due_at.date() == date(2030, 8, 1)
        do(acme.lucia, ticket, "welcome-back")
        ticket.refresh_from_db()
        assert ticket.outcome == Outcome.FULFILLED


# A recall of equipment


RECALL = [
    {
        "for_each": {
            "id": "each",
            "things_of": "requested_for",
            "label": words("{{ item.serial }}"),
            "blocks": [
                {
                    "return_asset": {
                        "id": "back",
                        "asset": {"fact": "item.asset"},
                        "remind_after": "2 business days",
                        "deadline": {"within": "5 business days", "ends": True},
                        "on": {
                            "expired": [
                                {
                                    "parallel": {
                                        "id": "chase",
                                        "join": 2,
                                        "branches": [
                                            [task("call")],
                                            [task("visit")],
                                            [
                                                {
                                                    "wait": {
                                                        "id": "found",
                                                        "message": "found",
                                                        "deadline": {"within": "30 days", "ends": True},
                                                    }
                                                }
                                            ],
                                        ],
                                    }
                                },
                                {"go_back": {"id": "again", "to": "back", "max": 1}},
                            ],
                            "written_off": [task("bill")],
                        },
                    }
                }
            ],
        }
    },
    {"create_ticket": {"id": "report", "service": "report", "wait": False, "keep": True}},
    task("file"),
]


def test_a_recall_chases_what_does_not_come_back_and_goes_on_piece_by_piece(acme: Office) -> None:
    model = add_model(
        actor=None, slug="charger", name=words("Charger"), department=factories.department("it")
    )
    serials = ("C-1", "C-2")
    for serial in serials:
        add_asset(actor=None, model=model, serial=serial)
        assign_from_stock(model=model, person=acme.ana, actor=None)
    factories.service(service="report")
    with at(START):
        ticket = tickets.submit(actor=acme.ana, service=sound(factories.service(workflow=RECALL)), answers={})
        give_back(asset=Asset.objects.get(serial="C-1"), actor=None)
        run_jobs("workflow.asset_over")
    with pass_to(START + timedelta(days=7, hours=12)):
        assert sorted(open_tasks(ticket)) == ["call · C-2", "visit · C-2"]
        do(acme.lucia, ticket, "visit")
        arrive(ticket=ticket, name="found", payload={})
        assert open_tasks(ticket) == []
        rounds = Step.objects.filter(run__ticket=ticket, block="back")
        ends = sorted((step.outcome, step.round) for step in rounds)
        assert ends == [("", 2), ("expired", 1), ("given_back", 1)]
        assert Step.objects.get(run__ticket=ticket, block="call").state == "cancelled"
        give_back(asset=Asset.objects.get(serial="C-2"), actor=None)
        run_jobs("workflow.asset_over")
        run_jobs("workflow.create_ticket")
    assert open_tasks(ticket) == ["file"]
    tickets.cancel(actor=acme.ana, ticket=ticket, outcome=Outcome.WITHDRAWN)
    run_jobs("workflow.withdraw_child")
    assert Ticket.objects.get(service__slug="report").status == Status.NEW
