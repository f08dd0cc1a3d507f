"""Approvals on rows: who is asked, when it is decided, and that it never gets stuck."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from tests.engines.workflow.deciding import Office, asked_now, office, said
from ventanilla.core.directory import actions as directory
from ventanilla.core.directory.absences import end_absence, enter_absence
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from ventanilla.core.people.models import Absence, Person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.actions.tending import reseat_after_change, tend
from ventanilla.engines.workflow.actions.timers import fire_due_timers
from ventanilla.engines.workflow.choices import OpenState, Verdict
from ventanilla.engines.workflow.models import Approval, Decision, Enquiry, Timer
from ventanilla.records.assets.actions import add_asset, add_model, assign_from_stock, give_back
from ventanilla.records.assets.models import Asset
from ventanilla.records.budgets.actions import add_centre, change_owner
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.records.tickets.queries import visible

pytestmark = pytest.mark.django_db

MANAGER = {"from": "requester.manager"}
FINANCE = {"group": "finance"}
MONDAY = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)  # nine in the morning in Madrid


@pytest.fixture
def acme() -> Office:
    return office()


def away(acme: Office, who: str, delegate: str | None = None, **more: Any) -> Absence:
    today = clock.now().date()
    days = {"from_on": today, "until_on": today + timedelta(days=7), **more}
    stand_in = getattr(acme, delegate) if delegate else None
    return enter_absence(actor=getattr(acme, who), person=getattr(acme, who), delegate=stand_in, **days)


# Marks


@pytest.mark.parametrize("verdict", ["return", "approve", "reject"])
def test_marks_that_name_no_question_of_the_form_decide_nothing(acme: Office, verdict: str) -> None:
    approval = acme.ask(seats=[MANAGER])
    with pytest.raises(Invalid) as refused:
        actions.decide(
            actor=acme.marta,
            approval=approval,
            verdict=Verdict(verdict),
            comment="No.",
            marked=["what", "xx"],
        )
    assert set(refused.value.fields) == {"marked"}
    assert not Decision.objects.exists()
    marked = ["what", "what"]
    actions.decide(
        actor=acme.marta, approval=approval, verdict=Verdict(verdict), comment="No.", marked=marked
    )
    assert Decision.objects.get().marked == (["what"] if verdict == "return" else [])


# Seats


def test_one_of_finance_and_two_of_these(acme: Office) -> None:
    some = {"people": [acme.marta.email, acme.hector.email, acme.lucia.email], "need": 2}
    approval = acme.ask(seats=[{**FINANCE, "need": 1}, some])
    assert asked_now(approval) == {"Carmen", "Pablo", "Nuria", "Marta", "Hector", "Lucia"}
    acme.says("carmen", approval)
    assert asked_now(approval) == {"Marta", "Hector", "Lucia"}
    acme.says("marta", approval)
    acme.says("hector", approval, "reject")
    assert asked_now(approval) == {"Lucia"}
    acme.says("lucia", approval)
    approval.refresh_from_db()
    assert (approval.state, approval.outcome) == (OpenState.DONE, "approved")
    told = said(approval.ticket, "workflow.decision_not_needed")
    assert told == ["The decision of Pablo, Nuria on “Go-ahead” is no longer needed."]


def test_a_no_that_decides_ends_it_at_once_and_tells_the_others(acme: Office) -> None:
    approval = acme.ask(seats=[{**FINANCE, "need": "all"}, MANAGER])
    acme.says("pablo", approval, "reject")
    approval.refresh_from_db()
    assert (approval.outcome, asked_now(approval)) == ("rejected", set())
    with pytest.raises(Conflict):
        acme.says("carmen", approval)
    assert "Carmen, Marta, Nuria" in "".join(
        ", ".join(sorted(entry.payload["names"]))
        for entry in approval.ticket.stream.entries.filter(type="workflow.decision_not_needed")
    )


def test_a_share_of_a_group(acme: Office) -> None:
    approval = acme.ask(seats=[{**FINANCE, "need": "50%"}])
    acme.says("carmen", approval)
    assert asked_now(approval) == {"Pablo", "Nuria"}
    acme.says("nuria", approval)
    assert Approval.objects.get(pk=approval.pk).outcome == "approved"


def test_in_order_the_next_is_asked_when_the_one_before_has_agreed(acme: Office) -> None:
    approval = acme.ask(seats=[MANAGER, FINANCE], in_order=True)
    assert asked_now(approval) == {"Marta"}
    with pytest.raises(NotFound):
        visible(acme.carmen, approval.ticket.number)
    with pytest.raises(Conflict):
        acme.says("carmen", approval)
    acme.says("marta", approval)
    assert asked_now(approval) == {"Carmen", "Pablo", "Nuria"}
    assert visible(acme.carmen, approval.ticket.number)
    assert [len(entry.payload["names"]) for entry in asked_entries(approval)] == [1, 3]


def asked_entries(approval: Approval) -> Any:
    return approval.ticket.stream.entries.filter(type="workflow.approval_asked").order_by("position")


def test_managers_level_by_level_up_to_a_grade(acme: Office) -> None:
    directory.change(acme.marta, actor=None, attributes={"grade": 4})
    grade = {"fact": "person.attributes.grade", "op": "gte", "value": 7}
    approval = acme.ask(seats=[{"managers_of": "requester", "until": grade}], in_order=True)
    assert asked_now(approval) == {"Marta"}
    acme.says("marta", approval)
    assert asked_now(approval) == {"Hector"}
    acme.says("hector", approval)
    assert Approval.objects.get(pk=approval.pk).outcome == "approved"


def test_a_seat_of_several_is_taken_by_the_lead_or_two_of_a_group(acme: Office) -> None:
    either = {"any_of": [{"lead_of": "it-equipment"}, {**FINANCE, "need": 2}]}
    first, second = acme.ask(seats=[either]), acme.ask(seats=[either])
    acme.says("lucia", first)
    acme.says("carmen", second)
    assert Approval.objects.get(pk=first.pk).outcome == "approved"
    assert Approval.objects.get(pk=second.pk).outcome == ""
    acme.says("pablo", second)
    assert Approval.objects.get(pk=second.pk).outcome == "approved"


# Never stuck


def test_when_the_approver_leaves_the_manager_above_decides_and_the_ticket_says_so(acme: Office) -> None:
    approval = acme.ask(seats=[MANAGER])
    directory.change(acme.marta, actor=None, is_active=False)
    reseat_after_change("person", acme.people["marta"].pk)
    assert asked_now(approval) == {"Hector"}
    (told,) = said(approval.ticket, "workflow.approval_moved")
    assert told.startswith("“Go-ahead” waits for Hector now, no longer for Marta.")
    assert "So Hector, who stands above, decides." in told
    assert reseat_after_change("person", acme.people["marta"].pk) == 0
    assert visible(acme.hector, approval.ticket.number)


def test_another_manager_takes_it_over_and_the_former_one_no_longer_sees_it(acme: Office) -> None:
    approval = acme.ask(seats=[MANAGER], requested_for="ana")
    directory.change(acme.ana, actor=None, manager=acme.lucia)
    reseat_after_change("person", acme.people["ana"].pk)
    assert asked_now(approval) == {"Lucia"}
    with pytest.raises(NotFound):
        acme.says("marta", approval)
    reasons = approval.ticket.access.filter(principal=f"p:{acme.marta.pk}").values_list("reasons", flat=True)
    assert not any("approver" in row for row in reasons)


def test_who_leaves_the_group_is_not_waited_for_and_what_they_said_stays(acme: Office) -> None:
    assert acme.finance is not None
    approval = acme.ask(seats=[{**FINANCE, "need": "all"}])
    acme.says("carmen", approval)
    directory.leave_group(acme.finance, acme.pablo, acme.nuria, actor=None)
    reseat_after_change("group", acme.finance.pk)
    approval.refresh_from_db()
    assert approval.outcome == "approved"


def test_who_joins_the_group_may_decide_too(acme: Office) -> None:
    assert acme.finance is not None
    approval = acme.ask(seats=[FINANCE])
    directory.join_group(acme.finance, acme.lucia, actor=None)
    reseat_after_change("group", acme.finance.pk)
    assert "Lucia" in asked_now(approval)


def test_when_nobody_is_left_the_owner_gets_a_task(acme: Office) -> None:
    approval = acme.ask(seats=[MANAGER])
    for who in ("marta", "hector", "lucia"):
        directory.change(getattr(acme, who), actor=None, is_active=False)
    reseat_after_change("person", acme.people["marta"].pk)
    approval.refresh_from_db()
    assert approval.state == OpenState.CANCELLED
    assert approval.ticket.tasks.get(kind="fault").detail["code"] == "no_approver"


def test_a_change_of_the_directory_looks_at_open_approvals_by_a_job(acme: Office) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    directory.change(acme.marta, actor=None, job_title="Head of Sales")
    jobs = ProcrastinateJob.objects.filter(task_name="workflow.reseat").values_list("args", flat=True)
    assert {"kind": "person", "pk": acme.marta.pk} in list(jobs)


def reseat_jobs() -> list[dict[str, Any]]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return list(ProcrastinateJob.objects.filter(task_name="workflow.reseat").values_list("args", flat=True))


@pytest.mark.parametrize("seat", [{"cost_centre": "cc-100"}, {"from": "requester.cost_centre"}])
def test_who_answers_for_the_cost_centre_now_decides_and_the_ticket_says_why(acme: Office, seat: Any) -> None:
    sales = acme.ana.department
    assert sales
    words = {"es": "Ventas", "en": "Sales"}
    more = {"department": sales, "keeper": sales, "actor": None}
    centre = add_centre(code="CC-100", name=words, owner=acme.carmen, **more)
    other = add_centre(code="CC-200", name=words, owner=acme.carmen, **more)
    directory.change(acme.ana, actor=None, cost_centre="CC-100")
    approval = acme.ask(seats=[seat])
    assert asked_now(approval) == {"Carmen"}
    change_owner(centre=other, owner=acme.nuria, actor=None)
    assert reseat_after_change("cost_centre", other.pk) == 0
    change_owner(centre=centre, owner=acme.pablo, actor=None)
    assert {"kind": "cost_centre", "pk": centre.pk} in reseat_jobs()
    assert reseat_after_change("cost_centre", centre.pk) == 1
    assert asked_now(approval) == {"Pablo"}
    assert said(approval.ticket, "workflow.approval_moved") == [
        "“Go-ahead” waits for Pablo now, no longer for Carmen. Somebody else answers for the cost centre now."
    ]
    assert reseat_after_change("cost_centre", centre.pk) == 0


def test_who_has_the_piece_now_decides_and_the_ticket_says_why(acme: Office) -> None:
    model = add_model(slug="screen", name={"en": "Screen"}, department=acme.lucia.department, actor=None)
    asset = add_asset(model=model, serial="SN-1", actor=None)
    assign_from_stock(model=model, person=acme.carmen, actor=None)
    assert "asset" not in {job["kind"] for job in reseat_jobs()}  # nothing waits for who has it
    approval = acme.ask(seats=[{"holder_of": "SN-1"}])
    assert asked_now(approval) == {"Carmen"}
    give_back(asset=Asset.objects.get(pk=asset.pk), actor=None)
    assign_from_stock(model=model, person=acme.nuria, actor=None)
    assert {"kind": "asset", "pk": asset.pk} in reseat_jobs()
    assert reseat_after_change("asset", asset.pk) == 1
    assert asked_now(approval) == {"Nuria"}
    (told,) = said(approval.ticket, "workflow.approval_moved")
    assert told.endswith("Somebody else has that piece of equipment now.")


# Absence


def test_the_delegate_decides_on_behalf_and_everybody_can_read_it(acme: Office) -> None:
    away(acme, "marta", "pablo")
    approval = acme.ask(seats=[MANAGER])
    assert asked_now(approval) == {"Pablo"}
    assert (
        "Marta is away, so Pablo decides on their behalf."
        in said(approval.ticket, "workflow.approval_asked")[0]
    )
    acme.says("pablo", approval)
    assert Decision.objects.get().behalf == [acme.marta.pk]
    assert said(approval.ticket, "workflow.decided") == [
        "Pablo, on behalf of Marta, approved “Go-ahead”. Because."
    ]
    assert [row.approval_id for row in queries.decided_for(acme.marta).items] == [approval.pk]


def test_it_moves_to_the_delegate_while_it_waits_and_back_when_the_absence_ends(acme: Office) -> None:
    approval = acme.ask(seats=[MANAGER])
    absence = away(acme, "marta", "pablo")
    reseat_after_change("person", acme.marta.pk)
    assert asked_now(approval) == {"Pablo"}
    end_absence(actor=acme.marta, absence=absence)
    reseat_after_change("person", acme.marta.pk)
    assert asked_now(approval) == {"Marta"}


def test_an_absence_begins_and_ends_by_the_calendar(acme: Office) -> None:
    with clock.frozen(MONDAY):
        approval = acme.ask(seats=[MANAGER])
        away(acme, "marta", "pablo", from_on=date(2027, 3, 2), until_on=date(2027, 3, 3))
        tend()
        assert asked_now(approval) == {"Marta"}
    for day, who in ((1, "Pablo"), (2, "Pablo"), (3, "Marta")):
        with clock.frozen(MONDAY + timedelta(days=day)):
            tend()
            assert asked_now(approval) == {who}


def test_an_absence_for_one_service_leaves_the_others_alone(acme: Office) -> None:
    first = acme.ask(seats=[MANAGER])
    away(acme, "marta", "pablo", services=[first.ticket.service.slug])
    away(acme, "marta", "nuria")
    second = acme.ask(seats=[MANAGER])
    reseat_after_change("person", acme.marta.pk)
    assert (asked_now(first), asked_now(second)) == ({"Pablo"}, {"Nuria"})


def test_the_delegate_does_not_decide_their_own_request(acme: Office) -> None:
    away(acme, "marta", "ana")
    assert asked_now(acme.ask(seats=[MANAGER])) == {"Hector"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"until_on": date(2020, 1, 1)}, "until_on"),
        ({"from_on": date(2030, 1, 2), "until_on": date(2030, 1, 1)}, "until_on"),
        ({"until_on": date(2040, 1, 1)}, "until_on"),
        ({"delegate": "marta"}, "delegate"),
        ({"departments": ["no-such"]}, "departments"),
    ],
)
def test_what_cannot_be_an_absence_is_refused_by_field(acme: Office, values: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        away(acme, "marta", **values)
    assert list(refused.value.fields) == [field]


def test_absences_neither_overlap_nor_go_round_in_circles(acme: Office) -> None:
    away(acme, "marta", "pablo")
    with pytest.raises(Invalid):
        away(acme, "marta", "nuria")
    with pytest.raises(Invalid) as refused, translation.override("en"):
        away(acme, "pablo", "marta")
    assert "Marta is away at that time too" in str(refused.value.fields["delegate"][0])
    with pytest.raises(NotAllowed):
        enter_absence(actor=acme.ana, person=acme.marta, from_on=date(2030, 1, 1), until_on=date(2030, 1, 2))
    with pytest.raises(NotFound):
        end_absence(actor=acme.ana, absence=Absence.objects.get())
    by_admin = enter_absence(
        actor=acme.admin, person=acme.marta, from_on=date(2030, 1, 1), until_on=date(2030, 1, 2)
    )
    assert by_admin.person == acme.marta


# Time


def pass_time(until: datetime) -> None:
    with clock.frozen(until):
        while fire_due_timers():
            pass


def test_reminded_escalated_and_expired_in_working_time(acme: Office) -> None:
    with clock.frozen(MONDAY - timedelta(days=3)):  # a Friday
        approval = acme.ask(
            seats=[MANAGER],
            remind_after="4 business hours",
            escalate_after="1 business day",
            expire_after="2 business days",
            if_expired="rejected",
        )
    ticket = approval.ticket
    pass_time(MONDAY - timedelta(days=2))  # Saturday: one reminder of Friday, and nothing of the week-end
    assert len(said(ticket, "workflow.approval_reminded")) == 1
    assert said(ticket, "workflow.approval_escalated") == []
    pass_time(MONDAY + timedelta(hours=9))
    assert asked_now(approval) == {"Marta", "Hector"}
    assert "Hector" in said(ticket, "workflow.approval_escalated")[0]
    assert Approval.objects.get(pk=approval.pk).state == OpenState.OPEN
    pass_time(MONDAY + timedelta(days=1, hours=9))
    approval.refresh_from_db()
    ticket.refresh_from_db()
    assert (approval.state, approval.outcome) == (OpenState.DONE, "rejected")
    assert (ticket.status, ticket.outcome) == (Status.RESOLVED, Outcome.DECLINED)
    assert said(ticket, "workflow.approval_expired") == [
        "Nobody decided “Go-ahead” in time, so it counts as rejected."
    ]


@pytest.mark.parametrize(("if_expired", "what"), [("approved", "work"), ("escalated", "go~owner")])
def test_what_happens_when_nobody_decides_is_for_the_service_to_say(
    acme: Office, if_expired: str, what: str
) -> None:
    with clock.frozen(MONDAY):
        approval = acme.ask(seats=[MANAGER], expire_after="1 business hour", if_expired=if_expired)
    pass_time(MONDAY + timedelta(hours=2))
    open_steps = approval.step.run.steps.filter(state="active").exclude(block="~")
    assert [step.block for step in open_steps] == [what]


def test_escalation_skips_who_asked_and_finds_somebody_all_the_same(acme: Office) -> None:
    with clock.frozen(MONDAY):
        approval = acme.ask("hector", seats=[{"person": acme.marta.email}], escalate_after="1 business hour")
    pass_time(MONDAY + timedelta(hours=2))
    assert asked_now(approval) == {"Marta", "Lucia"}


def test_a_no_after_the_escalation_decides_as_one_before_it(acme: Office) -> None:
    with clock.frozen(MONDAY):
        approval = acme.ask(seats=[MANAGER], escalate_after="1 business hour")
    pass_time(MONDAY + timedelta(hours=2))
    assert asked_now(approval) == {"Marta", "Hector"}
    with clock.frozen(MONDAY + timedelta(hours=3)):
        acme.says("marta", approval, "reject")
    approval.refresh_from_db()
    assert (approval.state, approval.outcome) == (OpenState.DONE, "rejected")


def test_who_came_by_escalation_and_takes_the_seat_alone_still_has_a_vote(acme: Office) -> None:
    with clock.frozen(MONDAY):
        approval = acme.ask(seats=[MANAGER], escalate_after="1 business hour")
    pass_time(MONDAY + timedelta(hours=2))
    directory.change(acme.marta, actor=None, is_active=False)
    reseat_after_change("person", acme.people["marta"].pk)
    assert asked_now(approval) == {"Hector"}
    assert not approval.seats.get().seatcandidate_set.get().escalated
    acme.says("hector", approval)
    approval.refresh_from_db()
    assert approval.outcome == "approved"


# Questions before deciding


def test_a_question_stops_the_clocks_until_it_is_answered(acme: Office) -> None:
    with clock.frozen(MONDAY):
        approval = acme.ask(seats=[MANAGER], escalate_after="1 business hour")
        enquiry = actions.enquire(actor=acme.marta, approval=approval, text="Which colour?", whom=acme.ana)
    ticket = approval.ticket
    ticket.refresh_from_db()
    assert ticket.status == Status.WAITING
    pass_time(MONDAY + timedelta(hours=5))
    assert said(ticket, "workflow.approval_escalated") == []
    with clock.frozen(MONDAY + timedelta(hours=3)):
        task = queries.asked_of(acme.ana).get()
        actions.complete(actor=acme.ana, task=task, answers={"answer": "Blue"})
    enquiry.refresh_from_db()
    approval.refresh_from_db()
    assert enquiry.ended_at is not None
    assert (approval.paused_at, approval.held) == (None, {})
    assert Timer.objects.get(name="escalate").fires_at == MONDAY + timedelta(hours=4)
    assert approval.due_at == MONDAY + timedelta(hours=4)
    assert said(ticket, "workflow.enquiry_ended") == [
        "Ana has answered what was asked before deciding “Go-ahead”. Blue"
    ]
    ticket.refresh_from_db()
    assert ticket.status != Status.WAITING


def test_somebody_else_may_be_asked_and_sees_the_request_for_it(acme: Office) -> None:
    approval = acme.ask(seats=[MANAGER])
    actions.enquire(actor=acme.marta, approval=approval, text="Is there money?", whom=acme.carmen)
    assert visible(acme.carmen, approval.ticket.number)
    assert queries.asked_of(acme.carmen).get().instructions["en"] == "Is there money?"


def test_a_question_that_nobody_answers_lapses_and_one_that_is_decided_closes(acme: Office) -> None:
    with clock.frozen(MONDAY):
        first, second = acme.ask(seats=[MANAGER]), acme.ask(seats=[MANAGER])
        for approval in (first, second):
            actions.enquire(actor=acme.marta, approval=approval, text="Why?", whom=acme.ana)
        acme.says("marta", second)
    assert not queries.asked_of(acme.ana).filter(ticket=second.ticket).exists()
    with clock.frozen(MONDAY + timedelta(days=8)):
        tend()
    first.refresh_from_db()
    assert first.paused_at is None
    assert not Enquiry.objects.filter(ended_at=None).exists()
    assert "can be decided without it" in said(first.ticket, "workflow.enquiry_ended")[0]


@pytest.mark.parametrize(("text", "whom", "field"), [(" ", "ana", "text"), ("Why?", "marta", "whom")])
def test_a_question_needs_words_and_somebody_to_answer(
    acme: Office, text: str, whom: str, field: str
) -> None:
    approval = acme.ask(seats=[MANAGER])
    with pytest.raises(Invalid) as refused:
        actions.enquire(actor=acme.marta, approval=approval, text=text, whom=getattr(acme, whom))
    assert list(refused.value.fields) == [field]
    with pytest.raises(NotFound):
        actions.enquire(actor=acme.pablo, approval=approval, text="Why?", whom=acme.ana)


def test_for_somebody_named_who_has_left_the_one_above_them_decides(acme: Office) -> None:
    seats = ({"person": acme.marta.email}, {"people": [acme.marta.email, acme.carmen.email]})
    services = [acme.service(seats=[seat]) for seat in seats]
    Person.objects.filter(pk=acme.marta.pk).update(is_active=False)
    for service, who in zip(services, (acme.hector, acme.carmen), strict=True):
        ticket = submit(actor=acme.ana, service=service, answers={"what": "A chair"})
        assert list(Person.objects.filter(seats__approval__ticket=ticket)) == [who]
