"""One wish becomes a request, and that request its history."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.demo.history.days import ZONE
from ventanilla.demo.past.answers import Answering
from ventanilla.demo.past.course import Course, acting
from ventanilla.demo.past.plan import Cast, Wish
from ventanilla.demo.past.words import Situation, words
from ventanilla.engines.workflow.models import Run
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.feedback.actions import rate
from ventanilla.records.feedback.choices import CONTENT, Mark
from ventanilla.records.feedback.policies import may_rate
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.choices import PREFIXES, Kind, Outcome, Status
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.records.tickets.models import Ticket

ASKED_AGAIN, WITHDRAWN, TOLD_MORE, THANKED, NOT_SOLVED, FORGOTTEN, LATE = (
    0.18,
    0.04,
    0.3,
    0.3,
    0.04,
    0.02,
    0.12,
)
USUAL = timedelta(hours=11)
SAID_HOW_IT_WAS = 0.4
GOOD_MARKS, LATE_MARKS = (1, 2, 8, 38, 51), (6, 18, 30, 31, 15)
"""How often which mark is given, from 1 to 5, in time and late."""


def live(wish: Wish, number: int, cast: Cast, until: datetime) -> Ticket:
    """Play the whole life of one request up to `until`. Raises what the actions raise."""
    chance = Random(wish.seed)  # noqa: S311 - nothing secret
    person, service = cast.wanted(wish.at, until, chance)
    why = words().situation(service.slug, person.language, chance)
    with clock.frozen(wish.at):
        ticket = ask(person, service, why, cast, chance, number)
    return go_on(Course(ticket, why, cast, until, chance))


def ask(
    person: Person, service: Service, why: Situation, cast: Cast, chance: Random, number: int = 0
) -> Ticket:
    """Ask for `service`, now, with answers that the form accepts; `number` is one that was set aside."""
    assert service.live_version is not None  # the cast offers live services only
    package = package_of(service.live_version)
    facts = asking_facts(person, person, service.department)
    context = context_for(person, person, facts, service.department)
    filling = Answering(person, clock.today(ZONE), cast.colleagues(person), chance)
    with acting(person):
        return tickets.submit(
            actor=person,
            service=service,
            answers=filling.filled(package.form, why.answers, context),
            language=person.language,
            number=f"{PREFIXES[Kind(package.kind)]}-{number}" if number else "",
        )


def go_on(course: Course) -> Ticket:
    """What becomes of a request that was just made."""
    person = course.cast.people[course.ticket.requester_id]
    _remarks(course, person)
    if Run.objects.filter(ticket=course.ticket).exists():
        course.run()
    else:
        _talk(course, person)
    _afterwards(course, person)
    return course.ticket


def _remarks(course: Course, person: Person) -> None:
    """Some ask how it stands, and get an answer; some don't need it any more."""
    chance, created = course.chance, course.ticket.created_at
    if course.happens(WITHDRAWN):
        course.plan(course.later(created, 1, 12), lambda at: _withdraw(course, person, at))
    elif chance.random() < ASKED_AGAIN:
        asked = course.later(created, 3, 14)
        course.plan(asked, lambda at: course.say(person, course.word("ask_again"), at=at))
        course.plan(
            course.later(asked, 0.3, 4),
            lambda at: course.say(course.agent(), course.word("answer_again"), at=at),
        )


def _withdraw(course: Course, person: Person, at: datetime) -> None:
    with clock.frozen(at), acting(person):
        text = course.word("withdraw")
        tickets.cancel(actor=person, ticket=course.ticket, outcome=Outcome.WITHDRAWN, text=text)


def _talk(course: Course, person: Person) -> None:
    """Without a workflow the team answers, asks perhaps, and says when it is done."""
    chance, at, promised = course.chance, course.ticket.created_at, course.ticket.promised_at
    span = course.hours.between(at, promised) if promised else USUAL
    first = course.hours.add(at, span * chance.uniform(0.02, 0.3))
    course.plan(first, lambda when: _answer(course, when))
    part = chance.uniform(1.1, 1.8) if course.happens(LATE) else chance.uniform(0.35, 0.95)
    last = course.hours.add(at, span * part)
    if chance.random() < TOLD_MORE:
        told = course.later(first, 0.2, 3)
        course.plan(told, lambda when: course.say(person, course.word("told_more"), at=when))
        last = max(last, course.later(told, 0.3, 2))
    if not course.happens(FORGOTTEN):
        course.plan(last, lambda when: course.end(when, course.word("solved")))
    course.run()


def _answer(course: Course, at: datetime) -> None:
    agent = course.agent()
    with clock.frozen(at), acting(agent):
        tickets.assign(actor=agent, ticket=course.ticket, assignee=agent)
    course.say(agent, course.word("look_into_it"), at=at)


def _afterwards(course: Course, person: Person) -> None:
    """A word of thanks, or that it isn't solved after all."""
    ticket, chance = course.ticket, course.chance
    if ticket.status != Status.RESOLVED or ticket.outcome not in (Outcome.SOLVED, Outcome.FULFILLED):
        return
    at = course.later(ticket.resolved_at or ticket.created_at, 0.5, 9)
    if at > course.until:
        return
    if course.happens(NOT_SOLVED):
        course.say(person, course.word("not_solved"), at=at, reopen=True)
        again = course.later(at, 1, 8)
        if again <= course.until and not course.ticket.ended:
            course.end(again, course.word("solved_again"))
    elif chance.random() < THANKED:
        course.say(person, course.word("thanks"), at=at)
    _how_it_was(course, person)


def _how_it_was(course: Course, person: Person) -> None:
    """Some say how it was, some of these with a word. By chances of its own: what else happens stays as it is."""
    ticket, chance = course.ticket, Random(f"how it was {course.ticket.number}")  # noqa: S311 - nothing secret
    if chance.random() > SAID_HOW_IT_WAS or not may_rate(person, ticket):
        return
    at = course.hours.add(ticket.resolved_at or ticket.created_at, timedelta(hours=chance.uniform(9.5, 30)))
    if at > course.until:
        return
    late = bool(ticket.promised_at and ticket.resolved_at and ticket.resolved_at > ticket.promised_at)
    (mark,) = chance.choices(list(Mark), LATE_MARKS if late else GOOD_MARKS)
    comment = words().say("content" if mark in CONTENT else "discontent", course.language, chance)
    with clock.frozen(at), acting(person):
        rate(actor=person, ticket=ticket, mark=mark, comment=comment)
