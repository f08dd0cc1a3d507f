"""What others have asked for already, and several services in one order."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import uuid4

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema, Status
from pydantic import Field

from ventanilla.core.blueprint import Package
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of, service_to_ask
from ventanilla.records.intake.interpret import check
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.drafts import order_of
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.records.tickets.models import Order
from ventanilla.records.tickets.same import followed, followed_by, same_tickets
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Id, Key, Short
from ventanilla.surfaces.api.same import AskedError, SameOut, same_out, telling_same
from ventanilla.surfaces.api.shapes import Listed, TicketOut
from ventanilla.surfaces.api.tickets import KEY, summary_of

router = Router(tags=["tickets"])


class Need(Body):
    """The answers as you would send them."""

    answers: dict[str, Any] = {}


class Joining(Need):
    """`number`: of one of the same."""

    number: Short


class OrderOut(Schema):
    id: int
    sent_at: datetime
    tickets: list[TicketOut]


class NewOrder(Body):
    """`even_if_same`: send it though some of it was asked for already."""

    even_if_same: bool = False


class Leaving(Body):
    """`tickets`: the numbers of those that aren't needed."""

    tickets: Annotated[list[Short], Field(min_length=1, max_length=100)]


@router.post(
    "/services/{slug:slug}/same",
    response={200: Listed[SameOut], **sent(404)},
    summary="Whether this was asked for already",
)
def list_same(request: HttpRequest, slug: str, data: Need) -> Listed[SameOut]:
    """The open tickets that say the same as `answers`, as the service defines it, three at most. Nothing is sent; ask
    before you send a request."""
    person = caller(request)
    service = service_to_ask(person, slug)
    package = _package(service)
    facts = asking_facts(person, person, service.department)
    read = check(package.form, data.answers, context_for(person, person, facts, service.department))
    found = same_tickets(person, service, package, read.answers)
    return Listed(items=same_out(person, found))


@router.post(
    "/services/{slug:slug}/following",
    response={200: SameOut, **sent(403, 404)},
    summary="Follow what was asked for already",
)
def follow_same(request: HttpRequest, slug: str, data: Joining) -> SameOut:
    """Instead of a request of your own: you hear how it goes. Twice changes nothing. 404 when it is over, or isn't the
    same as your answers."""
    person = caller(request)
    service = service_to_ask(person, slug)
    ticket = actions.follow(actor=person, service=service, answers=data.answers, number=data.number)
    return same_out(person, [ticket])[0]


@router.get("/followed", response={200: Listed[SameOut], **errors()}, summary="What you follow")
def list_followed(request: HttpRequest) -> Listed[SameOut]:
    """Open tickets of others who have the same need, twenty at most."""
    person = caller(request)
    return Listed(items=same_out(person, followed_by(person)))


@router.delete("/followed/{slug:number}", response={204: None, **errors(404)}, summary="Follow it no more")
def stop_following(request: HttpRequest, number: str) -> Status[None]:
    """You hear no more of it."""
    person = caller(request)
    actions.stop_following(actor=person, ticket=followed(person, number))
    return Status(204, None)


@router.post(
    "/orders",
    response={201: OrderOut, **sent(403), 409: AskedError},
    summary="Send several services in one order",
)
def create_order(
    request: HttpRequest, data: NewOrder | None = None, idempotency_key: Key = KEY
) -> Status[OrderOut]:
    """All that is in your order, or nothing of it: drafts that you keep with `in_order`. What several of them ask is
    taken from the first. 422 names the one that still needs answers, and 409 (`asked_already`) says which open tickets
    are the same, unless you send it `even_if_same`. The same `Idempotency-Key` sends once. The body may be left out."""
    person = caller(request)
    with telling_same(person):
        order = actions.send_order(
            actor=person,
            key=idempotency_key or uuid4().hex,
            language=get_language() or "",
            unless_same=not (data and data.even_if_same),
        )
    return Status(201, _order(order))


@router.get("/orders/{order_id}", response={200: OrderOut, **errors(404)}, summary="An order")
def show_order(request: HttpRequest, order_id: Id) -> OrderOut:
    """What came of it. Orders are each person's own."""
    return _order(order_of(caller(request), order_id))


@router.post(
    "/orders/{order_id}/withdrawal",
    response={200: OrderOut, **sent(404)},
    summary="Withdraw a part of an order",
)
def create_withdrawal(request: HttpRequest, order_id: Id, data: Leaving) -> OrderOut:
    """The rest goes on; what is over already stays as it is."""
    person = caller(request)
    order = order_of(person, order_id)
    actions.withdraw_from_order(actor=person, order=order, numbers=data.tickets)
    return _order(order)


def _package(service: Service) -> Package:
    assert service.live_version is not None, "service_for gives live services only"
    return package_of(service.live_version)


def _order(order: Order) -> OrderOut:
    rows = order.tickets.exclude(part=Part.ONE).select_related(
        "team", "assignee", "requester", "requested_for"
    )
    tickets = [TicketOut(**summary_of(ticket)) for ticket in rows.order_by("pk")]
    return OrderOut(id=order.pk, sent_at=order.sent_at, tickets=tickets)
