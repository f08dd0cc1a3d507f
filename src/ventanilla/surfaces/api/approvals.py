"""Approvals in depth: several at once, a question first, what was decided, and being away."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from ventanilla.core.directory.absences import end_absence, enter_absence
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Absence, Person
from ventanilla.core.people.queries import absences_of
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Approval
from ventanilla.records.intake.types.person import find_people
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, Id, Short, Text
from ventanilla.surfaces.api.shapes import (
    AbsenceOut,
    DecidedOut,
    EnquiryOut,
    Listed,
    PersonOut,
    SeveralOut,
    TriedOut,
)

router = Router()


class OneOfSeveral(Body):
    """`digest`: that of the approval as you saw it."""

    id: Id
    digest: Short | None = None


class SeveralDecisions(Body):
    """The same decision for up to a hundred approvals."""

    approvals: Annotated[list[OneOfSeveral], Field(min_length=1, max_length=100)]
    decision: Literal["approve", "reject"]
    comment: Text = ""


class NewQuestion(Body):
    """`whom`: an address or a person's id; who asked for it when not given. Of what is `kept` from who asked somebody
    has to be named."""

    text: Text
    whom: Short = ""


class NewAbsence(Body):
    """Both days are included. `delegate`: an address or a person's id. Without `departments` and `services` (slugs) it
    is about everything."""

    from_on: Annotated[date, Field(strict=False)]
    until_on: Annotated[date, Field(strict=False)]
    delegate: Short = ""
    departments: Annotated[list[Short], Field(max_length=50)] = []
    services: Annotated[list[Short], Field(max_length=50)] = []
    note: Short = ""


@router.post(
    "/approvals/decisions",
    response={200: SeveralOut, **sent()},
    tags=["approvals"],
    summary="Decide several approvals",
)
def create_decisions(request: HttpRequest, data: SeveralDecisions) -> SeveralOut:
    """Each for itself: what can't be decided says why and doesn't hold up the others."""
    person = caller(request)
    return SeveralOut(items=[_try(person, one, data) for one in data.approvals])


def _try(person: Person, one: OneOfSeveral, data: SeveralDecisions) -> TriedOut:
    try:
        approval = queries.approval_for(person, one.id)
        actions.decide(
            actor=person,
            approval=approval,
            verdict=Verdict(data.decision),
            comment=data.comment,
            digest=one.digest,
        )
    except (Conflict, NotFound) as refusal:
        return TriedOut(id=one.id, decided=False, problem=str(refusal))
    return TriedOut(id=one.id, decided=True, problem="")


@router.get(
    "/approvals/history",
    response={200: Listed[DecidedOut], **errors()},
    tags=["approvals"],
    summary="What was decided by you, or on your behalf",
)
def list_decided(
    request: HttpRequest,
    by: Query[Literal["me", "others"] | None] = None,
    after: Query[Cursor | None] = None,
) -> Listed[DecidedOut]:
    """The latest first. `by=others`: what those who stand in have decided for you."""
    read = queries.decided_for if by == "others" else queries.decided_by
    found = read(caller(request), after=after)
    names = queries.names_by_id(pk for decision in found.items for pk in decision.behalf)
    items = [
        DecidedOut(
            approval=row.approval_id,
            ticket=row.approval.ticket.number,
            title=pick(row.approval.title),
            by=row.person.name,
            on_behalf_of=[names[pk] for pk in row.behalf if pk in names],
            decision=row.verdict,
            comment=row.comment,
            decided_at=row.decided_at,
            outcome=row.approval.outcome,
            ticket_status=row.approval.ticket.status,
            ticket_outcome=row.approval.ticket.outcome,
        )
        for row in found.items
    ]
    return Listed(items=items, next=found.next)


@router.post(
    "/approvals/{approval_id}/questions",
    response={201: EnquiryOut, **sent(404, 409)},
    tags=["approvals"],
    summary="Ask something before deciding",
)
def create_question(request: HttpRequest, approval_id: Id, data: NewQuestion) -> Status[EnquiryOut]:
    """The reminders and deadlines of the approval stand still until it is answered, as a task of whom you ask."""
    person = caller(request)
    approval = queries.approval_for(person, approval_id)
    whom = _somebody(data.whom, person, "whom") or _who_asked(approval)
    made = actions.enquire(actor=person, approval=approval, text=data.text, whom=whom)
    shown = EnquiryOut(
        text=made.text, whom=PersonOut(name=whom.name, email=whom.email), asked_at=made.asked_at, answer=""
    )
    return Status(201, shown)


@router.get(
    "/absences",
    response={200: Listed[AbsenceOut], **errors()},
    tags=["absences"],
    summary="When you are away",
)
def list_absences(request: HttpRequest) -> Listed[AbsenceOut]:
    """Now and later, the next first."""
    return Listed(items=[_absence(row) for row in absences_of(caller(request))])


@router.post(
    "/absences",
    response={201: AbsenceOut, **sent()},
    tags=["absences"],
    summary="Say that you will be away",
)
def create_absence(request: HttpRequest, data: NewAbsence) -> Status[AbsenceOut]:
    """Approvals that wait for you move to your delegate, and the decisions say on whose behalf they are."""
    person = caller(request)
    row = enter_absence(
        actor=person,
        person=person,
        from_on=data.from_on,
        until_on=data.until_on,
        delegate=_somebody(data.delegate, person, "delegate"),
        departments=data.departments,
        services=data.services,
        note=data.note,
    )
    return Status(201, _absence(row))


@router.delete(
    "/absences/{absence_id}",
    response={204: None, **errors(404)},
    tags=["absences"],
    summary="Take an absence back",
)
def delete_absence(request: HttpRequest, absence_id: Id) -> Status[None]:
    """What waits is decided by the usual people again."""
    found = Absence.objects.filter(pk=absence_id, person=caller(request)).first()
    if found is None:
        raise NotFound(_("There is no such absence, or it isn't yours."))
    end_absence(actor=caller(request), absence=found)
    return Status(204, None)


def _who_asked(approval: Approval) -> Person:
    """Whom a question is for when nobody is named. Raises Invalid where they see nothing of the step."""
    if approval.kept:
        said = _("Write whom you want to ask: who asked sees nothing of this step.")
        raise Invalid(said, {"whom": [said]})
    return approval.ticket.requester


def _somebody(text: str, person: Person, field: str) -> Person | None:
    """The colleague that a text means; None for nothing. Raises Invalid naming the field."""
    if not text.strip():
        return None
    found = find_people(text, person)
    if len(found) != 1:
        said = _("We can't find this person. Write the whole name or the e-mail address.")
        raise Invalid(said, {field: [said]})
    return found[0]


def _absence(row: Absence) -> AbsenceOut:
    delegate = PersonOut(name=row.delegate.name, email=row.delegate.email) if row.delegate else None
    return AbsenceOut(
        id=row.pk,
        from_on=row.from_on,
        until_on=row.until_on,
        delegate=delegate,
        departments=row.departments,
        services=row.services,
        note=row.note,
    )
