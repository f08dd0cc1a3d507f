"""Who else sees a ticket."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Router, Schema, Status

from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import colleagues
from ventanilla.records.tickets import actions, queries
from ventanilla.records.tickets.choices import Circle
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.shared import reaches
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Id, Short

router = Router(tags=["sharing"])

PersonId = Annotated[Id, Path(description="`id` of a participant")]


class ParticipantOut(Schema):
    id: int
    name: str
    email: str


class SharingOut(Schema):
    """`participants` read and write; `shared_with` are the circles (department, organization) whose people read."""

    participants: list[ParticipantOut]
    shared_with: list[str]


class NewParticipant(Body):
    """`email` of a colleague."""

    email: Short


class NewSharing(Body):
    """`shared`: whether everybody in your department (or, for customers, organisation) may read it."""

    circle: Literal["department", "organization"]
    shared: bool


@router.get("/{slug:number}/sharing", response={200: SharingOut, **errors(404)}, summary="Who else sees it")
def show_sharing(request: HttpRequest, number: str) -> SharingOut:
    """The circles are told to those alone who may change them."""
    person = caller(request)
    return _shown(person, queries.visible(person, number))


@router.post(
    "/{slug:number}/participants",
    response={201: SharingOut, **sent(403, 404)},
    summary="Let a colleague in",
)
def create_participant(request: HttpRequest, number: str, data: NewParticipant) -> Status[SharingOut]:
    """They see everything in it, can write, and are told."""
    person = caller(request)
    ticket = queries.visible(person, number)
    found = colleagues(person).filter(email__iexact=data.email.strip()).first()
    if found is None:
        said = _("There is no colleague of yours with this address.")
        raise Invalid(said, {"email": [said]})
    actions.add_participant(actor=person, ticket=ticket, person=found)
    return Status(201, _shown(person, queries.visible(person, number)))


@router.delete(
    "/{slug:number}/participants/{int:participant}",
    response={204: None, **errors(403, 404)},
    summary="Take somebody out, or leave",
)
def delete_participant(request: HttpRequest, number: str, participant: PersonId) -> Status[None]:
    """Everybody may leave; who asked and who works on it may take others out."""
    person = caller(request)
    ticket = queries.visible(person, number)
    known = {one.pk: one for one in queries.participants(ticket)}
    if participant not in known:
        raise NotFound(_("This person doesn't follow the ticket."))
    actions.remove_participant(actor=person, ticket=ticket, person=known[participant])
    return Status(204, None)


@router.put(
    "/{slug:number}/sharing",
    response={200: SharingOut, **sent(403, 404)},
    summary="Share with a department or an organisation",
)
def set_sharing(request: HttpRequest, number: str, data: NewSharing) -> SharingOut:
    """Only who asked, or whom it is for, may; what is confidential can't be shared."""
    person = caller(request)
    ticket = queries.visible(person, number)
    change = actions.share if data.shared else actions.stop_sharing
    change(actor=person, ticket=ticket, circle=Circle(data.circle))
    return _shown(person, ticket)


def _shown(person: Person, ticket: Ticket) -> SharingOut:
    return SharingOut(
        participants=[
            ParticipantOut(id=one.pk, name=one.name, email=one.email) for one in queries.participants(ticket)
        ],
        shared_with=[reach.circle.value for reach in reaches(person, ticket) if reach.shared],
    )
