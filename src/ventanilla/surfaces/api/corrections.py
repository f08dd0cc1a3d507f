"""Corrections: whoever works on a ticket asks for the answers anew."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from ventanilla.engines.workflow import actions
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Short, Text

router = Router()


class NewCorrection(Body):
    """`marked` are ids of questions of the ticket's form."""

    text: Text
    marked: Annotated[list[Short], Field(max_length=200)] = []


class CorrectionOut(Schema):
    """`task` is what the requester has to do now."""

    task: int
    ticket: str
    text: str
    marked: list[str]


@router.post(
    "/tickets/{slug:number}/corrections",
    response={201: CorrectionOut, **sent(403, 404, 409)},
    tags=["tickets"],
    summary="Ask for a correction",
)
def create_correction(request: HttpRequest, number: str, data: NewCorrection) -> Status[CorrectionOut]:
    """Who works on a ticket asks whoever sent it to give the answers anew: `text` says what is wrong, `marked` are the
    ids of the questions that it is about. It becomes a task of the requester, and the ticket waits for it."""
    person = caller(request)
    ticket = visible(person, number)
    task = actions.ask_correction(actor=person, ticket=ticket, text=data.text, marked=data.marked)
    return Status(
        201, CorrectionOut(task=task.pk, ticket=ticket.number, text=data.text.strip(), marked=data.marked)
    )


@router.delete(
    "/tickets/{slug:number}/corrections",
    response={204: None, **errors(403, 404, 409)},
    tags=["tickets"],
    summary="Take back the correction that you asked for",
)
def take_back_correction(request: HttpRequest, number: str) -> Status[None]:
    """It isn't needed any more: the ticket goes on as it is. 409 when nothing was asked for, or it is answered."""
    person = caller(request)
    actions.take_back_correction(actor=person, ticket=visible(person, number))
    return Status(204, None)
