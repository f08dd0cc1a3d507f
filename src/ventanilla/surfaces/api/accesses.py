"""Who has access to what, until when, and that it ends or goes on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import StringConstraints

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.grants import actions, queries
from ventanilla.records.grants.choices import EndReason
from ventanilla.records.grants.models import Grant
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Cursor, Id
from ventanilla.surfaces.api.shapes import Listed, PersonOut

router = Router(tags=["accesses"])
Words = Annotated[str, StringConstraints(max_length=100, strip_whitespace=True, pattern=r"^[^\x00]*$")]


class AccessOut(Schema):
    """`ticket` gave it. `review_at`: when somebody is asked whether it is still needed. `end_reason` is empty while it
    goes on."""

    id: int
    access: str
    label: str
    holder: PersonOut
    service: str
    ticket: str
    since: datetime
    until: datetime | None
    review_at: datetime | None
    ended_at: datetime | None
    end_reason: str


@router.get(
    "/accesses", response={200: Listed[AccessOut], **errors()}, summary="What you, or others, have access to"
)
def list_accesses(
    request: HttpRequest,
    show: Query[Literal["mine", "now", "soon", "review", "over"] | None] = None,
    q: Query[Words | None] = None,
    after: Query[Cursor | None] = None,
) -> Listed[AccessOut]:
    """`mine` (when not said): your own, what ends first on top. Else those of others that you look after: `now`,
    ending `soon`, due for `review`, or `over`; `q` looks in names, addresses and what they are called."""
    person = caller(request)
    if show is None or show == "mine":
        return Listed(items=[_out(row) for row in queries.accesses_of(person)])
    found = queries.page_of(queries.watched_by(person, show, words=q or ""), after=after)
    return Listed(items=[_out(row) for row in found.items], next=found.next)


@router.post(
    "/accesses/{access_id}/end",
    response={200: AccessOut, **sent(404, 409)},
    summary="Take an access away, or give back your own",
)
def end_access(request: HttpRequest, access_id: Id) -> AccessOut:
    """What the workflow does when it ends (taking it out of a directory, say) begins at once."""
    person = caller(request)
    row = _seen(person, access_id)
    reason = EndReason.GIVEN_UP if row.holder_id == person.pk else EndReason.REVOKED
    return _out(actions.end(actor=person, grant=row, reason=reason))


@router.post(
    "/accesses/{access_id}/keep",
    response={200: AccessOut, **sent(404, 409)},
    summary="Say that an access is still needed",
)
def keep_access(request: HttpRequest, access_id: Id) -> AccessOut:
    """The next review is as far away as the last one was."""
    person = caller(request)
    return _out(actions.keep(actor=person, grant=_seen(person, access_id)))


def _seen(person: Person, pk: int) -> Grant:
    row = Grant.objects.visible_to(person).filter(pk=pk).first()
    if row is None:
        raise NotFound(_("There is no such access, or it isn't for you to end."))
    return row


def _out(row: Grant) -> AccessOut:
    return AccessOut(
        id=row.pk,
        access=row.access,
        label=pick(row.label) or row.access,
        holder=PersonOut(name=row.holder.name, email=row.holder.email),
        service=row.service.slug,
        ticket=row.ticket.number,
        since=row.since,
        until=row.until,
        review_at=row.review_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
    )
