"""Working on tickets: the queue, taking and handing over, waiting, weighing, ending."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router

from ventanilla.core.access.queries import team_ids
from ventanilla.core.kit.errors import Invalid, NotAllowed, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person, Team
from ventanilla.core.people.queries import by_email
from ventanilla.engines.sla.queries import next_due
from ventanilla.engines.workflow.queries import open_step_count
from ventanilla.records.tickets import actions, queries
from ventanilla.records.tickets.choices import DONE, Level, Outcome, Status
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import may_work
from ventanilla.records.tickets.queue import queue
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, Day, Short, Text
from ventanilla.surfaces.api.shapes import Listed, TicketOut
from ventanilla.surfaces.api.tickets import summary_of

router = Router(tags=["desk"])

LevelName = Literal["low", "medium", "high"]


class WorkedOut(TicketOut):
    """A ticket as the desk sees it: `subject` says what it is about, `impact` and `urgency` give its priority,
    `supplier` whom it waits for (empty: nobody outside) and `supplier_until` the day by which that is expected."""

    subject: str
    impact: str
    urgency: str
    supplier: str
    supplier_until: date | None


class QueuedOut(WorkedOut):
    """`unseen`: nobody of the team has opened it; `due`: the next target of its deadlines."""

    unseen: bool
    due: datetime | None


class NewAssignment(Body):
    """`assignee`: the address of a member of the team; nobody when left out. `team`: the slug of another team."""

    assignee: Short | None = None
    team: Short | None = None


class NewSupplier(Body):
    """Whom outside the house a ticket waits for; `until`: the day by which that is expected."""

    name: Short
    until: Day | None = None


class NewStatus(Body):
    """With `open` comes the `supplier` that the ticket waits for; without one it goes on."""

    status: Literal["open", "waiting"]
    supplier: NewSupplier | None = None


class NewPriority(Body):
    impact: LevelName
    urgency: LevelName


class NewResolution(Body):
    """`of`: the number of the ticket that a `duplicate` repeats. `end_steps`: open steps end with it."""

    outcome: Literal["fulfilled", "solved", "declined", "duplicate"]
    text: Text = ""
    of: Short = ""
    end_steps: bool = False


@router.get("/queue", response={200: Listed[QueuedOut], **errors()}, summary="The queue of your teams")
def list_queue(
    request: HttpRequest,
    whose: Query[Literal["unassigned", "mine"] | None] = None,
    team: Query[Short | None] = None,
    q: Query[Short | None] = None,
    after: Query[Cursor | None] = None,
) -> Listed[QueuedOut]:
    """Open tickets, the most pressing first, fifty at a time. `whose`: those that nobody has taken, or yours; `team`:
    the slug of one of your teams; `q`: words of numbers, titles and names."""
    person = caller(request)
    found = queue(
        person,
        team=_own_team(person, team).pk if team else None,
        unassigned=whose == "unassigned",
        assignee=person if whose == "mine" else None,
        text=q or "",
        after=after,
    )
    due = next_due(found.items)
    items = [
        QueuedOut(
            **_worked(ticket),
            unseen=ticket.seen_at is None,
            due=due[ticket.pk].due_at if ticket.pk in due else None,
        )
        for ticket in found.items
    ]
    return Listed(items=items, next=found.next)


@router.post(
    "/tickets/{slug:number}/assignment",
    response={200: WorkedOut, **sent(403, 404, 409)},
    summary="Take a ticket, or hand it over",
)
def create_assignment(request: HttpRequest, number: str, data: NewAssignment) -> WorkedOut:
    """To a member of its team (yourself, say), to another team and perhaps somebody of it, or, with neither, back
    into the queue. Who hands it to a team that isn't theirs may not see it any more."""
    person = caller(request)
    ticket = to_work_on(person, number)
    team = _team(data.team) if data.team else None
    assignee = _member(team or ticket.team, data.assignee) if data.assignee else None
    done = actions.assign(actor=person, ticket=ticket, assignee=assignee, team=team)
    return WorkedOut(**_worked(done))


@router.post(
    "/tickets/{slug:number}/status",
    response={200: WorkedOut, **sent(403, 404, 409)},
    summary="Say that a ticket waits for who asked or for a supplier, or goes on",
)
def create_status(request: HttpRequest, number: str, data: NewStatus) -> WorkedOut:
    """`waiting` stops its clocks until they answer; `open` starts them again. `open` with a `supplier` waits for
    somebody outside: it is nobody's turn, and on the day named the ticket goes on and whoever works on it is told."""
    person = caller(request)
    ticket = to_work_on(person, number)
    if data.supplier is not None:
        return WorkedOut(**_worked(_wait_for_supplier(person, ticket, data)))
    done = actions.set_status(actor=person, ticket=ticket, status=Status(data.status))
    return WorkedOut(**_worked(done))


def _wait_for_supplier(person: Person, ticket: Ticket, data: NewStatus) -> Ticket:
    assert data.supplier is not None
    if data.status != "open":
        said = _("It waits for a supplier or for who asked, not for both.")
        raise Invalid(said, {"supplier": [said]})
    try:
        return actions.wait_for_supplier(
            actor=person, ticket=ticket, supplier=data.supplier.name, until=data.supplier.until
        )
    except Invalid as refusal:
        names = {"supplier": "supplier.name", "until": "supplier.until"}
        raise Invalid(str(refusal), {names.get(k, k): v for k, v in refusal.fields.items()}) from None


@router.post(
    "/tickets/{slug:number}/priority",
    response={200: WorkedOut, **sent(403, 404, 409)},
    summary="Weigh a ticket anew",
)
def create_priority(request: HttpRequest, number: str, data: NewPriority) -> WorkedOut:
    """The priority follows from impact and urgency."""
    person = caller(request)
    ticket = to_work_on(person, number)
    impact, urgency = Level(data.impact), Level(data.urgency)
    done = actions.set_priority(actor=person, ticket=ticket, impact=impact, urgency=urgency)
    return WorkedOut(**_worked(done))


@router.post(
    "/tickets/{slug:number}/resolution",
    response={200: WorkedOut, **sent(403, 404, 409)},
    summary="Resolve a ticket, or close it without having done it",
)
def create_resolution(request: HttpRequest, number: str, data: NewResolution) -> WorkedOut:
    """`fulfilled` and `solved` say that it is done, `declined` and `duplicate` why it isn't. While steps of its
    workflow are open it is refused, unless you say that they end with it (`end_steps`)."""
    person = caller(request)
    ticket = to_work_on(person, number)
    outcome = Outcome(data.outcome)
    if not ticket.ended and not data.end_steps and open_step_count(ticket):
        said = _("Some steps are still open. Say that they end with the request, or finish them first.")
        raise Invalid(said, {"end_steps": [said]})
    if outcome in DONE:
        done = actions.resolve(actor=person, ticket=ticket, outcome=outcome, text=data.text)
    else:
        of = _original(person, data.of) if outcome == Outcome.DUPLICATE else None
        done = actions.cancel(actor=person, ticket=ticket, outcome=outcome, text=data.text, of=of)
    return WorkedOut(**_worked(done))


def to_work_on(person: Person, number: str) -> Ticket:
    """The ticket, looked at before what was sent: who may not work on it learns nothing about teams."""
    ticket = queries.visible(person, number)
    if not may_work(person, ticket):
        raise NotAllowed(_("Only the team that works on it can do this."))
    return ticket


def _own_team(person: Person, slug: str) -> Team:
    found = Team.objects.filter(pk__in=team_ids(person), slug=slug.replace("\x00", "")).first()
    return found or _refuse("team", _("Choose a team."))


def _team(slug: str) -> Team:
    return Team.objects.filter(slug=slug).first() or _refuse("team", _("Choose a team."))


def _member(team: Team, email: str) -> Person:
    found = by_email(email)
    if found is None or not team.members.filter(pk=found.pk, is_active=True).exists():
        return _refuse("assignee", _("Choose somebody of the team."))
    return found


def _original(person: Person, number: str) -> Ticket | None:
    """The ticket that is repeated; None when none was named."""
    given = number.strip().upper()
    try:
        return queries.visible(person, given) if given else None
    except NotFound as refusal:
        return _refuse("of", str(refusal))


def _refuse(field: str, words: str) -> NoReturn:
    raise Invalid(words, {field: [words]})


def _worked(ticket: Ticket) -> dict[str, Any]:
    return {
        **summary_of(ticket),
        "subject": pick(ticket.subject),
        "impact": ticket.impact,
        "urgency": ticket.urgency,
        "supplier": ticket.supplier,
        "supplier_until": ticket.supplier_until,
    }
