"""Why a ticket went where it went."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from ventanilla.records.tickets.policies import is_staff
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.api.errors import errors
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.ui.tickets.why import why

router = Router(tags=["tickets"])


class WhyLineOut(Schema):
    """`mark`: whether a condition held (yes, no), empty for other lines; `level`: how deep it stands under the line
    before."""

    text: str
    mark: str
    level: int


class ReasonOut(Schema):
    """One decision that made itself: its `kind` (routing, priority, target, approvers …), what came out, and what it
    hangs on."""

    kind: str
    title: str
    outcome: str
    lines: list[WhyLineOut]


class WhyOut(Schema):
    """`full`: with all that was looked at, for who looks after the ticket; else plainly."""

    full: bool
    items: list[ReasonOut]


@router.get(
    "/tickets/{slug:number}/why",
    response={200: WhyOut, **errors(404)},
    summary="Why a ticket went where it went",
)
def show_why(request: HttpRequest, number: str) -> WhyOut:
    """Its team, priority, targets, and who decides: each as it was decided, with what it hangs on."""
    person = caller(request)
    ticket = visible(person, number)
    full = is_staff(person, ticket)
    items = [
        ReasonOut(
            kind=one.kind,
            title=one.title,
            outcome=one.outcome,
            lines=[WhyLineOut(text=line.text, mark=line.mark, level=line.level) for line in one.lines],
        )
        for one in why(ticket, person, full=full)
    ]
    return WhyOut(full=full, items=items)
