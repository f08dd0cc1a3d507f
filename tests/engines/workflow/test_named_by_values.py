"""People and days that an answer, a step before or the item of a loop names: who is asked, what is awaited, when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests import factories
from tests.engines.workflow.deciding import Office, office
from tests.jobs import run_jobs
from ventanilla.core.blueprint.checks import check
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Department, Person
from ventanilla.engines.notifications.models import Notification
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.actions.messages import arrive
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.machine.lint import lint
from ventanilla.engines.workflow.models import Approval, Step, Task, Timer
from ventanilla.engines.workflow.runtime.simulation import simulate
from ventanilla.records.assets.actions import add_asset, add_model, assign_from_stock
from ventanilla.records.catalog.packages import import_list_csv
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.ui.tickets.turns import full_sentences

pytestmark = pytest.mark.django_db

START = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)  # a Monday


@pytest.fixture
def acme() -> Office:
    return office()


@pytest.fixture(autouse=True)
def monday() -> Any:
    with clock.frozen(START):
        yield


def words(text: str) -> dict[str, str]:
    return {"es": text, "en": text}


def asked(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "label": words(name), "required": True, **more}


def form(*questions: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"section": {"id": "all", "title": words("All")}, "questions": list(questions)}]


def task(name: str, **more: Any) -> dict[str, Any]:
    return {"task": {"id": name, "team": "it-equipment", "title": words(name), **more}}


def pass_to(moment: datetime) -> Any:
    while timer := Timer.objects.filter(fired_at=None, fires_at__lte=moment).order_by("fires_at").first():
        with clock.frozen(max(timer.fires_at, START)):
            actions.fire_due_timers()
    return clock.frozen(moment)


def do(who: Any, ticket: Ticket, block: str, **answers: Any) -> None:
    rows = Task.objects.filter(ticket=ticket, step__block=block, state=OpenState.OPEN)
    actions.complete(actor=who, task=rows.get(), answers=answers)


def answer(who: Person, **answers: Any) -> None:
    actions.complete(actor=who, task=queries.asked_of(who).get(), answers=answers)


# Reviews that three people write, sealed until all are there


def review(**more: Any) -> dict[str, Any]:
    block = {
        "id": "review",
        "title": words("Your review"),
        "to": {"fact": "item.id"},
        "asks": [asked("mark", "rating", most=10)],
        "sealed_until": "all_answered",
        "deadline": {"within": "8 business days", "ends": True},
        **more,
    }
    each = {
        "id": "reviews",
        "people": {"fact": "answers.jury"},
        "label": words("{{ item.name }}"),
        "collect": {"mark": {"fact": "outputs.review.mark"}},
        "blocks": [{"ask": block}],
    }
    return {"for_each": each}


def candidacy(acme: Office, **more: Any) -> Ticket:
    jury = [str(acme.people[name].pk) for name in ("carmen", "pablo", "nuria")]
    service = factories.service(
        form=form(asked("letter", "short_text"), asked("jury", "persons")),
        workflow=[review(show=["letter"]), task("decide")],
        **more,
    )
    assert service.live_version is not None
    package = package_of(service.live_version)
    assert check(package) == []
    assert "outside_unanswered" not in [found.code for found in lint(package)]
    return tickets.submit(actor=acme.ana, service=service, answers={"letter": "Dear all", "jury": jury})


def test_those_whom_an_answer_names_are_asked_and_nobody_reads_the_first_before_the_last(
    acme: Office,
) -> None:
    ticket = candidacy(acme)
    answer(acme.carmen, mark=9)
    answer(acme.pablo, mark=2)
    assert not Step.objects.filter(run__ticket=ticket, block="decide").exists()
    answer(acme.nuria, mark=7)
    done = Step.objects.get(run__ticket=ticket, block="reviews")
    assert sorted(row["mark"] for row in done.outputs["items"]) == ["2", "7", "9"]


def test_who_does_not_review_in_time_is_left_out(acme: Office) -> None:
    ticket = candidacy(acme)
    answer(acme.carmen, mark=9)
    with pass_to(START + timedelta(days=12)):
        done = Step.objects.get(run__ticket=ticket, block="reviews")
    assert [row["mark"] for row in done.outputs["items"] if row["mark"] is not None] == ["9"]


def test_in_a_confidential_request_who_is_asked_sees_the_question_and_nothing_else(acme: Office) -> None:
    ticket = candidacy(acme, confidential=True)
    found = queries.asked_of(acme.carmen).get()
    with pytest.raises(NotFound):
        visible(acme.carmen, ticket.number)
    browser = Client()
    browser.force_login(acme.carmen)
    address = f"/requests/{ticket.number}/tasks/{found.pk}/"
    page = browser.get(address)
    assert "Dear all" in page.content.decode()
    assert f'href="/requests/{ticket.number}/"' not in page.content.decode()
    sent = browser.post(address, {"mark": "9"})
    assert (sent.status_code, sent.headers.get("Location")) == (302, "/")
    assert browser.get(f"/requests/{ticket.number}/").status_code == 404
    with pytest.raises(NotFound):
        visible(acme.carmen, ticket.number)


def test_who_takes_part_in_a_request_that_is_not_confidential_sees_it(acme: Office) -> None:
    ticket = candidacy(acme)
    assert visible(acme.carmen, ticket.number) == ticket


@pytest.mark.parametrize(
    ("to", "problems"),
    [
        ("item.id", []),
        ("item.email", []),
        ("requested_for.manager", []),
        ("answers.jury", ["outside_undeclared", "outside_not_email"]),
        ("item.job_title", ["outside_undeclared", "outside_not_email"]),
    ],
)
def test_a_question_goes_to_one_person(to: str, problems: list[str]) -> None:
    package = factories.package(
        form=form(asked("jury", "persons")), workflow=[review(to={"fact": to}), task("decide")]
    )
    assert [problem.code for problem in check(package)] == problems


# Equipment of whom a value names


AWAITED = {
    "return_asset": {
        "id": "back",
        "asset": {"fact": "answers.serial"},
        "of": {"fact": "answers.holder"},
        "remind_after": "2 business days",
        "on": {"not_held": [task("search")]},
    }
}


def recall(acme: Office, holder: str, **more: Any) -> Ticket:
    it = Department.objects.get(slug="it")
    model = add_model(actor=None, slug="charger", name=words("Charger"), department=it)
    add_asset(actor=None, model=model, serial="C-1")
    assign_from_stock(model=model, person=acme.carmen, actor=None)
    questions = form(asked("serial", "short_text"), asked("holder", "person"))
    service = factories.service(form=questions, workflow=[AWAITED], **more)
    assert service.live_version is not None
    assert check(package_of(service.live_version)) == []
    given = {"serial": "C-1", "holder": str(acme.people[holder].pk)}
    return tickets.submit(actor=acme.ana, service=service, answers=given)


def told(person: Person) -> list[str]:
    run_jobs("notifications.tell")
    return [row.title for row in Notification.objects.filter(person=person).order_by("pk")]


def test_whoever_has_it_is_asked_though_they_had_no_part_in_the_request(acme: Office) -> None:
    ticket = recall(acme, "carmen")
    assert told(acme.carmen) == ["Please give back Charger (C-1)."]
    assert visible(acme.carmen, ticket.number) == ticket


def test_in_a_confidential_request_the_team_is_told_that_it_did_not_reach_them(acme: Office) -> None:
    ticket = recall(acme, "carmen", confidential=True)
    assert told(acme.carmen) == []
    run_jobs("notifications.tell")
    assert ticket.stream.entries.filter(type="notifications.out_of_view").exists()


def test_who_has_it_not_is_an_outcome_and_who_has_left_has_it_still(acme: Office) -> None:
    ticket = recall(acme, "pablo")
    assert list(Task.objects.filter(ticket=ticket).values_list("step__block", flat=True)) == ["search"]
    directory.change(acme.carmen, actor=None, is_active=False)
    service = factories.service(
        form=form(asked("serial", "short_text")),
        workflow=[
            {"return_asset": {**AWAITED["return_asset"], "of": {"fact": "answers.serial"}, "asset": "C-1"}}
        ],
    )
    left = tickets.submit(actor=acme.ana, service=service, answers={"serial": acme.carmen.email})
    assert Step.objects.get(run__ticket=left, block="back").state == "active"


def test_who_has_left_is_called_by_name_where_nobody_can_be_found(acme: Office) -> None:
    buddy = {"fact": "answers.buddy"}
    blocks = [
        {"wait": {"id": "pause", "for": "2 days"}},
        {"notify": {"id": "soon", "to": ["requester", buddy], "message": words("Soon")}},
        {"grant": {"id": "badge", "access": "badge", "label": words("Badge"), "to": buddy, "for": "9 days"}},
    ]
    service = factories.service(form=form(asked("buddy", "person")), workflow=blocks)
    ticket = tickets.submit(actor=acme.ana, service=service, answers={"buddy": str(acme.pablo.pk)})
    name = acme.pablo.name
    directory.change(acme.pablo, actor=None, is_active=False)
    with pass_to(START + timedelta(days=3)):
        unreached = ticket.stream.entries.get(type="workflow.addressee_unknown")
        assert unreached.payload["problem"]["en"] == f"A message was for somebody who has left: {name}"
        fault = Task.objects.get(ticket=ticket, state=OpenState.OPEN)
        assert fault.detail["problem"]["en"] == f"Whoever had to do this has left: {name}"


def test_whom_the_chosen_row_names_is_told_in_the_portal_and_the_owner_of_who_is_not_known(
    acme: Office,
) -> None:
    it = Department.objects.get(slug="it")
    rows = f"key,label,keeper\nlifts,Lifts,{acme.carmen.email}\ncrm,CRM,gone@acme.example\n"
    import_list_csv(rows, actor=None, slug="contracts", department=it, name=words("Contracts"), labels={})
    keeper = {"fact": "answers.contract.keeper"}
    blocks = [
        {
            "notify": {
                "id": "soon",
                "to": ["requester", keeper],
                "message": words("Soon: {{ answers.contract }}"),
            }
        },
        {"ask": {"id": "renew", "to": keeper, "asks": [asked("renew", "yes_no")], "remind_after": "2 days"}},
    ]
    service = factories.service(
        form=form(asked("contract", "choice", options={"list": "contracts"})), workflow=blocks
    )
    assert service.live_version is not None
    package = package_of(service.live_version)
    played = simulate(package=package, person=acme.ana, answers={"contract": "lifts"})
    message = next(one for one in played.happenings if one.kind == "message")
    assert {letter.to for letter in message.letters} == {acme.ana.name, acme.carmen.name}
    ticket = tickets.submit(actor=acme.ana, service=service, answers={"contract": "lifts"})
    assert ticket.stream.entries.get(type="workflow.message").payload["people"] == [
        acme.ana.pk,
        acme.carmen.pk,
    ]
    assert queries.asked_of(acme.carmen).get().ticket == ticket
    other = tickets.submit(actor=acme.ana, service=service, answers={"contract": "crm"})
    unreached = other.stream.entries.get(type="workflow.addressee_unknown")
    assert "gone@acme.example" in unreached.payload["problem"]["en"]


# Stretches of days, row by row


def test_the_days_of_a_row_are_known_to_the_steps_about_it(acme: Office) -> None:
    parts = asked("parts", "rows", questions=[asked("name", "short_text"), asked("away", "date_range")])
    each = {
        "id": "each",
        "rows": "answers.parts",
        "key": "name",
        "where": {"fact": "row.away.days", "op": "gt", "value": 1},
        "label": words("{{ item.name }} {{ item.away.from | date }}"),
        "collect": {"days": {"fact": "item.away.days"}},
        "blocks": [
            {"wait": {"id": "before", "until": {"fact": "item.away.from"}, "before": "7 days"}},
            task("note", due={"by": {"fact": "item.away.to"}}),
        ],
    }
    service = factories.service(form=form(parts), workflow=[{"for_each": each}, task("file")])
    assert service.live_version is not None
    assert check(package_of(service.live_version)) == []
    rows = [
        {"name": "A", "away": {"from": "2030-04-01", "to": "2030-04-10"}},
        {"name": "B", "away": {"from": "2030-05-02", "to": "2030-05-02"}},
    ]
    ticket = tickets.submit(actor=acme.ana, service=service, answers={"parts": rows})
    with pass_to(datetime(2030, 3, 24, 22, tzinfo=UTC)):
        assert not Task.objects.filter(ticket=ticket).exists()
    with pass_to(datetime(2030, 3, 25, 9, tzinfo=UTC)):
        found = Task.objects.get(ticket=ticket)
        assert found.title["en"] == "note · A April 1, 2030"
        assert found.due_at is not None
        assert found.due_at.date().isoformat() == "2030-04-10"
        do(acme.lucia, ticket, "note")
    assert Step.objects.get(run__ticket=ticket, block="each").outputs["items"][0]["days"] == "10"


# What is shown to those who decide after others, or after another system


def test_what_was_said_before_and_what_a_message_brought_may_be_shown(acme: Office) -> None:
    takes = {"case": {"type": "text", "label": words("Case")}, "visit_on": "date"}
    seat = {"seats": [{"person": "lucia@acme.example"}]}
    no = [
        {
            "wait": {
                "id": "receipt",
                "message": "receipt",
                "takes": takes,
                "deadline": {"within": "9 days", "ends": True},
            }
        },
        {
            "approval": {
                "id": "second",
                "show": ["outputs.first.comment", "outputs.first.by", "outputs.receipt.case"],
                **seat,
            }
        },
    ]
    ended = {"id": "ended", "message": words("First reading: {{ outputs.first.outcome }}.")}
    no.insert(0, {"notify": ended})
    first = {"id": "first", "title": words("First reading"), "on": {"rejected": no}, **seat}
    service = factories.service(workflow=[{"approval": first}])
    assert service.live_version is not None
    assert check(package_of(service.live_version)) == []
    ticket = tickets.submit(actor=acme.ana, service=service, answers={"what": "x"})
    acme.says("lucia", Approval.objects.get(ticket=ticket), "reject", "Too vague")
    sent = ticket.stream.entries.get(type="workflow.message")
    assert sent.payload["texts"] == {"en": "First reading: Rejected.", "es": "First reading: No aprobada."}
    arrive(ticket=ticket, name="receipt", payload={"case": "EXP-9", "visit_on": "2030-03-20"})
    second = Approval.objects.get(ticket=ticket, state=OpenState.OPEN)
    assert [(line["label"]["en"], line["text"]["en"]) for line in second.shown] == [
        ("First reading · comment", "Too vague"),
        ("First reading · decided by", acme.lucia.name),
        ("Case", "EXP-9"),
    ]
    acme.says("lucia", second)
    ticket.refresh_from_db()
    assert ticket.outcome == Outcome.FULFILLED


# Answers that may become others


@pytest.mark.parametrize(
    ("until", "after", "found"),
    [("end", [task("order")], True), ("begun", [task("order")], False), ("end", [], False)],
)
def test_an_approval_that_a_correction_may_make_needed_too_late_is_warned_of(
    until: str, after: list[Any], found: bool
) -> None:
    go = {"approval": {"id": "go", "seats": [{"from": "requester.manager"}]}}
    dear = {"when": {"fact": "answers.what", "op": "is", "value": "gold"}, "blocks": [go]}
    package = factories.package(
        workflow=[{"branch": {"id": "way", "cases": [dear]}}, *after], amend_until=until
    )
    assert ("not_asked_after" in [one.code for one in lint(package)]) is found


# Trying it out, and telling of it


def test_trying_out_knows_the_next_day_of_a_list(acme: Office) -> None:
    days = "key,label,cutoff_on:date\nmarch,March,2030-03-18\napril,April,2030-04-18\n"
    it = Department.objects.get(slug="it")
    import_list_csv(days, actor=None, slug="payroll", department=it, name=words("Payroll"), labels={})
    wait = {"id": "cutoff", "until": {"fact": "lists.payroll.cutoff_on.next"}, "at": "08:00"}
    service = factories.service(
        workflow=[{"wait": wait}, {"resolve": {"id": "done", "message": words("Done")}}]
    )
    assert service.live_version is not None
    package = package_of(service.live_version)
    played = simulate(
        package=package, person=acme.ana, answers={"what": "x"}, at=datetime(2030, 3, 19, 9, tzinfo=UTC)
    )
    done = next(one for one in played.happenings if one.kind == "resolved")
    assert done.at.date().isoformat() == "2030-04-18"


def test_of_very_many_open_steps_the_first_are_told_and_the_others_counted(acme: Office) -> None:
    names = [
        asked("names", "choices", options=[{"value": f"n{n}", "label": words(f"N{n}")} for n in range(9)])
    ]
    each = {"id": "each", "rows": "answers.names", "blocks": [task("look")]}
    service = factories.service(form=form(*names), workflow=[{"for_each": each}])
    ticket = tickets.submit(actor=acme.ana, service=service, answers={"names": [f"n{n}" for n in range(9)]})
    with translation.override("en"):
        said = full_sentences(ticket, queries.turns_of(ticket, acme.ana), acme.ana)
    assert (len(said), said[-1]) == (7, "And 3 more steps.")
