"""Reports of one outage: joined once, told once, ended with it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, connections

from tests import factories
from tests.jobs import queued_jobs, run_jobs
from tests.records.status.world import World, fresh, world
from ventanilla.core.access.choices import Role
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.core.timeline.queries import verify
from ventanilla.engines.notifications.models import Notification
from ventanilla.engines.sla.models import Clock
from ventanilla.engines.sla.queries import clocks
from ventanilla.records.status.actions import end, open_outage
from ventanilla.records.status.choices import Health, Wants
from ventanilla.records.status.models import Follow, Outage, Told
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.actions.outages import end_report
from ventanilla.records.tickets.choices import Level, Outcome, Status
from ventanilla.records.tickets.jobs import end_reports
from ventanilla.records.tickets.models import OutageReport, Ticket
from ventanilla.records.tickets.outages import alike, components_of, outages_for, reports_of
from ventanilla.records.tickets.queue import queue
from ventanilla.records.tickets.waits import wait_of, waits_for


@pytest.fixture
def w(db: None) -> World:
    return world()


def news_of(person: Person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("title", flat=True))


def again(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


KNOWN = "It is known: “Mail is out”. We tell you when it is over."
OVER = "“Mail is out” is over. If it still fails for you, tell us."


def test_a_joined_report_waits_leaves_the_queue_and_who_asked_knows(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    assert [row.number for row in queue(w.luis).items] == [ticket.number]
    actions.join(actor=w.luis, ticket=ticket, outage=outage)
    run_jobs()
    assert again(ticket).status == Status.WAITING
    assert queue(w.luis).items == []
    assert [row.number for row in reports_of(w.luis, outage)] == [ticket.number]
    assert news_of(w.ana) == [KNOWN]
    follow = Follow.objects.get(outage=outage, person=w.ana)
    assert (follow.affected, follow.wants) == (True, Wants.END)


def test_joining_again_changes_nothing(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    for _again in range(2):
        actions.join(actor=w.luis, ticket=ticket, outage=outage)
    run_jobs()
    assert Entry.objects.filter(stream=ticket.stream, type="ticket.joined_to_outage").count() == 1
    assert news_of(w.ana) == [KNOWN]


def test_what_one_chose_to_hear_is_kept_when_the_report_is_joined(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    Follow.objects.create(outage=outage, person=w.ana, wants=Wants.EVERYTHING, at=ticket.created_at)
    actions.join(actor=w.luis, ticket=ticket, outage=outage)
    assert Follow.objects.get(person=w.ana).wants == Wants.EVERYTHING


def test_only_the_team_joins_and_only_to_what_goes_on(w: World) -> None:
    ticket, outage, other = w.report(), w.outage(), w.outage(w.app)
    for person in (w.ana, w.felipe):
        with pytest.raises(NotAllowed):
            actions.join(actor=fresh(person), ticket=ticket, outage=outage)
    actions.join(actor=w.luis, ticket=ticket, outage=outage)
    with pytest.raises(Conflict):
        actions.join(actor=w.luis, ticket=ticket, outage=other)
    end(actor=w.luis, outage=other)
    with pytest.raises(Conflict):
        actions.join(actor=w.luis, ticket=w.report(), outage=other)
    done = w.report()
    actions.resolve(actor=w.luis, ticket=done)
    with pytest.raises(Conflict):
        actions.join(actor=w.luis, ticket=done, outage=outage)
    outsiders = world_outage_of_felipe(w)
    customers = factories.with_role(
        Role.AGENT, factories.department("it"), "Olga", organization=w.clara.organization
    )
    factories.team("it-equipment", customers)
    with pytest.raises(NotFound):
        actions.join(actor=customers, ticket=w.report(), outage=outsiders)


def world_outage_of_felipe(w: World) -> Outage:
    return open_outage(actor=w.felipe, title={"es": "Ascensor"}, components={w.lifts: Health.DOWN})


def test_when_it_is_over_every_report_ends_and_each_person_hears_it_once(w: World) -> None:
    outage = w.outage()
    first, second, third = w.report(), w.report(), w.report(w.marta)
    for ticket in (first, second, third):
        actions.join(actor=w.luis, ticket=ticket, outage=outage)
    end(actor=w.luis, outage=outage, text={"en": "It was a disk."})
    assert "tickets.end_reports" in queued_jobs()
    run_jobs()
    assert {(again(t).status, again(t).outcome) for t in (first, second, third)} == {("resolved", "solved")}
    assert news_of(w.ana).count(OVER) == 1
    assert news_of(w.marta) == [KNOWN, OVER]
    assert [clock.state for clock in clocks(first)] == ["met", "met"]
    end_reports(outage.pk)
    run_jobs()
    assert len(news_of(w.marta)) == 2
    assert Told.objects.filter(outage=outage, what="over").count() == 2
    assert list(verify()) == []


def test_a_worker_that_dies_in_the_middle_goes_on_where_it_was(w: World) -> None:
    """The first report was ended, then the worker died; the job runs again from its beginning."""
    outage = w.outage()
    tickets = [w.report(), w.report(w.marta)]
    for ticket in tickets:
        actions.join(actor=w.luis, ticket=ticket, outage=outage)
    end(actor=w.luis, outage=outage)
    assert end_report(ticket=tickets[0].pk, outage=outage)
    assert not end_report(ticket=tickets[0].pk, outage=outage)
    run_jobs()
    end_reports(outage.pk)
    run_jobs()
    assert [again(ticket).status for ticket in tickets] == ["resolved", "resolved"]
    assert [news_of(person).count(OVER) for person in (w.ana, w.marta)] == [1, 1]
    ends = Entry.objects.filter(type="ticket.resolved_with_outage")
    assert ends.count() == 2


def test_one_report_that_cannot_end_stops_no_other(w: World) -> None:
    outage = w.outage()
    broken, whole = w.report(), w.report(w.marta)
    for ticket in (broken, whole):
        actions.join(actor=w.luis, ticket=ticket, outage=outage)
    end(actor=w.luis, outage=outage)
    with connection.cursor() as cursor:  # a row that the database refuses to change
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE tickets_ticket ADD CHECK (id <> {broken.pk} OR status <> 'resolved')")
    with pytest.raises(RuntimeError, match="1 could not"):
        end_reports(outage.pk)
    assert (again(broken).status, again(whole).status) == ("waiting", "resolved")


def test_it_still_fails_for_me_reopens_mine_alone(w: World) -> None:
    outage = w.outage()
    mine, theirs = w.report(), w.report(w.marta)
    for ticket in (mine, theirs):
        actions.join(actor=w.luis, ticket=ticket, outage=outage)
    end(actor=w.luis, outage=outage)
    run_jobs()
    actions.still_fails(actor=w.ana, ticket=mine, text="No message since nine.")
    assert (again(mine).status, again(theirs).status) == ("open", "resolved")
    assert not OutageReport.objects.filter(ticket=mine).exists()
    assert [row.number for row in queue(w.luis).items] == [mine.number]
    with pytest.raises(NotAllowed):
        actions.still_fails(actor=w.ana, ticket=theirs)


def test_mine_is_something_else_while_it_goes_on(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    actions.join(actor=w.luis, ticket=ticket, outage=outage)
    actions.still_fails(actor=w.ana, ticket=ticket)
    assert again(ticket).status == Status.OPEN
    with pytest.raises(Conflict):
        actions.still_fails(actor=w.ana, ticket=ticket)
    end(actor=w.luis, outage=outage)
    run_jobs()
    assert again(ticket).status == Status.OPEN


def test_the_team_takes_a_report_out_again(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    actions.join(actor=w.luis, ticket=ticket, outage=outage)
    actions.leave(actor=w.luis, ticket=ticket)
    assert again(ticket).status == Status.OPEN
    assert [row.number for row in queue(w.luis).items] == [ticket.number]
    with pytest.raises(Conflict):
        actions.leave(actor=w.luis, ticket=ticket)


def test_a_message_while_it_waits_for_an_outage_does_not_take_it_out(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    actions.set_status(actor=w.luis, ticket=ticket, status=Status.WAITING)
    actions.join(actor=w.luis, ticket=ticket, outage=outage)
    actions.comment(actor=w.ana, ticket=ticket, text="Still out.")
    assert again(ticket).status == Status.WAITING
    assert OutageReport.objects.filter(ticket=ticket).exists()


def test_being_told_that_it_is_known_is_the_first_answer_and_the_rest_waits(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    actions.join(actor=w.luis, ticket=ticket, outage=outage)
    assert {clock.kind: clock.state for clock in clocks(ticket)} == {
        "first_response": "met",
        "resolution": "paused",
    }
    actions.leave(actor=w.luis, ticket=ticket)
    assert {str(clock.kind): clock.state for clock in clocks(ticket)}["resolution"] == "running"


def test_several_are_joined_at_once_and_the_rest_says_why(w: World) -> None:
    outage = w.outage()
    good, over = w.report(), w.report(w.marta)
    actions.resolve(actor=w.luis, ticket=over)
    joined, refused = actions.join_all(actor=w.luis, tickets=[over, good], outage=outage)
    assert [ticket.pk for ticket in joined] == [good.pk]
    assert [(ticket.pk, why) for ticket, why in refused] == [(over.pk, "Esta solicitud ya ha terminado.")]
    assert again(good).status == Status.WAITING


def test_an_outage_is_made_of_its_reports_and_began_with_the_first(w: World) -> None:
    first, second = w.report(), w.report(w.marta)
    outage = actions.make_outage(
        actor=w.luis, tickets=[second, first], title={"en": "Mail is out"}, components={w.email: Health.DOWN}
    )
    assert outage.started_at == first.created_at
    assert set(OutageReport.objects.values_list("ticket", flat=True)) == {first.pk, second.pk}
    with pytest.raises(Conflict):
        actions.make_outage(
            actor=w.luis, tickets=[first], title={"en": "Again"}, components={w.email: Health.DOWN}
        )
    assert OutageReport.objects.count() == 2


def test_a_customer_is_not_told_the_name_of_what_is_not_theirs(w: World) -> None:
    service = factories.service(service="support", audience=True, kind="incident", workflow=[])
    ticket = actions.submit(actor=w.clara, service=service, answers={"what": "x"})
    actions.join(actor=w.luis, ticket=ticket, outage=w.outage())
    run_jobs()
    assert news_of(w.clara) == ["It is known: more people have the same trouble, and we are on it."]
    assert not Follow.objects.filter(person=w.clara).exists()


def test_what_may_be_the_same_is_found(w: World) -> None:
    ticket, same, other = w.report(), w.report(w.marta), w.report(w.marta, what="lifts")
    outage, lifts = w.outage(w.app), w.outage(w.email)
    assert [row.number for row in alike(w.luis, ticket)] == [same.number]
    assert alike(fresh(w.felipe), ticket) == []
    assert [row.slug for row in components_of(ticket)] == ["email"]
    assert [row.pk for row in outages_for(w.luis, ticket)] == [lifts.pk, outage.pk]
    actions.join(actor=w.luis, ticket=same, outage=lifts)
    assert alike(w.luis, ticket) == []
    assert other.number not in [row.number for row in alike(w.luis, ticket)]


def test_targets_follow_the_priority_and_say_so(w: World) -> None:
    urgent, usual = w.report(who="office"), w.report(who="me")
    assert (urgent.priority, usual.priority) == (1, 3)
    first = Clock.objects.get(ticket=urgent, kind="first_response")
    assert (first.amount, first.unit) == (30, "minutes")
    assert first.because == {"es": ["«Prioridad» es Urgente"], "en": ["“Priority” is Urgent"]}
    assert Clock.objects.get(ticket=usual, kind="first_response").because == {}
    assert urgent.traces["weight"]["impact"]["en"] == ["Whom? The office"]
    actions.set_priority(actor=w.luis, ticket=usual, impact=Level.HIGH, urgency=Level.HIGH)
    moved = Clock.objects.get(ticket=usual, kind="first_response")
    assert (moved.amount, moved.because["en"]) == (30, ["“Priority” is Urgent"])


def test_a_duplicate_says_of_which(w: World) -> None:
    ticket, original, foreign = w.report(), w.report(w.marta), w.report()
    cancel: dict[str, Any] = {"actor": w.luis, "ticket": ticket, "outcome": Outcome.DUPLICATE}
    with pytest.raises(Invalid):
        actions.cancel(**cancel)
    with pytest.raises(Invalid):
        actions.cancel(**cancel, of=ticket)
    actions.cancel(**cancel, of=original)
    assert (again(ticket).duplicate_of, again(ticket).outcome) == (original, "duplicate")
    with pytest.raises(Invalid):
        actions.cancel(actor=w.luis, ticket=foreign, outcome=Outcome.DUPLICATE, of=again(ticket))


def test_look_alike_requests_have_subjects(w: World) -> None:
    ticket = w.report()
    assert ticket.subject == {"es": "Correo", "en": "E-mail"}
    actions.amend(actor=w.ana, ticket=ticket, answers={"what": "lifts", "who": "me"})
    assert again(ticket).subject == {"es": "Ascensores", "en": "Lifts"}


def test_what_the_team_waits_for_is_found_with_its_question(w: World) -> None:
    ticket, joined = w.report(), w.report()
    actions.comment(actor=w.luis, ticket=ticket, text="Which floor?")
    actions.set_status(actor=w.luis, ticket=ticket, status=Status.WAITING)
    actions.join(actor=w.luis, ticket=joined, outage=w.outage())
    assert [(wait.ticket.pk, wait.question) for wait in waits_for(w.ana)] == [(ticket.pk, "Which floor?")]
    assert wait_of(again(ticket)).question == "Which floor?"  # type: ignore[union-attr]
    assert waits_for(w.marta) == []
    actions.comment(actor=w.ana, ticket=ticket, text="The third.")
    assert waits_for(w.ana) == []
    assert wait_of(again(joined)) is None


@pytest.mark.django_db(transaction=True)
def test_two_agents_who_join_at_the_same_moment_join_once() -> None:
    w = world()
    ticket, outage, other = w.report(), w.outage(), w.outage(w.app)
    teresa = factories.with_role(Role.AGENT, factories.department("it"), "Teresa")
    factories.team("it-equipment", teresa)
    barrier = threading.Barrier(2)
    outcomes: list[str] = []

    def join(person: int, to: int) -> None:
        try:
            barrier.wait(timeout=10)
            actions.join(
                actor=Person.objects.get(pk=person),
                ticket=Ticket.objects.get(pk=ticket.pk),
                outage=Outage.objects.get(pk=to),
            )
            outcomes.append("joined")
        except Conflict:
            outcomes.append("refused")
        finally:
            connections.close_all()

    pairs = ((w.luis.pk, outage.pk), (teresa.pk, other.pk))
    threads = [threading.Thread(target=join, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["joined", "refused"]
    assert OutageReport.objects.filter(ticket=ticket).count() == 1
    assert Entry.objects.filter(stream=ticket.stream, type="ticket.joined_to_outage").count() == 1
