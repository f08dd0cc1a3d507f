"""Somebody has asked for this already: open tickets with the same answers, as the service says what is the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.blueprint import Package
from ventanilla.core.blueprint.asking import SameAs
from ventanilla.core.blueprint.form import questions
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.kit.standing import MANY, Standing, StandingRows
from ventanilla.core.people.models import Person
from ventanilla.core.rules import evaluate
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import answer_facts, display
from ventanilla.records.intake.showing import Shown
from ventanilla.records.tickets.choices import ENDED, Part
from ventanilla.records.tickets.facts import asking_facts, latest_answers, surroundings
from ventanilla.records.tickets.models import Follower, Ticket

MOST_LOOKED_AT = 200
MOST_OFFERED = 3
DAY = 24 * 60
MINUTES = {"minutes": 1, "hours": 60, "days": DAY, "months": 32 * DAY}
LONGER, HOLIDAYS, LONGEST = 6, 21 * DAY, 5 * 366 * DAY
NONE = _("There is no such request, or you don't follow it.")
SAME = _("This has been asked for already. Follow that request, or send yours all the same.")


class AskedAlready(Conflict):
    """Nothing was sent: `tickets` are open and say the same."""

    code = "asked_already"

    def __init__(self, tickets: list[Ticket]) -> None:
        super().__init__(SAME)
        self.tickets = tickets


def same_tickets(
    person: Person, service: Service, package: Package, answers: Mapping[str, Any]
) -> list[Ticket]:
    """The open tickets that say the same as `answers` (as they were read), the latest first, at most three. Those of
    other organisations are never among them."""
    rule = package.same_as
    if rule is None or any(answers.get(name) in (None, "", []) for name in rule.answers):
        return []
    if rule.when is not None and not _may_join(rule.when, person, service, package, answers):
        return []
    rows = Ticket.objects.filter(service=service, created_at__gte=_earliest(rule)).exclude(status__in=ENDED)
    own = Q(requester=person) | Q(requested_for=person)
    if package.confidential or rule.among == "mine":
        rows = rows.filter(own)
    else:
        rows = rows.filter(own | Q(requester__organization=person.organization_id))
    latest = _shown(rows.exclude(part=Part.ONE)).order_by("-created_at", "-pk")[:MOST_LOOKED_AT]
    found = [ticket for ticket in latest if _alike(rule, latest_answers(ticket).answers, answers)]
    return [ticket for ticket in found if _in_time(rule, service, ticket.created_at)][:MOST_OFFERED]


def _may_join(
    rule: Any, person: Person, service: Service, package: Package, answers: Mapping[str, Any]
) -> bool:
    """Whether following another's request is enough for what was answered, as the service says."""
    known = asking_facts(person, person, service.department)
    facts = {**known, **answer_facts(list(questions(package.form)), answers, {})}
    return evaluate(rule, facts, surroundings(service.department))


def refuse_same(person: Person, asked: Iterable[tuple[Service, Package, Mapping[str, Any]]]) -> None:
    """Raise AskedAlready when open tickets say the same as any of what is `asked`: each service with its answers."""
    found = [ticket for one in asked for ticket in same_tickets(person, *one)]
    if found:
        raise AskedAlready(found)


def followed_by(person: Person) -> list[Ticket]:
    """The open tickets whose course this person hears of."""
    return FOLLOWED(person=person.pk)


def _followed(person: int) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(followers__person=person).exclude(status__in=ENDED)
    return _shown(rows).order_by("-followers__since")[:20]


def _shown(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """With what is told of them to who has the same need."""
    with_names = rows.select_related("service", "team", "version").defer("version__definition")
    return with_names.prefetch_related("answer_sets")


FOLLOWED = StandingRows(_followed, person=-1)


def followed(person: Person, number: str) -> Ticket:
    """A ticket, open or over, whose course this person hears of. Raises NotFound."""
    rows = Ticket.objects.filter(followers__person=person, number=number)
    found = rows.select_related("service", "team", "version", "department__calendar").first()
    if found is None:
        raise NotFound(NONE)
    return found


def how_many_follow(tickets: Iterable[Ticket]) -> dict[int, int]:
    """How many others have the same need, by the key of the ticket that they joined; those that nobody joined aren't
    there. One query."""
    return dict(FOLLOWING(tickets=[ticket.pk for ticket in tickets]))


FOLLOWING = Standing(
    lambda tickets: Follower.objects.filter(ticket__in=tickets).values_list("ticket").annotate(n=Count("pk")),
    tickets=MANY,
)


def _alike(rule: SameAs, theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> bool:
    return all(_plain(theirs.get(name)) == _plain(ours.get(name)) for name in rule.answers)


def _plain(answer: Any) -> Any:
    """A text without what doesn't make a difference."""
    return " ".join(answer.split()).casefold() if isinstance(answer, str) else answer


def _earliest(rule: SameAs) -> datetime:
    """Nothing before this can be in time, whatever the calendar."""
    unit = rule.within.unit.removeprefix("business_")
    minutes = rule.within.amount * MINUTES[unit]
    if unit != rule.within.unit:  # a working day may be short, and holidays come between
        minutes = minutes * LONGER + HOLIDAYS
    return clock.now() - timedelta(minutes=min(minutes, LONGEST))


def _in_time(rule: SameAs, service: Service, asked_at: datetime) -> bool:
    hours = working_hours(service.department.calendar)
    return hours.due(asked_at, rule.within.amount, rule.within.unit) >= clock.now()


def in_common(ticket: Ticket) -> list[Shown]:
    """What whoever joined it had answered too: all of its answers that followers may see."""
    package = package_of(ticket.version)
    if package.same_as is None:
        return []
    wanted = package.same_as.answers
    given = min(ticket.answer_sets.all(), key=lambda one: one.number)
    return display([one for one in questions(package.form) if one.id in wanted], given.answers, given.rows)
