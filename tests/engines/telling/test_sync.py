"""Both ways: another desk keeps a copy of our tickets and writes back, though much gets lost and comes twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from tests import factories
from tests.engines.telling.conftest import House, subscribe
from tests.engines.telling.desk import Desk
from tests.jobs import run_jobs
from tests.surfaces.api.calling import Caller
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.telling import jobs
from ventanilla.engines.telling.models import Delivery
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Comment, Ticket

pytestmark = pytest.mark.django_db


@dataclass
class OtherSide:
    """Who works at the other desk: what they write there goes to us through the API, and what comes from us doesn't."""

    desk: Desk
    account: Person
    calls: int = 0
    answered: set[int] = field(default_factory=set)
    handled: int = 0

    def api(self) -> Caller:
        self.calls += 1
        return Caller(self.account, "en")

    def write(self, number: str, text: str) -> None:
        made = self.api().post(f"/tickets/{number}/comments", {"text": text})
        self.desk.tickets[number].comments[made["id"]] = text

    def set_status(self, number: str, status: str) -> None:
        done = self.api().post(f"/tickets/{number}/status", {"status": status}, expect=200)
        self.desk.tickets[number].status = done["status"]

    def answer_new_comments(self) -> None:
        """To each comment that isn't its own doing the desk answers by itself: the way into a loop, if there is one."""
        fresh, self.handled = self.desk.seen[self.handled :], len(self.desk.seen)
        for event in fresh:
            if event["type"] == "ticket.comment_added" and event["actor"]["id"] != self.account.pk:
                self.write(event["ticket"]["number"], f"Received: {event['details']['text']}")


@pytest.fixture
def other(house: House, desk: Desk) -> OtherSide:
    account = factories.with_role(Role.AGENT, house.service.department, "Desk", language="en")
    factories.team("it-equipment", account)
    subscribe(house, desk)
    return OtherSide(desk, account)


def ours(ticket: Ticket) -> tuple[object, ...]:
    ticket.refresh_from_db()
    comments = Comment.objects.filter(ticket=ticket, public=True)
    said = {comment.pk: comment.text for comment in comments}
    return ticket.status, ticket.outcome or None, ticket.priority, ticket.team.slug, said


def theirs(desk: Desk, ticket: Ticket) -> tuple[object, ...]:
    copy = desk.tickets[ticket.number]
    return copy.status, copy.outcome, copy.priority, copy.team, copy.comments


def until_quiet(other: OtherSide) -> None:
    """Time goes by, and what is due is sent, until nothing waits."""
    begun = clock.now()
    for minutes in range(0, 600, 10):
        with clock.frozen(begun + timedelta(minutes=minutes)):
            jobs.look()
            run_jobs("telling.send")
            other.answer_new_comments()
        if not Delivery.objects.filter(state="waiting").exists():
            return
    raise AssertionError("it never ends")


@pytest.mark.parametrize(
    ("answers", "taken_anyway"),
    [
        ([], False),
        ([500, 204, 0, 503, 204, 204, 0, 500], False),
        ([500, 204, 0, 503, 204, 204, 0, 500], True),
    ],
    ids=["all is well", "deliveries get lost", "they come again and again"],
)
def test_both_sides_agree_in_the_end(house, desk, other, answers, taken_anyway):
    desk.answers, desk.taken_anyway = list(answers), taken_anyway
    ticket = tickets.submit(actor=house.ana, service=house.service, answers={"what": "A mouse"})
    until_quiet(other)
    assert theirs(desk, ticket) == ours(ticket)

    tickets.comment(actor=house.ana, ticket=ticket, text="It is urgent")
    other.set_status(ticket.number, "waiting")
    until_quiet(other)
    assert theirs(desk, ticket) == ours(ticket)
    assert "Received: It is urgent" in desk.tickets[ticket.number].comments.values()

    tickets.comment(actor=house.ana, ticket=ticket, text="The black one")
    other.write(ticket.number, "On its way")
    body = {"outcome": "fulfilled", "text": "Delivered", "end_steps": True}
    other.api().post(f"/tickets/{ticket.number}/resolution", body, expect=200)
    until_quiet(other)

    assert theirs(desk, ticket) == ours(ticket)
    assert ours(ticket)[:2] == ("resolved", "fulfilled")
    assert len(desk.tickets[ticket.number].comments) == 5
    assert other.calls == 5  # three comments, a status and a resolution: nothing went round
    assert len(desk.seen) == len(desk.known) == Delivery.objects.count()


def test_what_the_other_side_did_says_so(house, desk, other):
    ticket = tickets.submit(actor=house.ana, service=house.service, answers={"what": "A mouse"})
    until_quiet(other)
    desk.seen.clear()
    other.handled = 0
    other.write(ticket.number, "We look at it")
    until_quiet(other)
    comment, moved = desk.seen
    assert comment["actor"]["email"] == moved["origin"]["email"] == other.account.email
    assert (comment["details"]["comment"], moved["changes"]["status"]["new"]) == (
        Comment.objects.get().pk,
        "open",
    )
