"""The blocks of a workflow with rows behind them: several at once, for each, again, late, and from outside."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.engines.workflow.laptop import fresh, world
from tests.jobs import run_jobs
from ventanilla.core.blueprint.checks import check
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotAllowed, NotFound
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.actions import schedules
from ventanilla.engines.workflow.actions.messages import arrive
from ventanilla.engines.workflow.actions.moving import move_runs, preview, runs_to_move
from ventanilla.engines.workflow.choices import OpenState, RunState, TaskKind
from ventanilla.engines.workflow.jobs import create_ticket
from ventanilla.engines.workflow.machine.lint import lint
from ventanilla.engines.workflow.models import Run, Schedule, Step, Task, Timer
from ventanilla.engines.workflow.outside_links import MOST_TRIES, token_of
from ventanilla.records.assets.models import Asset
from ventanilla.records.catalog.actions import publish
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Level, Outcome, Priority, Status
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

PEOPLE = {"id": "who", "type": "persons", "label": {"es": "¿Quiénes?", "en": "Who?"}}
ROWS = {
    "id": "quotes",
    "type": "rows",
    "label": {"es": "Ofertas", "en": "Quotes"},
    "questions": [
        {"id": "supplier", "type": "short_text", "label": {"es": "Proveedor", "en": "Supplier"}},
        {"id": "price", "type": "number", "label": {"es": "Precio", "en": "Price"}},
    ],
}
DAY = {"id": "day", "type": "date", "label": {"es": "Día", "en": "Day"}}


def task(name: str, **more: Any) -> dict[str, Any]:
    return {"task": {"id": name, "team": "it-equipment", "title": {"es": name, "en": name}, **more}}


def service(workflow: list[Any], *questions: dict[str, Any], **more: Any) -> Service:
    title = {"es": "Cosas", "en": "Things"}
    form = [{"section": {"id": "main", "title": title}, "questions": list(questions or [DAY])}]
    return factories.service(workflow=workflow, form=form, **more)


def ask(asker: Person, what: Service, **answers: Any) -> Ticket:
    return tickets.submit(actor=asker, service=what, answers=answers, language="en")


def open_tasks(ticket: Ticket) -> list[Task]:
    return list(Task.objects.filter(ticket=ticket, state=OpenState.OPEN).order_by("pk"))


def do(who: Person, ticket: Ticket, block: str, *, item: str | None = None, **answers: Any) -> None:
    rows = Task.objects.filter(ticket=ticket, step__block=block, state=OpenState.OPEN)
    found = rows.get() if item is None else rows.get(step__iteration=[item])
    actions.complete(actor=fresh(who), task=found, answers=answers)


def titles(ticket: Ticket) -> list[str]:
    return [found.title["en"] for found in open_tasks(ticket)]


def entries(ticket: Ticket, name: str) -> int:
    return ticket.stream.entries.filter(type=name).count()


def pass_time(ticket: Ticket, name: str) -> None:
    """Let the timers of this name come due, and fire them."""
    timers = Timer.objects.filter(step__run__ticket=ticket, name=name, fired_at=None)
    assert timers.update(fires_at=clock.now() - timedelta(minutes=1)), f"no timer {name}"
    actions.fire_due_timers()


def test_the_quickest_branch_wins_and_the_others_are_told_once():
    w = world()
    ticket = ask(
        w.ana, service([{"parallel": {"id": "p", "join": "any", "branches": [[task("a")], [task("b")]]}}])
    )
    actions.claim(actor=fresh(w.luis), task=Task.objects.get(ticket=ticket, step__block="b"))
    do(w.luis, ticket, "a")
    ticket.refresh_from_db()
    assert (open_tasks(ticket), ticket.outcome) == ([], Outcome.FULFILLED)
    dropped = ticket.stream.entries.get(type="workflow.task_dropped")
    assert dropped.payload["people"] == [w.luis.pk]


def test_each_row_has_its_own_task_and_what_is_collected_can_be_added_up():
    w = world()
    each = {
        "for_each": {
            "id": "each",
            "rows": "answers.quotes",
            "key": "supplier",
            "collect": {"final": {"fact": "outputs.haggle.final"}},
            "blocks": [
                task(
                    "haggle",
                    instructions={"en": "{{ item.supplier }} wants {{ item.price }}"},
                    asks=[{"id": "final", "type": "number", "label": {"en": "Final"}}],
                )
            ],
        }
    }
    total = {"sum": {"rows": "outputs.each.items", "of": "final"}}
    two = {"fact": "outputs.each.count", "op": "is", "value": 2}
    cheap = {"all": [two, {"fact": "outputs.each.count", "op": "lt", "value": total}]}
    branch = {"branch": {"id": "which", "cases": [{"when": cheap, "blocks": [task("two")]}]}}
    made = service([each, branch], ROWS)
    quotes = [{"supplier": "Norte", "price": 10}, {"supplier": "Sur", "price": 20}]
    ticket = ask(w.ana, made, quotes=quotes)
    assert titles(ticket) == ["haggle · Norte", "haggle · Sur"]
    assert open_tasks(ticket)[1].instructions["en"] == "Sur wants 20"
    do(w.luis, ticket, "haggle", item="Sur", final=15)
    assert titles(ticket) == ["haggle · Norte"]
    do(w.luis, ticket, "haggle", item="Norte", final=9)
    assert titles(ticket) == ["two"]
    done = Step.objects.get(run__ticket=ticket, block="each")
    assert [row["final"] for row in done.outputs["items"]] == ["9", "15"]


def test_people_and_list_rows_are_gone_through_in_order():
    w = world()
    models = {"for_each": {"id": "m", "list": "laptop-models", "in_order": True, "blocks": [task("look")]}}
    people = {"for_each": {"id": "p", "people": {"fact": "answers.who"}, "blocks": [task("greet")]}}
    ticket = ask(w.ana, service([people, models], PEOPLE), who=[w.marta.pk, w.luis.pk])
    assert titles(ticket) == ["greet · Marta", "greet · Luis"]
    for person in (w.luis, w.marta):
        do(w.luis, ticket, "greet", item=str(person.pk))
    assert titles(ticket) == ["look · Air 13"]
    do(w.luis, ticket, "look")
    assert titles(ticket) == ["look · Pro 16"]


def test_which_rows_of_a_list_are_meant_is_never_guessed():
    w = world()
    unknown = {"fact": "answers.zero", "op": "is", "value": {"divide": [1, {"fact": "answers.zero"}]}}
    models = {"for_each": {"id": "m", "list": "laptop-models", "where": unknown, "blocks": [task("look")]}}
    zero = {"id": "zero", "type": "number", "label": {"es": "Cero", "en": "Zero"}}
    ticket = ask(w.ana, service([models], zero), zero=0)
    assert [found.kind for found in open_tasks(ticket)] == [TaskKind.FAULT]


def test_what_somebody_was_given_whom_an_answer_names_is_taken_back_when_it_is_called_off():
    w = world()
    who = {"fact": "answers.who"}
    given = {"assign_asset": {"id": "laptop", "model": "air-13", "to": who}}
    one = {"id": "who", "type": "person", "label": {"es": "¿Quién?", "en": "Who?"}}
    ticket = ask(w.ana, service([given, task("a")], one), who=str(w.marta.pk))
    assert Asset.objects.filter(holder=w.marta).count() == 1
    tickets.cancel(actor=fresh(w.ana), ticket=ticket, outcome=Outcome.WITHDRAWN, text="No more.")
    assert not Asset.objects.filter(holder=w.marta).exists()


def test_what_is_undone_goes_on_though_nothing_can_be_set_in_a_request_that_is_over():
    w = world()
    weigh = {"set": {"id": "weigh", "fields": {"impact": "high", "team": "it-equipment"}}}
    undoing = [task("take_back"), weigh, task("tidy_up")]
    ticket = ask(w.ana, service([task("a", on_cancel=undoing), task("b")]))
    do(w.luis, ticket, "a")
    tickets.cancel(actor=fresh(w.ana), ticket=ticket, outcome=Outcome.WITHDRAWN, text="No more.")
    do(w.luis, ticket, "take_back")
    assert titles(ticket) == ["tidy_up"]
    (told,) = ticket.stream.entries.filter(type="ticket.fault")
    assert "impact, team" in told.payload["problem"]["en"]


def test_it_is_repeated_until_it_is_right_and_no_more_than_it_may_be():
    w = world()
    asks = [{"id": "ok", "type": "yes_no", "label": {"en": "Right?"}}]
    right = {"fact": "outputs.try.ok", "op": "is", "value": True}
    again = {"repeat": {"id": "r", "until": right, "max": 2, "blocks": [task("try", asks=asks)]}}
    made = service([again])
    ticket = ask(w.ana, made)
    do(w.luis, ticket, "try", ok=False)
    do(w.luis, ticket, "try", ok=True)
    ticket.refresh_from_db()
    assert ticket.outcome == Outcome.FULFILLED
    other = ask(w.ana, made)
    do(w.luis, other, "try", ok=False)
    do(w.luis, other, "try", ok=False)
    assert [found.step.block for found in open_tasks(other)] == ["r~look"]


def test_which_time_it_is_stands_in_titles_texts_and_rules_while_it_is_repeated():
    w = world()
    turn = {"fact": "outputs.years.turn"}
    first = {
        "branch": {
            "id": "which",
            "cases": [{"when": {**turn, "op": "is", "value": 1}, "blocks": [task("sign")]}],
        }
    }
    pay = task(
        "pay", title={"en": "Pay", "es": "Pagar"}, instructions={"en": "Part {{ outputs.years.turn }} of 2"}
    )
    years = {
        "id": "years",
        "until": {**turn, "op": "gte", "value": 2},
        "max": 5,
        "label": {"en": "Year {{ outputs.years.turn }}", "es": "Año {{ outputs.years.turn }}"},
        "blocks": [first, pay],
    }
    each = {"id": "each", "rows": "answers.quotes", "key": "supplier", "blocks": [{"repeat": years}]}
    after = task("after", instructions={"en": "{{ outputs.again.turn }}"})
    again = {"repeat": {**years, "id": "again", "until": True, "blocks": [task("once")]}}
    again["repeat"]["label"] = {"en": "No. {{ outputs.again.turn }}"}
    made = service([{"for_each": each}, again, after], ROWS)
    assert made.live_version is not None
    package = package_of(made.live_version)
    assert check(package) == []
    assert {"not_yet", "maybe_empty_step"}.isdisjoint(found.code for found in lint(package))
    quotes = [{"supplier": "Norte", "price": 1}, {"supplier": "Sur", "price": 2}]
    ticket = ask(w.ana, made, quotes=quotes)
    assert titles(ticket) == ["sign · Norte · Year 1", "sign · Sur · Year 1"]
    do(w.luis, ticket, "sign", item="Norte")
    do(w.luis, ticket, "pay", item="Norte")
    assert titles(ticket) == ["sign · Sur · Year 1", "Pay · Norte · Year 2"]
    second = open_tasks(ticket)[1]
    assert (second.title["es"], second.instructions["en"]) == ("Pagar · Norte · Año 2", "Part 2 of 2")
    do(w.luis, ticket, "pay", item="Norte")
    for block in ("sign", "pay", "pay"):
        do(w.luis, ticket, block, item="Sur")
    assert titles(ticket) == ["once · No. 1"]
    do(w.luis, ticket, "once")
    assert open_tasks(ticket)[0].instructions["en"] == "1"


def test_when_a_deadline_passes_what_follows_is_done_beside_or_the_block_is_over():
    w = world()
    beside = task("slow", deadline={"within": "2 business days", "then": [task("push")]})
    ticket = ask(w.ana, service([beside]))
    pass_time(ticket, "deadline")
    assert titles(ticket) == ["slow", "push"]
    do(w.luis, ticket, "slow")
    assert open_tasks(ticket) == []
    over = task("slow", deadline={"within": "1 hour", "ends": True}, on={"expired": [task("instead")]})
    other = ask(w.ana, service([over]))
    pass_time(other, "deadline")
    assert titles(other) == ["instead"]


def test_a_deadline_lies_working_days_before_a_day_in_the_answers():
    w = world()
    by = {"by": {"fact": "answers.day"}, "before": "2 business days", "then": [task("push")]}
    ticket = ask(w.ana, service([task("slow", deadline=by)]), day="2030-03-13")  # a Wednesday
    timer = Timer.objects.get(step__run__ticket=ticket, name="deadline")
    assert timer.fires_at == datetime(2030, 3, 11, 16, 0, tzinfo=UTC)
    assert open_tasks(ticket)[0].due_at == timer.fires_at
    tickets.amend(actor=w.ana, ticket=ticket, answers={"day": "2030-03-14"})
    timer.refresh_from_db()
    assert timer.fires_at == datetime(2030, 3, 12, 16, 0, tzinfo=UTC)


def test_a_wait_ends_when_the_ticket_comes_to_be_what_the_rule_says():
    w = world()
    urgent = {"fact": "ticket.priority", "op": "is", "value": "urgent"}
    ticket = ask(w.ana, service([{"wait": {"id": "w", "when": urgent}}]))
    assert Run.objects.get(ticket=ticket).state == RunState.RUNNING
    assert Timer.objects.filter(step__run__ticket=ticket, name="day").exists()
    tickets.set_priority(
        actor=w.luis, ticket=ticket, impact=Level.HIGH, urgency=Level.HIGH, priority=Priority.URGENT
    )
    assert Run.objects.get(ticket=ticket).state == RunState.ENDED


def test_a_message_is_taken_once_even_when_it_comes_too_early():
    w = world()
    wait = {"wait": {"id": "w", "message": "paid", "takes": {"order": "text", "sum": "number"}}}
    ticket = ask(w.ana, service([task("first"), wait, task("then")]))
    with pytest.raises(NotFound):
        arrive(ticket=ticket, name="nothing", payload={})
    with pytest.raises(Invalid) as refused:
        arrive(ticket=ticket, name="paid", payload={"order": "A1", "sum": "much"})
    assert list(refused.value.fields) == ["sum"]
    arrive(ticket=ticket, name="paid", payload={"order": "A1", "sum": 3, "else": 1})
    do(w.luis, ticket, "first")
    assert titles(ticket) == ["then"]
    arrive(ticket=ticket, name="paid", payload={"order": "A1", "sum": 3})
    step = Step.objects.get(run__ticket=ticket, block="w")
    assert (step.round, step.outputs) == (1, {"order": "A1", "sum": 3})


def test_another_request_is_made_once_and_its_end_is_waited_for():
    w = world()
    part = service([task("inner")], service="part")
    made = {"create_ticket": {"id": "c", "service": "part", "answers": {"day": {"fact": "answers.day"}}}}
    ticket = ask(w.ana, service([made, task("after")]), day="2030-03-13")
    run_jobs("workflow.create_ticket")
    child = Ticket.objects.get(service=part)
    assert (child.parent_id, child.requester_id) == (ticket.pk, w.ana.pk)
    assert child.answer_sets.get().answers == {"day": "2030-03-13"}
    step = Step.objects.get(run__ticket=ticket, block="c")
    people = {"asked_by": w.ana.pk, "requested_for": w.ana.pk}
    create_ticket(step=step.pk, service="part", answers={}, wait=True, **people)
    assert Ticket.objects.filter(service=part).count() == 1
    do(w.luis, child, "inner")
    run_jobs("workflow.child_ended")
    step.refresh_from_db()
    assert (step.outcome, step.outputs["number"]) == ("fulfilled", child.number)
    assert titles(ticket) == ["after"]


def test_what_cannot_be_asked_for_becomes_a_task_and_a_part_is_withdrawn_with_the_whole():
    w = world()
    part = service([task("inner")], service="part")
    made = {"create_ticket": {"id": "c", "service": "part"}}
    ticket = ask(w.ana, service([made]))
    run_jobs("workflow.create_ticket")
    tickets.cancel(actor=w.ana, ticket=ticket, outcome=Outcome.WITHDRAWN)
    run_jobs("workflow.withdraw_child")
    assert Ticket.objects.get(service=part).outcome == Outcome.WITHDRAWN
    nowhere = ask(w.ana, service([{"create_ticket": {"id": "c", "service": "nowhere"}}]))
    run_jobs("workflow.create_ticket")
    assert [found.kind for found in open_tasks(nowhere)] == [TaskKind.FAULT]


@pytest.mark.parametrize("wait", [True, False])
def test_a_part_that_is_kept_lives_on_when_the_whole_is_withdrawn(wait: bool):
    w = world()
    part = service([task("inner")], service="part")
    made = {"create_ticket": {"id": "c", "service": "part", "wait": wait, "keep": True}}
    ticket = ask(w.ana, service([made, task("rest")]))
    run_jobs("workflow.create_ticket")
    tickets.cancel(actor=w.ana, ticket=ticket, outcome=Outcome.WITHDRAWN)
    run_jobs("workflow.withdraw_child")
    child = Ticket.objects.get(service=part)
    assert (child.status, Run.objects.get(ticket=ticket).state) == (Status.NEW, RunState.ENDED)
    do(w.luis, child, "inner")
    run_jobs("workflow.child_ended")
    assert Ticket.objects.get(service=part).outcome == Outcome.FULFILLED


def test_who_has_a_task_or_a_question_is_reminded_again_and_again_until_it_is_done():
    w = world()
    often = {"remind_after": "1 business days"}
    question = {"ask": {"id": "q", "title": {"en": "Which day?"}, "asks": [DAY], **often}}
    ticket = ask(w.ana, service([task("desk", **often), question]))
    pass_time(ticket, "remind.1")
    pass_time(ticket, "remind.2")
    reminded = ticket.stream.entries.filter(type="workflow.task_reminded").order_by("position")
    assert [(w.luis.pk in row.payload["people"], row.seen_by) for row in reminded] == [(True, "team")] * 2
    assert reminded[0].what.say("") == "«desk» sigue sin hacerse."
    do(w.luis, ticket, "desk")
    pass_time(ticket, "remind.1")
    _first, _second, asked = reminded.all()
    assert (asked.payload["people"], asked.seen_by) == ([w.ana.pk], "everyone")
    do(w.ana, ticket, "q", day="2030-03-13")
    assert not Timer.objects.filter(step__run__ticket=ticket, step__state="active").exists()


def test_two_working_days_after_the_quote_came():
    w = world()
    asks = [{"id": "price", "type": "number", "label": {"en": "Price"}}]
    late = {"by": {"fact": "outputs.quote.ended_at"}, "after": "2 business days", "then": [task("chase")]}
    flow = [task("quote", asks=asks), task("stand"), task("order", deadline=late)]
    ticket = ask(w.ana, service(flow))
    with clock.frozen(datetime(2030, 3, 13, 10, tzinfo=UTC)):  # a Wednesday
        do(w.luis, ticket, "quote", price=3)
    with clock.frozen(datetime(2030, 3, 14, 16, tzinfo=UTC)):
        do(w.luis, ticket, "stand")
        timer = Timer.objects.get(step__run__ticket=ticket, name="deadline")
        assert timer.fires_at == Step.objects.get(run__ticket=ticket, block="order").due_at
        assert timer.fires_at.date() == date(2030, 3, 15)
    with clock.frozen(timer.fires_at):
        actions.fire_due_timers()
        assert titles(ticket) == ["order", "chase"]


def test_a_cancelled_run_takes_back_what_was_done_the_last_thing_first():
    w = world()
    hand = {"assign_asset": {"id": "laptop", "model": "air-13"}}
    undo = {"on_cancel": [task("collect")]}
    ticket = ask(w.ana, service([hand, task("card", **undo), task("rest")]))
    do(w.luis, ticket, "card")
    tickets.cancel(actor=w.luis, ticket=ticket, outcome=Outcome.DECLINED, text="No")
    assert titles(ticket) == ["collect"]
    assert Asset.objects.filter(holder=w.ana).count() == 1
    do(w.luis, ticket, "collect")
    assert Asset.objects.filter(holder=w.ana).count() == 0
    assert Run.objects.get(ticket=ticket).state == RunState.ENDED
    ticket.refresh_from_db()
    assert ticket.outcome == Outcome.DECLINED


def test_a_fault_goes_on_with_what_its_owner_types():
    w = world()
    hand = {"assign_asset": {"id": "laptop", "model": "unknown"}}
    told = task("label", instructions={"en": "Serial {{ outputs.laptop.serial }}"})
    ticket = ask(w.ana, service([hand, told]))
    (fault,) = open_tasks(ticket)
    assert "serial" in {output.name for output in queries.fault_outputs(fault)}
    actions.complete(
        actor=fresh(w.lucia), task=fault, answers={"choice": "go_on", "outputs": {"serial": "X-1"}}
    )
    assert open_tasks(ticket)[0].instructions["en"] == "Serial X-1"


def test_giving_up_at_a_fault_ends_the_run_too():
    w = world()
    ticket = ask(w.ana, service([{"assign_asset": {"id": "laptop", "model": "unknown"}}]))
    actions.complete(actor=fresh(w.lucia), task=open_tasks(ticket)[0], answers={"choice": "cancel"})
    ticket.refresh_from_db()
    assert (ticket.outcome, Run.objects.get(ticket=ticket).state) == (Outcome.DECLINED, RunState.ENDED)


def test_a_run_moves_to_another_version_where_its_step_stands_and_nowhere_else():
    w = world()
    first = service([task("a"), task("b")], service="moved")
    ticket = ask(w.ana, first)
    admin = factories.administrator()
    second = service([task("a"), task("c")], service="moved").live_version
    (run,) = runs_to_move(second)
    seen = preview(run, second)
    assert (seen.fits, [title["en"] for title in seen.added]) == (True, ["c"])
    assert [title["en"] for title in seen.dropped] == ["b"]
    third = service([task("z")], service="moved").live_version
    assert not preview(run, third).fits
    with pytest.raises(Invalid):
        move_runs(actor=admin, runs=[run.pk], version=third)
    with pytest.raises(NotAllowed):
        move_runs(actor=w.ana, runs=[run.pk], version=second)
    assert move_runs(actor=admin, runs=[run.pk], version=second) == 1
    do(w.luis, ticket, "a")
    assert titles(ticket) == ["c"]
    assert entries(ticket, "workflow.moved") == 1


def test_what_moving_would_mean_names_all_that_may_come_and_what_is_open_stays_as_it_is():
    w = world()

    def version(place: str, mail: str, *more: Any, join: str = "all") -> Any:
        told = {"notify": {"id": "mail", "message": {"en": mail}}}
        late = {"within": "2 days", "then": [{"notify": {"id": "late", "message": {"en": "Late"}}}]}
        first = task("a", instructions={"en": place}, deadline=late)
        beside = {"parallel": {"id": "p", "join": join, "branches": [[task("b")], [told]]}}
        return service([task("done"), first, beside, *more], service="moved")

    ticket = ask(w.ana, version("Here", "Hello"))
    do(w.luis, ticket, "done")
    undo = {"on_cancel": [{"set": {"id": "back", "fields": {"urgency": "low"}}}]}
    newer = version("There", "Goodbye", task("c", **undo), join="any").live_version
    (run,) = runs_to_move(newer)
    seen = preview(run, newer)
    named = {part: [title["en"] for title in getattr(seen, part)] for part in ("added", "changed", "kept")}
    assert named == {
        "added": ["c", "Update (back)"],
        "changed": ["In parallel (p)", "Message (mail)"],
        "kept": ["a"],
    }
    ahead = [title["en"] for title in seen.ahead]
    assert ahead == ["Message (late)", "In parallel (p)", "b", "Message (mail)", "c", "Update (back)"]
    same = version("There", "Goodbye", task("c", **undo), join="any").live_version
    assert preview(run, same).dropped == ()


def test_outside_its_windows_a_service_says_when_it_opens():
    w = world()
    closed = service([task("a")], open=[{"from": "2090-01-01", "until": "2090-02-01"}])
    with pytest.raises(NotAllowed, match="2090"):
        ask(w.ana, closed)
    days = {"first": {"opens": "2000-01-01", "closes": "2100-01-01"}}
    factories.lookup_list("terms", days, opens="date", closes="date")
    assert ask(w.ana, service([task("a")], open=[{"list": "terms", "first": "opens", "last": "closes"}]))


def test_the_next_day_of_a_list_is_known():
    w = world()
    factories.lookup_list("meetings", {"past": {"on": "2020-01-01"}, "next": {"on": "2090-05-02"}}, on="date")
    text = {"en": "Bring it on {{ lists.meetings.on.next }}"}
    ticket = ask(w.ana, service([task("bring", instructions=text)]))
    assert open_tasks(ticket)[0].instructions["en"] == "Bring it on 2090-05-02"


def test_a_schedule_asks_once_for_each_and_knows_its_next_time():
    w = world()
    every = {
        "id": "review",
        "title": {"en": "Review"},
        "every": {"days": 90},
        "starts_on": "2026-01-01",
        "people": {"fact": "person.department", "op": "is", "value": "marketing"},
        "answers": {"day": {"fact": "today"}},
    }
    made = service([task("a")], schedules=[every], requested_for="anyone")
    row = Schedule.objects.get(service=made)
    assert row.next_at is not None
    Schedule.objects.update(next_at=clock.now() - timedelta(minutes=5))
    assert (schedules.start_due(), schedules.start_due()) == (1, 0)
    run_jobs("workflow.start_one")
    asked = Ticket.objects.filter(service=made)
    assert sorted(ticket.requested_for.given_name for ticket in asked) == ["Ana", "Marta"]
    row.refresh_from_db()
    at = row.last_at
    schedules.start_one(schedule=row.pk, at=at, target=str(w.ana.pk))
    assert asked.count() == 2
    assert row.next_at > clock.now()
    assert asked.first().requester_id == made.owner_id
    publish(actor=None, package=factories.package(service=made.slug))
    assert not Schedule.objects.exists()
    assert Service.objects.get(pk=made.pk).live_version.number == 2
    assert asked.first().status == Status.NEW


def test_somebody_without_an_account_answers_once_by_a_link():
    w = world()
    address = {"id": "mail", "type": "email", "label": {"en": "Mail"}}
    asked = {
        "ask": {
            "id": "garage",
            "to": {"fact": "answers.mail"},
            "title": {"en": "When can you come?"},
            "instructions": {"en": "About the door."},
            "show": ["mail"],
            "asks": [{"id": "on", "type": "date", "label": {"en": "Day"}, "required": True}],
        }
    }
    made = service([asked, task("then")], address, outside_mail=True)
    ticket = ask(w.ana, made, mail="smith@garage.example")
    (found,) = open_tasks(ticket)
    mail = Message.objects.get(to="smith@garage.example")
    (token,) = re.findall(r"/answer/([^/\s]+)/", mail.text)
    page = Client()
    shown = page.get(f"/answer/{token}/")
    assert shown.status_code == 200
    assert "About the door." in shown.content.decode()
    assert ticket.number not in shown.content.decode()
    gone = page.get(f"/answer/{token}x/", headers={"accept-language": "en"})
    assert (gone.status_code, "ask whoever sent it to you" in gone.content.decode()) == (404, True)
    assert page.post(f"/answer/{token}/", {"on": ""}).status_code == 422
    assert page.post(f"/answer/{token}/", {"on": "2090-03-13"}).status_code == 200
    found.refresh_from_db()
    assert (found.state, found.answers) == (OpenState.DONE, {"on": "2090-03-13"})
    assert Step.objects.get(run__ticket=ticket, block="garage").outputs["by"] == "smith@garage.example"
    assert titles(ticket) == ["then"]
    again = page.post(f"/answer/{token}/", {"on": "2090-03-14"}, headers={"accept-language": "en"})
    assert (again.status_code, "You have answered this already" in again.content.decode()) == (409, True)


def test_somebody_outside_reads_in_the_language_of_their_mail_unless_they_choose_another():
    w = world()
    address = {"id": "mail", "type": "email", "label": {"en": "Mail"}}
    words = {"en": "When can you come?", "es": "¿Cuándo podéis venir?"}
    asks = [{"id": "on", "type": "date", "label": {"en": "Day"}, "required": True}]
    asked = {"id": "garage", "to": {"fact": "answers.mail"}, "title": words, "asks": asks}
    ends = {"deadline": {"within": "3 days", "ends": True}}
    made = service([{"ask": {**asked, **ends}}, task("then")], address, outside_mail=True)
    ticket = ask(w.ana, made, mail="smith@garage.example")
    Ticket.objects.filter(pk=ticket.pk).update(language="es")
    link = f"/answer/{token_of(open_tasks(ticket)[0])}/"
    page = Client(headers={"accept-language": "en"})
    assert words["es"] in page.get(link).content.decode()
    page.post("/language/", {"language": "en"})
    assert words["en"] in page.get(link).content.decode()
    with clock.frozen(clock.now() + timedelta(days=4)):
        actions.fire_due_timers()
        late = page.get(link)
    assert (late.status_code, "The time to answer is over" in late.content.decode()) == (409, True)


WAIT = {"wait": {"id": "later", "until": {"fact": "answers.day"}, "after": "20 days"}}
RESOLVED = {"resolve": {"id": "done", "outcome": "fulfilled"}}


@pytest.mark.parametrize(
    ("join", "branches", "moves"),
    [
        ("all", [[task("a"), RESOLVED], [WAIT]], False),
        ("any", [[task("a")], [WAIT]], False),
        ("all", [[task("a")], [WAIT]], True),
    ],
)
def test_a_wait_beside_moves_the_promised_day_only_when_the_end_waits_for_it(join, branches, moves):
    w = world()
    day = {"id": "day", "type": "date", "label": {"en": "Day"}, "required": True}
    blocks = [{"parallel": {"id": "p", "join": join, "branches": branches}}]
    made = service(blocks, day, ready_by={"fact": "answers.day"})
    ticket = ask(w.ana, made, day="2030-03-13")
    ticket.refresh_from_db()
    assert (ticket.promised_at.date() > date(2030, 3, 13)) is moves


def test_a_question_outside_says_what_counts_now_after_the_answers_were_corrected():
    w = world()
    asked = {
        "ask": {
            "id": "garage",
            "to": {"fact": "answers.mail"},
            "instructions": {"en": "About {{ answers.about }}."},
            "show": ["about"],
            "asks": [{"id": "on", "type": "date", "label": {"en": "Day"}, "required": True}],
        }
    }
    questions = [
        {"id": "mail", "type": "email", "label": {"en": "Mail"}},
        {"id": "about", "type": "short_text", "label": {"en": "What"}},
    ]
    made = service([asked, task("then")], *questions, outside_mail=True)
    ticket = ask(w.ana, made, mail="smith@garage.example", about="the door")
    token, page = token_of(open_tasks(ticket)[0]), Client()
    read = re.search(r'name="_about" value="(\w+)"', page.get(f"/answer/{token}/").content.decode())[1]
    tickets.amend(actor=w.ana, ticket=ticket, answers={"mail": "smith@garage.example", "about": "the roof"})
    first, second = Message.objects.filter(to="smith@garage.example").order_by("pk")
    assert ("About the door." in first.text, "About the roof." in second.text) == (True, True)
    stale = page.post(f"/answer/{token}/", {"on": "2090-03-13", "_about": read})
    assert (stale.status_code, "the roof" in stale.content.decode()) == (409, True)
    assert open_tasks(ticket)[0].shown[0]["text"]["en"] == "the roof"
    tickets.amend(actor=w.ana, ticket=ticket, answers={"mail": "jones@garage.example", "about": "the roof"})
    assert page.get(f"/answer/{token}/").status_code == 404
    tickets.amend(actor=w.ana, ticket=ticket, answers={"mail": "jones@garage.example", "about": "the roof"})
    (third,) = Message.objects.filter(to="jones@garage.example")
    (anew,) = re.findall(r"/answer/([^/\s]+)/", third.text)
    read = re.search(r'name="_about" value="(\w+)"', page.get(f"/answer/{anew}/").content.decode())[1]
    assert page.post(f"/answer/{anew}/", {"on": "2090-03-13", "_about": read}).status_code == 200
    assert ticket.stream.entries.filter(type="workflow.asked_anew").count() == 2


def test_a_link_takes_only_so_many_tries():
    w = world()
    address = {"id": "mail", "type": "email", "label": {"en": "Mail"}}
    question = {"id": "on", "type": "date", "label": {"en": "Day"}, "required": True}
    asked = {"ask": {"id": "garage", "to": {"fact": "answers.mail"}, "asks": [question]}}
    ticket = ask(w.ana, service([asked], address, outside_mail=True), mail="smith@garage.example")
    token = token_of(open_tasks(ticket)[0])
    page = Client()
    tries = {page.post(f"/answer/{token}/", {"on": "x"}).status_code for _ in range(MOST_TRIES)}
    assert tries == {422}
    assert page.post(f"/answer/{token}/", {"on": "2090-03-13"}).status_code == 409


def test_the_pages_of_a_fault_and_of_moving_say_what_would_happen():
    w = world()
    made = service([{"assign_asset": {"id": "laptop", "model": "unknown"}}, task("b")], service="paged")
    ticket = ask(w.ana, made)
    (fault,) = open_tasks(ticket)
    desk = Client()
    desk.force_login(fresh(w.lucia))
    page = desk.get(f"/desk/tasks/{fault.pk}/")
    assert 'name="output_serial"' in page.content.decode()
    newer = service(
        [{"assign_asset": {"id": "laptop", "model": "unknown"}}, task("c")], service="paged"
    ).live_version
    designer = Client()
    designer.force_login(factories.administrator())
    shown = designer.get(f"/designer/services/paged/versions/{newer.number}/moving/")
    assert (shown.status_code, ticket.number in shown.content.decode()) == (200, True)
    assert "Todo lo que puede venir" in shown.content.decode()
    run = Run.objects.get(ticket=ticket)
    none = designer.post(f"/designer/services/paged/versions/{newer.number}/moving/")
    assert (none.status_code, "Elige primero" in none.content.decode()) == (422, True)
    sent = designer.post(f"/designer/services/paged/versions/{newer.number}/moving/", {"run": [run.pk]})
    run.refresh_from_db()
    assert (sent.status_code, run.version_id) == (302, newer.pk)
    answer = desk.post(f"/desk/tasks/{fault.pk}/", {"choice": "go_on", "output_serial": "X-9"})
    assert answer.status_code == 302
    assert titles(ticket) == ["c"]


@pytest.mark.parametrize(
    ("pauses", "said"),
    [
        (["requester", "supplier"], "Mientras espera a quien pidió o a un proveedor"),
        (["supplier"], "Mientras espera a un proveedor"),
        ([], "Nunca"),
    ],
)
def test_a_service_at_a_glance_says_when_its_clocks_stand_still(pauses: list[str], said: str):
    deadlines = {"resolution": "5 business days", "pauses_for": pauses}
    service([task("a")], service="paused", deadlines=deadlines)
    designer = Client()
    designer.force_login(factories.administrator())
    page = designer.get("/designer/services/paused/").content.decode()
    assert said in page[page.index("Los relojes se paran") :][:400]
