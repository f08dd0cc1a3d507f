"""Reads about tickets that report an outage, and about those that may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import QuerySet

from ventanilla.core.access.queries import team_ids
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.kit.text import languages, pick
from ventanilla.core.people.models import Person
from ventanilla.records.status.models import Component, Outage
from ventanilla.records.status.queries import open_for_desk
from ventanilla.records.tickets.choices import ENDED
from ventanilla.records.tickets.facts import latest_answers
from ventanilla.records.tickets.models import OutageReport, Ticket

ALIKE_WITHIN = timedelta(hours=8)
"""Reports of one outage come within hours of each other."""

MOST_LOOKED_AT = 100
MOST_ALIKE = 10
MOST_LISTED = 200


def components_of(ticket: Ticket) -> list[Component]:
    """What a ticket is about: the components that its answers name; else those that its service stands on."""
    rows = Component.objects.filter(archived_at=None)
    named = list(rows.filter(slug__in=_texts(ticket)).select_related("department"))
    return named or list(rows.filter(services=ticket.service_id).select_related("department"))


def outages_for(person: Person, ticket: Ticket) -> list[Outage]:
    """The outages that go on to which an agent may join this ticket, those of the same component first."""
    about = {component.pk for component in components_of(ticket)}
    found = open_for_desk(person)
    return sorted(found, key=lambda outage: not about & {touch.component_id for touch in outage.shown})  # type: ignore[attr-defined]


def alike(person: Person, ticket: Ticket) -> list[Ticket]:
    """Other open tickets of the agent's teams about the same thing, asked within some hours of this one, in the order
    in which they came. Two queries and one for their answers."""
    near = (ticket.created_at - ALIKE_WITHIN, ticket.created_at + ALIKE_WITHIN)
    rows = Ticket.objects.filter(
        service=ticket.service_id, team__in=team_ids(person), created_at__range=near, outage_report=None
    )
    rows = rows.exclude(status__in=ENDED).exclude(pk=ticket.pk).order_by("created_at", "pk")
    own = _named(ticket)
    found = rows.select_related("requester", "requested_for").prefetch_related("answer_sets")
    return [other for other in found[:MOST_LOOKED_AT] if own & _named(other)][:MOST_ALIKE]


def reports_of(person: Person, outage: Outage) -> list[Ticket]:
    """The tickets joined to an outage that this person may see, in the order in which they came."""
    rows = Ticket.objects.visible_to(person).filter(outage_report__outage=outage)
    return list(
        rows.select_related("requester", "requested_for", "team").order_by("created_at", "pk")[:MOST_LISTED]
    )


def report_counts(outages: Iterable[Outage]) -> dict[int, int]:
    """How many tickets are joined to each of these outages, by its id. One query."""
    counted: dict[int, int] = {}
    for pk in OutageReport.objects.filter(outage__in=list(outages)).values_list("outage", flat=True):
        counted[pk] = counted.get(pk, 0) + 1
    return counted


def report_of(ticket: Ticket) -> OutageReport | None:
    """The tie of a ticket to an outage, if it has one."""
    return next(iter(REPORT(ticket=ticket.pk)), None)


REPORT = StandingRows(
    lambda ticket: OutageReport.objects.filter(ticket=ticket).select_related("outage", "joined_by"), ticket=-1
)


def joined(tickets: Sequence[Ticket]) -> dict[int, OutageReport]:
    """By ticket id, the ties of those of `tickets` that are joined to an outage. One query."""
    rows = OutageReport.objects.filter(ticket__in=[ticket.pk for ticket in tickets]).select_related("outage")
    return {row.ticket_id: row for row in rows}


def unjoined(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Without those that wait for the end of an outage: nobody has anything to do in them."""
    return rows.filter(outage_report=None)


def _texts(ticket: Ticket) -> set[str]:
    given = latest_answers(ticket).answers.values()
    return {value for value in given if isinstance(value, str) and len(value) <= 50}


def _named(ticket: Ticket) -> set[str]:
    """What was chosen or named in a ticket, for comparing it with others; its service, when it names nothing."""
    first = pick(ticket.subject, languages()).split(" · ")[0]
    return {first} if first else {f"service {ticket.service_id}"}
