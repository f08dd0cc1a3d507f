"""Running outages: opening them, announcing work, and joining what people report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from ventanilla.core.access.policies import require
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.status import actions as status
from ventanilla.records.status.models import Component, Outage
from ventanilla.records.status.queries import components_kept_by, outage_at_desk
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.outages import alike, outages_for, report_of, reports_of
from ventanilla.records.tickets.policies import is_staff
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.api.desk import to_work_on
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Id, Short, Text
from ventanilla.surfaces.api.shapes import Listed, TicketOut
from ventanilla.surfaces.api.status import Ending, HealthName, OutageOut, Texts, aware, outage_out
from ventanilla.surfaces.api.status import router as board
from ventanilla.surfaces.api.tickets import summary_of

router = Router(tags=["status"])

Instant = Annotated[datetime, Field(strict=False)]
Numbers = Annotated[list[Short], Field(max_length=100)]


class NewOutage(Body):
    """`components`: how badly each is touched, by its slug. `tickets`: the numbers of those that report it; it began
    when the first of them came, else at `started_at`, or now."""

    title: Texts
    components: Annotated[dict[Short, HealthName], Field(max_length=50)]
    text: Texts = Texts()
    started_at: Instant | None = None
    next_update_at: Instant | None = None
    tickets: Numbers = []


class NewWork(Body):
    """`components` by their slugs."""

    title: Texts
    components: Annotated[list[Short], Field(max_length=50)]
    starts_at: Instant
    ends_at: Instant
    text: Texts = Texts()


class NewReports(Body):
    tickets: Annotated[list[Short], Field(min_length=1, max_length=100)]


class JoinedOut(Schema):
    """One of several; `problem` says why it could not be joined."""

    number: str
    joined: bool
    problem: str


class SeveralJoinedOut(Schema):
    items: list[JoinedOut]


class NewTie(Body):
    """`outage`: the id of one that goes on."""

    outage: Id


class OfferedOut(Schema):
    id: int
    title: str


class TieOut(Schema):
    """`joined`: the outage that it reports; `offered`: those that it may report, the likeliest first; `alike`: the
    numbers of other open tickets about the same."""

    joined: OfferedOut | None
    offered: list[OfferedOut]
    alike: list[str]


class StillFailing(Body):
    text: Text = ""


@board.post("/outages", response={201: OutageOut, **sent(403, 404, 409)}, summary="Open an outage")
def create_outage(request: HttpRequest, data: NewOutage) -> Status[OutageOut]:
    """For the agents of the department that keeps its components. Whoever follows one of them is told, and whoever
    sent one of the `tickets` hears that it is known."""
    person = caller(request)
    kept = _kept(person)
    touched = {_component(kept, slug): health for slug, health in data.components.items()}
    title, text = data.title.model_dump(), data.text.model_dump()
    promised = aware(data.next_update_at, "next_update_at")
    if data.tickets:
        if data.started_at is not None:
            raise _invalid("started_at", _("It began when the first of these requests came: leave this out."))
        made = actions.make_outage(
            actor=person,
            tickets=_worked_on(person, data.tickets),
            title=title,
            components=touched,
            text=text,
            next_update_at=promised,
        )
    else:
        made = status.open_outage(
            actor=person,
            title=title,
            components=touched,
            text=text,
            started_at=aware(data.started_at, "started_at"),
            next_update_at=promised,
        )
    return Status(201, outage_out(outage_at_desk(person, made.pk)))


@board.post("/works", response={201: OutageOut, **sent(403)}, summary="Announce planned work")
def create_work(request: HttpRequest, data: NewWork) -> Status[OutageOut]:
    """Between two instants, a month apart at most. It begins and ends by itself."""
    person = caller(request)
    kept = _kept(person)
    made = status.plan_work(
        actor=person,
        title=data.title.model_dump(),
        components=[_component(kept, slug) for slug in data.components],
        starts_at=aware(data.starts_at, "starts_at") or data.starts_at,
        ends_at=aware(data.ends_at, "ends_at") or data.ends_at,
        text=data.text.model_dump(),
    )
    return Status(201, outage_out(outage_at_desk(person, made.pk)))


@board.post(
    "/outages/{outage_id}/cancellation",
    response={200: OutageOut, **sent(403, 404, 409)},
    summary="Call planned work off",
)
def cancel_work(request: HttpRequest, outage_id: Id, data: Ending | None = None) -> OutageOut:
    """Those who follow it are told. The body may be left out."""
    person = caller(request)
    text = data.text.model_dump() if data else {}
    status.cancel(actor=person, outage=outage_at_desk(person, outage_id), text=text)
    return outage_out(outage_at_desk(person, outage_id))


@board.get(
    "/outages/{outage_id}/reports",
    response={200: Listed[TicketOut], **errors(404)},
    summary="The tickets that report an outage",
)
def list_reports(request: HttpRequest, outage_id: Id) -> Listed[TicketOut]:
    """Those that you may see, in the order in which they came, two hundred at most."""
    person = caller(request)
    found = reports_of(person, outage_at_desk(person, outage_id))
    return Listed(items=[TicketOut(**summary_of(ticket)) for ticket in found])


@board.post(
    "/outages/{outage_id}/reports",
    response={200: SeveralJoinedOut, **sent(404)},
    summary="Join tickets to an outage",
)
def create_reports(request: HttpRequest, outage_id: Id, data: NewReports) -> SeveralJoinedOut:
    """Each for itself: what can't be joined says why, and doesn't hold up the others. They wait for its end, and end
    with it; who sent them hears that it is known."""
    person = caller(request)
    outage = outage_at_desk(person, outage_id)
    tickets = _worked_on(person, data.tickets)
    _joined, refused = actions.join_all(actor=person, tickets=tickets, outage=outage)
    why = {ticket.number: problem for ticket, problem in refused}
    items = [
        JoinedOut(number=row.number, joined=row.number not in why, problem=why.get(row.number, ""))
        for row in tickets
    ]
    return SeveralJoinedOut(items=items)


@router.get(
    "/tickets/{slug:number}/outage",
    response={200: TieOut, **errors(403, 404)},
    summary="Which outage a ticket reports, or may report",
)
def show_tie(request: HttpRequest, number: str) -> TieOut:
    """For who works on it."""
    person = caller(request)
    return _tie(person, to_work_on(person, number))


@router.put(
    "/tickets/{slug:number}/outage",
    response={200: TieOut, **sent(403, 404, 409)},
    summary="Join a ticket to an outage",
)
def join_outage(request: HttpRequest, number: str, data: NewTie) -> TieOut:
    """It waits for the end of the outage; who sent it hears that it is known. Twice changes nothing."""
    person = caller(request)
    ticket = to_work_on(person, number)
    actions.join(actor=person, ticket=ticket, outage=outage_at_desk(person, data.outage))
    return _tie(person, ticket)


@router.delete(
    "/tickets/{slug:number}/outage",
    response={204: None, **errors(403, 404, 409)},
    summary="Take a ticket out of an outage",
)
def leave_outage(request: HttpRequest, number: str) -> Status[None]:
    """It was something else: it is worked on by itself again."""
    person = caller(request)
    actions.leave(actor=person, ticket=to_work_on(person, number))
    return Status(204, None)


@router.post(
    "/tickets/{slug:number}/still-failing",
    response={200: TicketOut, **sent(403, 404, 409)},
    tags=["tickets"],
    summary="Say that it still fails for you",
)
def create_still_failing(request: HttpRequest, number: str, data: StillFailing | None = None) -> TicketOut:
    """Yours alone leaves the outage and is worked on by itself, open again if it was over. The body may be left
    out."""
    person = caller(request)
    ticket = visible(person, number)
    actions.still_fails(actor=person, ticket=ticket, text=data.text if data else "")
    return TicketOut(**summary_of(visible(person, number)))


def _kept(person: Person) -> Mapping[str, Component]:
    """The components whose outages this person opens, by slug. Raises NotAllowed when there is none."""
    found = {row.slug: row for row in components_kept_by(person)}
    require(bool(found))
    return found


def _component(kept: Mapping[str, Component], slug: str) -> Component:
    if slug not in kept:
        raise _invalid("components", _("There is no such component, or your department doesn't keep it."))
    return kept[slug]


def _worked_on(person: Person, numbers: Sequence[str]) -> list[Ticket]:
    """The tickets with these numbers, all of which this person works on."""
    rows = Ticket.objects.visible_to(person).filter(number__in=set(numbers)).order_by("pk")
    found = [ticket for ticket in rows if is_staff(person, ticket)]
    if len(found) != len(set(numbers)):
        raise _invalid("tickets", _("There is no such request here, or it isn't yours to work on."))
    return found


def _tie(person: Person, ticket: Ticket) -> TieOut:
    report = report_of(ticket)
    if report is not None:
        return TieOut(joined=next(iter(_offered([report.outage]))), offered=[], alike=[])
    return TieOut(
        joined=None,
        offered=_offered(outages_for(person, ticket)),
        alike=[other.number for other in alike(person, ticket)],
    )


def _offered(outages: Iterable[Outage]) -> list[OfferedOut]:
    return [OfferedOut(id=outage.pk, title=pick(outage.title)) for outage in outages]


def _invalid(field: str, words: str) -> Invalid:
    return Invalid(words, {field: [words]})
