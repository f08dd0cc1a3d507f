"""What people do in the stories: each verb is one action of the portal, done by somebody by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import translation

from ventanilla.core.people.models import Person, Team
from ventanilla.demo import stock
from ventanilla.demo.history.days import Days
from ventanilla.demo.history.papers import paper
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import actions as workflow
from ventanilla.engines.workflow.choices import OpenState, TaskKind, Verdict
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.queries import open_approvals
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.records.tickets.models import Ticket

Answers = Mapping[str, Any]


class World:
    """Acme, in which stories happen. A ticket is known by its number."""

    def __init__(self, now: datetime, chance: Random) -> None:
        self._days = Days(now)
        self._chance = chance

    def at(self, back: int, clock_time: str) -> datetime:
        """An instant `back` working days ago."""
        return self._days.at(back, clock_time)

    def day(self, back: int) -> str:
        """A date as an answer: the working day `back`."""
        return self._days.day(back).isoformat()

    def day_after(self, days: int) -> str:
        """A date as an answer: so many days after the last working day."""
        return (self._days.day(1) + timedelta(days=days)).isoformat()

    def ask(self, name: str, service: str, answers: Answers, *, whom: str = "") -> str:
        """Ask for a service; `whom` it is for, when for somebody else. Returns the ticket's number."""
        with _as(name) as actor:
            ticket = tickets.submit(
                actor=actor,
                service=Service.objects.get(slug=service),
                answers=answers,
                requested_for=person(whom) if whom else None,
                language=actor.language,
            )
        return ticket.number

    def approve(self, name: str, number: str, comment: str = "") -> None:
        self._decide(name, number, Verdict.APPROVE, comment)

    def reject(self, name: str, number: str, comment: str) -> None:
        self._decide(name, number, Verdict.REJECT, comment)

    def give_back(self, name: str, number: str, comment: str) -> None:
        """Return for correction."""
        self._decide(name, number, Verdict.RETURN, comment)

    def correct(self, name: str, number: str, answers: Answers) -> None:
        """Send the whole request again after it was returned."""
        task = Task.objects.get(ticket__number=number, kind=TaskKind.CORRECTION, state=OpenState.OPEN)
        with _as(name) as actor:
            workflow.complete(actor=actor, task=task, answers=answers)

    def take(self, name: str, number: str, block: str) -> None:
        """Claim a task of one's team."""
        with _as(name) as actor:
            workflow.claim(actor=actor, task=_task(number, block))

    def do(
        self, name: str, number: str, block: str, answers: Answers | None = None, comment: str = ""
    ) -> None:
        """Complete a task."""
        with _as(name) as actor:
            tickets.see(actor=actor, ticket=_ticket(number))
            workflow.complete(actor=actor, task=_task(number, block), answers=answers or {}, comment=comment)

    def look(self, name: str, number: str) -> None:
        """Open the ticket for the first time, as somebody who works on it."""
        with _as(name) as actor:
            tickets.see(actor=actor, ticket=_ticket(number))

    def say(self, name: str, number: str, text: str, *, reopen: bool = False) -> None:
        """Write a message that everybody on the ticket reads; with `reopen`, that it isn't solved."""
        with _as(name) as actor:
            tickets.comment(actor=actor, ticket=_ticket(number), text=text, reopen=reopen)

    def note(self, name: str, number: str, text: str) -> None:
        """Write something for the team's eyes only."""
        with _as(name) as actor:
            tickets.comment(actor=actor, ticket=_ticket(number), text=text, public=False)

    def assign(self, name: str, number: str, to: str, *, team: str = "") -> None:
        """Hand the ticket to somebody, of another team when it is named."""
        other = Team.objects.get(slug=team) if team else None
        with _as(name) as actor:
            tickets.assign(
                actor=actor, ticket=_ticket(number), assignee=person(to) if to else None, team=other
            )

    def wait_for_answer(self, name: str, number: str) -> None:
        """Put the ticket on hold until the requester answers."""
        with _as(name) as actor:
            tickets.set_status(actor=actor, ticket=_ticket(number), status=Status.WAITING)

    def resolve(self, name: str, number: str, text: str) -> None:
        with _as(name) as actor:
            tickets.resolve(actor=actor, ticket=_ticket(number), outcome=Outcome.SOLVED, text=text)

    def close(self, name: str, number: str, outcome: Outcome, text: str, *, of: str = "") -> None:
        """End it without having done it; by the requester: withdraw. A duplicate is one `of` another number."""
        other = _ticket(of) if of else None
        with _as(name) as actor:
            tickets.cancel(actor=actor, ticket=_ticket(number), outcome=outcome, text=text, of=other)

    def last_of(self, name: str, service: str) -> str:
        """The number of what somebody asked for last."""
        return (
            Ticket.objects.filter(requester=person(name), service__slug=service).latest("created_at").number
        )

    def share(self, name: str, number: str, other: str) -> None:
        """Let a colleague follow the ticket."""
        with _as(name) as actor:
            tickets.add_participant(actor=actor, ticket=_ticket(number), person=person(other))

    def stock_up(self, name: str, model: str) -> None:
        """Put one more piece of a model in stock."""
        with _as(name) as actor:
            stock.deliver(model, self._chance, actor=actor)

    def paper(self, name: str, title: str, *lines: str) -> list[str]:
        """Upload a PDF; the answer to a question that asks for a file."""
        with _as(name) as actor:
            return [str(paper(title, lines, by=actor).key)]

    def _decide(self, name: str, number: str, verdict: Verdict, comment: str) -> None:
        with _as(name) as actor:
            approval = open_approvals(actor).get(ticket__number=number)
            workflow.decide(actor=actor, approval=approval, verdict=verdict, comment=comment)


@contextmanager
def _as(name: str) -> Iterator[Person]:
    """Act as somebody, in their language, as if they had just come in: what a person object remembers about
    rights is as old as the object."""
    actor = person(name)
    with translation.override(actor.language):
        yield actor


def _ticket(number: str) -> Ticket:
    return Ticket.objects.get(number=number)


def _task(number: str, block: str) -> Task:
    return Task.objects.get(ticket__number=number, step__block=block, state=OpenState.OPEN)
