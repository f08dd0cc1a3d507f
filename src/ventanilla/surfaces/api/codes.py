"""Proving who one is, and what is shown once."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import pick
from ventanilla.engines.integrations.actions import show_once
from ventanilla.engines.integrations.models import OneTimeSecret
from ventanilla.engines.workflow.actions.identity import enter_code
from ventanilla.engines.workflow.queries.outside import open_check
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Id, Short
from ventanilla.surfaces.api.shapes import TicketOut
from ventanilla.surfaces.api.tickets import summary_of

router = Router(tags=["tickets"])


class NewCode(Body):
    """As it stands in the mail; spaces make no difference."""

    code: Short


class ShownOut(Schema):
    """`text` is shown this once; nobody can read it again."""

    name: str
    text: str


@router.post(
    "/tickets/{slug:number}/code",
    response={200: TicketOut, **sent(404, 409)},
    summary="Enter the code that was sent to you",
)
def create_code(request: HttpRequest, number: str, data: NewCode) -> TicketOut:
    """Where `code_sent_to` of the ticket says that one is waited for. A wrong one is 422 and says how many tries are
    left; after the last one it ends (409)."""
    person = caller(request)
    check = open_check(visible(person, number), person)
    if check is None:
        raise NotFound(_("There is nothing to enter here, or it isn't for you."))
    enter_code(actor=person, check=check, code=data.code)
    return TicketOut(**summary_of(visible(person, number)))


@router.post(
    "/tickets/{slug:number}/secrets/{secret_id}",
    response={200: ShownOut, **errors(404, 409)},
    summary="Read, once, what was made for you",
)
def show_secret(request: HttpRequest, number: str, secret_id: Id) -> ShownOut:
    """A one-time password, say, from `secrets` of the ticket. From now on nobody can see it: 409 the second time."""
    person = caller(request)
    ticket = visible(person, number)
    row = OneTimeSecret.objects.filter(pk=secret_id, stream=ticket.stream_id, reader=person).first()
    if row is None:
        raise NotFound(_("There is nothing here for you."))
    return ShownOut(name=pick(row.label) or row.name, text=show_once(actor=person, secret=row.pk))
