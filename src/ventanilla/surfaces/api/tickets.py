"""Asking, following and talking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status
from ninja.params.functions import Header
from pydantic import Field

from ventanilla.core.branding.queries import brand
from ventanilla.core.files.models import StoredFile
from ventanilla.core.files.queries import by_keys
from ventanilla.core.files.serve import serve
from ventanilla.core.kit.errors import Invalid, NotAllowed
from ventanilla.core.kit.paging import Page
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.integrations.queries import secrets_for
from ventanilla.engines.workflow.queries import asked_of
from ventanilla.engines.workflow.queries.outside import open_check
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.policies import may_ask_for
from ventanilla.records.catalog.queries import package_of, service_to_ask
from ventanilla.records.intake.interpret import outward
from ventanilla.records.tickets import actions, queries
from ventanilla.records.tickets.models import Attachment, Ticket, TicketAccess
from ventanilla.records.tickets.policies import is_staff, may_amend_alone
from ventanilla.records.tickets.shared import of_team, shared_with
from ventanilla.surfaces.api.course import steps_of
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.files import DOWNLOAD
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, FileKey, Key, Short, Text
from ventanilla.surfaces.api.same import AskedError, telling_same
from ventanilla.surfaces.api.shapes import (
    CommentOut,
    EntryOut,
    FileOut,
    Listed,
    OnceOut,
    PersonOut,
    TicketDetail,
    TicketOut,
)
from ventanilla.surfaces.ui.tickets.promise import promise_note, promise_of

router = Router(tags=["tickets"])


MOST_FILES = 10
Whose = Literal["mine", "shared", "team"]
LISTS: dict[str, Callable[..., Page[TicketAccess]]] = {
    "mine": partial(queries.mine, own=True),
    "shared": shared_with,
    "team": of_team,
}
KEY: Any = Header(
    "", alias="Idempotency-Key", description="A name of your own for this request, kept for 24 hours"
)


class NewTicket(Body):
    """`requested_for` is the e-mail address of a colleague, where the service allows it. `people` are those of several
    colleagues: what comes of it is a ticket that holds one for each of them. `even_if_same`: send it though the same
    was asked for already."""

    service: Short
    answers: dict[str, Any] = {}
    requested_for: Short | None = None
    people: Annotated[list[Short], Field(max_length=100)] = []
    even_if_same: bool = False


class NewAnswers(Body):
    """All answers anew."""

    answers: dict[str, Any]


class NewComment(Body):
    """`files` are keys of files that you have uploaded."""

    text: Text
    internal: bool = False
    files: Annotated[list[FileKey], Field(max_length=MOST_FILES)] = []


class Withdrawal(Body):
    text: Text = ""


@router.post("", response={201: TicketDetail, **sent(403, 404), 409: AskedError}, summary="Ask for a service")
def create_ticket(request: HttpRequest, data: NewTicket, idempotency_key: Key = KEY) -> Status[TicketDetail]:
    """Sends a request. With an `Idempotency-Key` the same call repeated within 24 hours gives the same
    ticket, and another call with that key is refused (422, `key_reused`). Where the service says what makes two the
    same, 409 (`asked_already`) tells of the open ones to follow instead, unless you send it `even_if_same`."""
    person = caller(request)
    service = service_to_ask(person, data.service)
    with telling_same(person):
        ticket = _asked(person, service, data, idempotency_key)
    return Status(201, _detail(person, queries.visible(person, ticket.number)))


def _asked(person: Person, service: Service, data: NewTicket, key: str) -> Ticket:
    if data.people:
        return actions.submit_for_several(
            actor=person,
            service=service,
            answers=data.answers,
            people=[found for one in data.people if (found := _beneficiary(person, service, one))],
            key=key,
            language=get_language() or "",
            unless_same=not data.even_if_same,
        )
    return actions.submit(
        actor=person,
        service=service,
        answers=data.answers,
        requested_for=_beneficiary(person, service, data.requested_for),
        key=key,
        language=get_language() or "",
        unless_same=not data.even_if_same,
    )


@router.get("", response={200: Listed[TicketOut], **errors()}, summary="Tickets that you may see")
def list_tickets(
    request: HttpRequest, of: Query[Whose | None] = None, after: Query[Cursor | None] = None
) -> Listed[TicketOut]:
    """Yours, those shared with you, and those that your teams work on, newest first. `of` gives one list: `mine`,
    `shared` with you, or of your `team` (the people you manage, or whose customer you speak for), the latest
    activity first."""
    if of is not None:
        listed = LISTS[of](caller(request), after=after)
        return Listed(
            items=[TicketOut(**summary_of(access.ticket)) for access in listed.items], next=listed.next
        )
    found = queries.seen_by(caller(request), after=after)
    return Listed(items=[TicketOut(**summary_of(ticket)) for ticket in found.items], next=found.next)


@router.get("/{slug:number}", response={200: TicketDetail, **errors(404)}, summary="A ticket and its course")
def show_ticket(request: HttpRequest, number: str) -> TicketDetail:
    """With its steps (what is done, who has it, by when) and its timeline, as far as you may read it."""
    person = caller(request)
    return _detail(person, queries.visible(person, number))


@router.put(
    "/{slug:number}/answers",
    response={200: TicketDetail, **sent(403, 404, 409)},
    summary="Correct the answers",
)
def correct_answers(request: HttpRequest, number: str, data: NewAnswers) -> TicketDetail:
    """While the service allows it (`amend_until`), who asked may give all answers anew. Both versions are kept, and
    approvals that saw other answers are asked again."""
    person = caller(request)
    ticket = queries.visible(person, number)
    if not may_amend_alone(person, ticket, package_of(ticket.version).amend_until):
        raise NotAllowed(_("The answers can't be changed any more. Write a message to the team."))
    actions.amend(actor=person, ticket=ticket, answers=data.answers)
    return _detail(person, queries.visible(person, number))


@router.post(
    "/{slug:number}/comments",
    response={201: CommentOut, **sent(403, 404, 409)},
    summary="Write a message or a note",
)
def create_comment(request: HttpRequest, number: str, data: NewComment) -> Status[CommentOut]:
    """`internal`: a note that only the team reads; only the team may write one."""
    person = caller(request)
    ticket = queries.visible(person, number)
    written = actions.comment(
        actor=person,
        ticket=ticket,
        text=data.text,
        public=not data.internal,
        files=_own_files(person, data.files),
    )
    shown = CommentOut(
        id=written.pk, text=written.text, internal=not written.public, created_at=written.created_at
    )
    return Status(201, shown)


@router.post(
    "/{slug:number}/cancellation",
    response={200: TicketDetail, **sent(403, 404, 409)},
    summary="Withdraw a request",
)
def create_cancellation(request: HttpRequest, number: str, data: Withdrawal | None = None) -> TicketDetail:
    """Only who asked, or whom it is for, can withdraw. The body may be left out."""
    person = caller(request)
    text = data.text if data else ""
    actions.cancel(actor=person, ticket=queries.visible(person, number), text=text)
    return _detail(person, queries.visible(person, number))


@router.get(
    "/{slug:number}/files/{uuid:key}",
    response={200: None, **errors(404)},
    summary="Download a file",
    openapi_extra=DOWNLOAD,
)
def download(request: HttpRequest, number: str, key: UUID) -> HttpResponseBase:
    """A file of an answer or a message, as an attachment."""
    person = caller(request)
    found = queries.attachment(person, queries.visible(person, number), key)
    return serve(found.file)


def _beneficiary(person: Person, service: Service, email: str | None) -> Person | None:
    """Whom it is for. Somebody for whom one can't ask and somebody who isn't there sound the same."""
    if not email:
        return None
    found = by_email(email)
    if found is None or not may_ask_for(person, service, found):
        said = _("There is nobody with this address for whom you can ask for this.")
        raise Invalid(said, {"requested_for": [said]})
    return found


def _own_files(person: Person, keys: Sequence[UUID]) -> list[StoredFile]:
    files = [stored for stored in by_keys(map(str, keys)) if stored.uploaded_by_id == person.pk]
    if len(files) != len(set(keys)):
        said = _("One of these files isn't there, or somebody else has uploaded it.")
        raise Invalid(said, {"files": [said]})
    return files


def summary_of(ticket: Ticket) -> dict[str, Any]:
    """What every list says of a ticket."""
    return {
        "number": ticket.number,
        "kind": ticket.kind,
        "title": pick(ticket.title),
        "status": ticket.status,
        "outcome": ticket.outcome or None,
        "priority": ticket.priority,
        "requester": _person(ticket.requester),
        "requested_for": _person(ticket.requested_for),
        "team": pick(ticket.team.name),
        "assignee": ticket.assignee.name if ticket.assignee else None,
        "created_at": ticket.created_at,
        "promised_at": ticket.promised_at,
    }


def _person(person: Person) -> PersonOut:
    return PersonOut(name=person.name, email=person.email)


def _detail(person: Person, ticket: Ticket) -> TicketDetail:
    check = open_check(ticket, person)
    files = Attachment.objects.filter(ticket=ticket).select_related("file").order_by("pk")
    if not is_staff(person, ticket):
        files = files.filter(public=True)
    return TicketDetail(
        **summary_of(ticket),
        promise=f"{promise_of(ticket)} {promise_note(ticket)}".strip(),
        answers=outward(package_of(ticket.version).form, queries.latest_answers(ticket).answers),
        steps=steps_of(ticket, person),
        timeline=[_entry(entry) for entry in queries.timeline(person, ticket)],
        files=[FileOut(key=str(f.file.key), name=f.file.name, size=f.file.size) for f in files],
        tasks=list(asked_of(person).filter(ticket=ticket).values_list("pk", flat=True)),
        code_sent_to=check.shown_address if check else "",
        secrets=[
            OnceOut(id=row.pk, name=pick(row.label) or row.name, expires_at=row.expires_at)
            for row in secrets_for(person, ticket.stream_id)
        ],
    )


def _entry(entry: Entry) -> EntryOut:
    actor = entry.actor.name if entry.actor else None
    what = entry.what
    said = what.say(actor or brand().name)
    return EntryOut(at=entry.at, type=entry.type, who=actor, text=said, detail=what.detail())
