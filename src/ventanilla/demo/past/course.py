"""How a request goes: who acts next and when, until it is over or the past is."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random

from django.db.models import QuerySet
from django.utils import translation

from ventanilla.core.calendars.hours import WorkingHours
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.demo import stock
from ventanilla.demo.past.answers import Answering
from ventanilla.demo.past.plan import Cast
from ventanilla.demo.past.words import Situation, words
from ventanilla.engines.sla.actions import ring
from ventanilla.engines.sla.models import Clock
from ventanilla.engines.workflow import actions as workflow
from ventanilla.engines.workflow import queries
from ventanilla.engines.workflow.choices import OpenState, TaskKind, Verdict
from ventanilla.engines.workflow.models import Approval, SeatCandidate, Task, Timer
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.choices import Kind, Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import latest_answers

MOST_ACTS = 40
REJECTED, RETURNED, CLAIMED, LATE, FORGOTTEN = 0.05, 0.06, 0.25, 0.1, 0.015
USUAL_DELAY = timedelta(hours=5)
AN_INSTANT = timedelta(seconds=1)

Remark = Callable[[datetime], None]
Act = Approval | Task | Remark | None
"""What may come next: a decision, a task, something that is said; None when only time passes."""


class Course:
    """The life of one ticket until `until`."""

    def __init__(
        self,
        ticket: Ticket,
        why: Situation,
        cast: Cast,
        until: datetime,
        chance: Random,
        *,
        smooth: bool = False,
    ) -> None:
        """`smooth`: nobody refuses, sends back or forgets."""
        self.ticket, self.why, self.cast = ticket, why, cast
        self.hours: WorkingHours = working_hours(ticket.department.calendar)
        self.until, self.chance = until, chance
        self.language = self._person(ticket.requester_id).language
        self.smooth = smooth
        self._ready: dict[str, datetime] = {}
        self._refused = self.happens(REJECTED)
        self._returned = self.happens(RETURNED)
        self._forgotten = self.happens(FORGOTTEN)
        self._planned: list[tuple[datetime, int, Remark]] = []

    def happens(self, often: float) -> bool:
        """Whether something untoward that is so frequent happens here."""
        return self.chance.random() < often and not self.smooth

    def plan(self, at: datetime, remark: Remark) -> None:
        """Let something happen at `at`, unless the ticket is over by then."""
        heapq.heappush(self._planned, (at, len(self._planned), remark))

    def run(self) -> None:
        """Let everybody act in turn. Time reminds, escalates and breaks promises in between."""
        at = self.ticket.created_at
        for done in range(MOST_ACTS):
            found = self._next(at)
            if found is None or (self._forgotten and done):
                break
            at, act = found
            if at > self.until:
                break
            self._let_time_pass(at)
            self._reload()
            if callable(act) and not self.ticket.ended:
                act(at)
            elif not self.ticket.ended and self._still_open(act):
                with clock.frozen(at):
                    self._do(act)
            self._reload()
        self._let_time_pass(self.until)
        self._reload()

    def say(self, who: Person, text: str, *, at: datetime, reopen: bool = False) -> None:
        """A message that everybody on the ticket reads."""
        self._let_time_pass(at)
        self._reload()
        with clock.frozen(at), acting(who):
            tickets.comment(actor=who, ticket=self.ticket, text=text, reopen=reopen)
        self._reload()

    def word(self, what: str) -> str:
        return words().say(what, self.language, self.chance)

    def agent(self) -> Person:
        """Somebody of the team that isn't concerned by it."""
        return self._one_of(self.ticket.team_id)

    def end(self, at: datetime, text: str) -> None:
        """The team says that it is done."""
        agent = self.agent()
        outcome = Outcome.FULFILLED if self.ticket.kind == Kind.REQUEST else Outcome.SOLVED
        self._let_time_pass(at)
        self._reload()
        with clock.frozen(at), acting(agent):
            tickets.see(actor=agent, ticket=self.ticket)
            tickets.resolve(actor=agent, ticket=self.ticket, outcome=outcome, text=text)
        self._reload()

    def later(self, at: datetime, least: float, most: float) -> datetime:
        """Between so many working hours after `at`."""
        return self.hours.add(at, timedelta(hours=self.chance.uniform(least, most)))

    def _next(self, at: datetime) -> tuple[datetime, Act] | None:
        """Who acts first of those who are asked, and when; None when nobody is."""
        acts: list[tuple[datetime, int, Act]] = []
        for asked in (*self._open(Approval), *self._open(Task)):
            ready = self._ready.setdefault(f"{type(asked).__name__} {asked.pk}", self._when(asked, at))
            acts.append((max(ready, at + AN_INSTANT), asked.pk, asked))
        if self._planned and (not acts or self._planned[0][0] <= min(when for when, *_ in acts)):
            when, _n, remark = heapq.heappop(self._planned)
            return max(when, at + AN_INSTANT), remark
        if acts:
            when, _pk, act = min(acts, key=lambda found: found[:2])
            return when, act
        timer = self._timers(self.until).first()
        return (max(timer.fires_at, at) + AN_INSTANT, None) if timer else None

    def _when(self, act: Approval | Task, at: datetime) -> datetime:
        opened = max(act.opened_at, at)
        if act.due_at is None or act.due_at <= opened:
            return self.hours.add(opened, self.chance.uniform(0.1, 1.6) * USUAL_DELAY)
        part = (
            self.chance.uniform(1.05, 1.7)
            if self.chance.random() < LATE
            else self.chance.betavariate(1.6, 2.6)
        )
        return self.hours.add(opened, self.hours.between(opened, act.due_at) * part)

    def _open(self, kind: type[Approval] | type[Task]) -> list[Approval | Task]:
        return list(kind.objects.filter(ticket=self.ticket, state=OpenState.OPEN).order_by("pk"))

    def _still_open(self, act: Act) -> bool:
        return (
            isinstance(act, Approval | Task)
            and type(act).objects.filter(pk=act.pk, state=OpenState.OPEN).exists()
        )

    def _do(self, act: Act) -> None:
        if isinstance(act, Approval):
            self._decide(act)
        elif isinstance(act, Task):
            self._work(act)

    def _decide(self, approval: Approval) -> None:
        candidates = SeatCandidate.objects.filter(seat__approval=approval, open=True).order_by("pk")
        who = self._person(candidates[0].person_id)
        verdict, said = self._verdict()
        if verdict == Verdict.APPROVE:
            self._restock()
        with acting(who):
            workflow.decide(actor=who, approval=approval, verdict=verdict, comment=self.word(said))

    def _verdict(self) -> tuple[Verdict, str]:
        if self._returned:
            self._returned = False
            return Verdict.RETURN, "give_back"
        if self._refused:
            return Verdict.REJECT, "reject"
        return Verdict.APPROVE, "approve"

    def _restock(self) -> None:
        """What is about to be given away is bought in time, so that the storeroom is as full as the stories need it."""
        answers = latest_answers(self.ticket).answers
        wanted = [answers.get("model"), *(answers.get("accessories") or [])]
        for slug in stock.kept() & {slug for slug in wanted if isinstance(slug, str)}:
            stock.deliver(slug, self.chance, actor=self.cast.storekeeper)

    def _work(self, task: Task) -> None:
        who = self._person(task.assignee_id) if task.assignee_id else self._one_of(task.team_id)
        task = Task.objects.select_related("step", "step__run", "ticket", "ticket__department").get(
            pk=task.pk
        )
        with acting(who):
            if task.team_id and not task.assignee_id and self.chance.random() < CLAIMED:
                task = workflow.claim(actor=who, task=task)
            workflow.complete(actor=who, task=task, answers=self._answers(task, who))

    def _answers(self, task: Task, who: Person) -> dict[str, object]:
        if task.kind == TaskKind.FAULT:
            return {"choice": "retry"}
        if task.kind == TaskKind.CORRECTION:
            return self._corrected()
        said = self.why.tasks.get(task.step.block, {}) if task.step else {}
        beneficiary = self._person(self.ticket.requested_for_id)
        context = context_for(who, beneficiary, queries.task_facts(task), self.ticket.department)
        filling = Answering(who, context.today, self.cast.colleagues(who), self.chance)
        return filling.filled(queries.form_of(task), said, context)

    def _corrected(self) -> dict[str, object]:
        answers = dict(latest_answers(self.ticket).answers)
        for name in ("reason", "why", "details", "about"):
            if isinstance(answers.get(name), str):
                answers[name] = f"{answers[name]} {self.word('corrected')}"
                break
        return answers

    def _one_of(self, team: int | None) -> Person:
        """A member of the team, of those whom it doesn't concern if there are any."""
        concerned = {self.ticket.requester_id, self.ticket.requested_for_id}
        members = self.cast.members(team)
        return self.chance.choice([person for person in members if person.pk not in concerned] or members)

    def _person(self, pk: int) -> Person:
        return self.cast.people[pk]

    def _reload(self) -> None:
        self.ticket = Ticket.objects.select_related("department", "service", "stream", "team").get(
            pk=self.ticket.pk
        )

    def _timers(self, until: datetime) -> QuerySet[Timer]:
        rows = Timer.objects.filter(step__run__ticket=self.ticket, fired_at=None, fires_at__lte=until)
        return rows.order_by("fires_at")

    def _let_time_pass(self, until: datetime) -> None:
        """Timers and promises of this ticket that are due by `until`, each at its own instant."""
        for _turn in range(MOST_ACTS):
            timer = self._timers(until).first()
            promise = Clock.objects.filter(
                ticket=self.ticket, stopped_at=None, paused_at=None, breached_at=None, due_at__lt=until
            )
            broken = promise.order_by("due_at").first()
            due = [timer.fires_at] if timer else []
            if broken:
                due.append(broken.due_at.replace(microsecond=1))
            if not due:
                return
            with clock.frozen(min(due)):
                workflow.fire_due_timers()
                if broken:
                    ring(self.ticket.pk)


@contextmanager
def acting(person: Person) -> Iterator[None]:
    """What is said by itself meanwhile is in the language of who acts."""
    with translation.override(person.language):
        yield
