"""Reads about approvals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.blueprint.form import questions
from ventanilla.core.kit import clock
from ventanilla.core.kit.choosing import chosen
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, cut, page
from ventanilla.core.kit.standing import MANY, Standing, StandingRows
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, Decision, Enquiry, SeatCandidate
from ventanilla.engines.workflow.policies import sits_at
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import display
from ventanilla.records.tickets.models import Ticket

ASKED = ("ticket__service", "ticket__requester", "ticket__requested_for")
DECIDED = ("person", "approval__ticket__requester", "approval__ticket__requested_for")
MOST_SORTS = 50
ORDER = ("id",)
SHOWN = ("ticket__service", "ticket__requester", "ticket__requested_for", "ticket__team", "ticket__version")


def open_approvals(person: Person | int) -> QuerySet[Approval]:
    """The approvals that wait for the decision of this person (or who has this id), the oldest first."""
    sits = SeatCandidate.objects.filter(person=person, open=True).values("seat__approval")
    rows = Approval.objects.filter(state=OpenState.OPEN, pk__in=sits)
    rows = rows.exclude(Q(ticket__requester=person) | Q(ticket__requested_for=person))
    return rows.select_related(*ASKED).order_by("pk")


@dataclass(frozen=True)
class Sieve:
    """Which of the approvals that wait for somebody are wanted: of a service (slug), asked by a person (id), at least
    `days` old, only one's `own` ("mine") or only those on behalf of others ("behalf")."""

    service: str = ""
    requester: int | None = None
    days: int = 0
    whose: str = ""


def inbox(
    person: Person,
    sieve: Sieve,
    *,
    after: str | None = None,
    size: int = 30,
    related: tuple[str, ...] = (),
) -> Page[Approval]:
    """What waits for this person's decision, the oldest first, as the sieve lets through; `related` rows are read
    along."""
    if after is None and sieve == Sieve():
        return cut(_first(size, related)(person=person.pk), order=ORDER, size=size)
    rows = _waiting(person.pk, related)
    if sieve.service:
        rows = rows.filter(ticket__service__slug=sieve.service)
    if sieve.requester:
        rows = rows.filter(ticket__requester=sieve.requester)
    if sieve.days:
        since = clock.now() - timedelta(days=sieve.days)
        rows = rows.filter(Q(asked_at__lte=since) | Q(asked_at=None, opened_at__lte=since))
    if sieve.whose:
        behalf = SeatCandidate.objects.filter(person=person, open=True).exclude(behalf=[])
        seats = Q(pk__in=behalf.values("seat__approval"))
        rows = rows.filter(seats if sieve.whose == "behalf" else ~seats)
    return page(rows, order=ORDER, after=after, size=size)


def _waiting(person: int, related: tuple[str, ...]) -> QuerySet[Approval]:
    return open_approvals(person).select_related(*ASKED, *related)


@lru_cache
def _first(size: int, related: tuple[str, ...]) -> StandingRows[Approval]:
    """The inbox begins with it."""

    def build(person: int) -> QuerySet[Approval]:
        shown = Approval.objects.select_related(*ASKED, *related).order_by(*ORDER)
        return chosen(shown, of=open_approvals(person).order_by(*ORDER), size=size + 1)

    return StandingRows(build, person=-1)


def on_behalf(person: Person, approvals: Iterable[Approval]) -> dict[int, list[str]]:
    """For whom this person would decide, by approval id: names; nothing for what they decide for themself. Two
    queries, whatever the number."""
    ids = [approval.pk for approval in approvals]
    found = BEHALF(person=person.pk, approvals=ids)
    names = names_by_id(pk for _approval, behalf in found for pk in behalf)
    told: dict[int, list[str]] = {}
    for approval, behalf in found:
        told.setdefault(approval, []).extend(names[pk] for pk in behalf if pk in names)
    return {pk: list(dict.fromkeys(those)) for pk, those in told.items()}


def _behalf(person: int, approvals: list[int]) -> QuerySet[SeatCandidate, Any]:
    rows = SeatCandidate.objects.filter(person=person, seat__approval__in=approvals).exclude(behalf=[])
    return rows.values_list("seat__approval", "behalf")


BEHALF = Standing(_behalf, person=-1, approvals=MANY)


def names_by_id(people: Iterable[int]) -> dict[int, str]:
    """The names of these people, by id. One query."""
    wanted = set(people)
    return {person.pk: person.name for person in Person.objects.filter(pk__in=wanted)} if wanted else {}


def sorts(person: Person) -> tuple[list[Service], list[Person]]:
    """The services and the people among what waits for this person, for choosing: at most fifty of each."""
    return SERVICES(person=person.pk), ASKERS(person=person.pk)


def _services(person: int) -> QuerySet[Service]:
    rows = open_approvals(person).order_by()
    return Service.objects.filter(pk__in=rows.values("ticket__service")).order_by("slug")[:MOST_SORTS]


def _askers(person: int) -> QuerySet[Person]:
    rows = open_approvals(person).order_by()
    people = Person.objects.filter(pk__in=rows.values("ticket__requester"))
    return people.order_by("given_name", "family_name", "pk")[:MOST_SORTS]


SERVICES = StandingRows(_services, person=-1)
ASKERS = StandingRows(_askers, person=-1)


def services_asked_of(person: Person) -> QuerySet[Service]:
    """The services for which this person has been asked to decide: at most fifty, by name."""
    seats = SeatCandidate.objects.filter(Q(person=person) | Q(behalf__contains=[person.pk]))
    rows = Service.objects.filter(pk__in=seats.values("seat__approval__ticket__service"))
    return rows.order_by("slug")[:MOST_SORTS]


def enquiries_of(approval: Approval) -> list[Enquiry]:
    """What was asked before deciding, with the answers, in order."""
    rows = approval.enquiries.select_related("asked_by", "task__assignee", "task__done_by")
    return list(rows.order_by("pk"))


def decided_by(person: Person, *, after: str | None = None, size: int = 30) -> Page[Decision]:
    """What this person has decided, the latest first."""
    rows = Decision.objects.filter(person=person).select_related(*DECIDED)
    return page(rows, order=("-decided_at", "-id"), after=after, size=size)


def decided_for(person: Person, *, after: str | None = None, size: int = 30) -> Page[Decision]:
    """What others have decided on this person's behalf, the latest first."""
    rows = Decision.objects.filter(behalf__contains=[person.pk]).select_related(*DECIDED)
    return page(rows, order=("-decided_at", "-id"), after=after, size=size)


def approval_for(person: Person, pk: int) -> Approval:
    """An approval that `person` is or was asked for. Raises NotFound for any other."""
    found = Approval.objects.filter(pk=pk).select_related(*SHOWN, "answer_set", "before", "step").first()
    if found is None or not sits_at(person, found):
        raise NotFound(_("There is no such approval, or it isn't for you."))
    return found


def approvals_of(ticket: Ticket) -> QuerySet[Approval]:
    """The approvals of a ticket with their seats and decisions, in order."""
    return (
        Approval.objects.filter(ticket=ticket)
        .prefetch_related("seats__candidates", "decisions__person")
        .order_by("pk")
    )


@dataclass(frozen=True)
class Change:
    """An answer that is another one now: the question in words, what was said and what is said."""

    label: str
    old: str
    new: str


def changes_in(approval: Approval) -> list[Change]:
    """What has changed since the people of this approval saw it last, in the active language."""
    before, now = approval.before, approval.answer_set
    if before is None:
        return []
    asked = list(questions(package_of(approval.ticket.version).form))
    old = {shown.id: shown for shown in display(asked, before.answers, before.rows)}
    new = {shown.id: shown for shown in display(asked, now.answers, now.rows)}
    return [
        Change(
            label=(new.get(question.id) or old[question.id]).label,
            old=old[question.id].text if question.id in old else "",
            new=new[question.id].text if question.id in new else "",
        )
        for question in asked
        if before.answers.get(question.id) != now.answers.get(question.id)
    ]
