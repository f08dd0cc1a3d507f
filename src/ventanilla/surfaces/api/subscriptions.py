"""Which other systems are told what happens: for administrators of the portal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from ventanilla.core.access.policies import require
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.people.models import Person, Team
from ventanilla.core.people.queries import by_email
from ventanilla.engines.telling import actions
from ventanilla.engines.telling.actions import Wanted
from ventanilla.engines.telling.choices import Mode
from ventanilla.engines.telling.models import Delivery, Subscription
from ventanilla.engines.telling.policies import may_subscribe
from ventanilla.engines.telling.queries import all_subscriptions, deliveries_of, subscription_of
from ventanilla.engines.telling.signing import name_of
from ventanilla.engines.telling.wording import plainly
from ventanilla.records.catalog.models import Service
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Cursor, Id
from ventanilla.surfaces.api.shapes import Listed, PersonOut
from ventanilla.surfaces.api.subscribed import (
    DeliveryOut,
    NewSubscription,
    NewSubscriptionOut,
    SecretOut,
    StateWord,
    SubscriptionChange,
    SubscriptionOut,
)

router = Router(tags=["subscriptions"])

Row = TypeVar("Row", Service, Team)


@router.get(
    "/subscriptions",
    response={200: Listed[SubscriptionOut], **errors(403)},
    summary="The other systems that are told what happens",
)
def list_subscriptions(request: HttpRequest) -> Listed[SubscriptionOut]:
    """All of them, by name. For administrators of the portal, as all that follows."""
    require(may_subscribe(caller(request)))
    return Listed(items=[SubscriptionOut(**_values(row)) for row in all_subscriptions()])


@router.post(
    "/subscriptions",
    response={201: NewSubscriptionOut, **sent(403)},
    summary="Tell another system what happens",
)
def create_subscription(request: HttpRequest, data: NewSubscription) -> Status[NewSubscriptionOut]:
    """To an address that begins with `https://`. The secret in the answer is shown this once."""
    person = caller(request)
    require(may_subscribe(person))
    wanted = Wanted(
        name=data.name,
        address=data.address,
        events=data.events,
        owner=by_email(data.owner) if data.owner is not None else person,
        services=_each("services", data.services, _services),
        teams=_each("teams", data.teams, _teams),
        with_answers=data.with_answers,
        language=data.language if data.language is not None else settings.LANGUAGE_CODE,
    )
    made = actions.save_subscription(actor=person, wanted=wanted)
    secret = actions.show_secret(actor=person, subscription=made)
    return Status(201, NewSubscriptionOut(**_values(_found(person, made.pk)), secret=secret))


@router.get(
    "/subscriptions/{subscription_id}",
    response={200: SubscriptionOut, **errors(403, 404)},
    summary="One of them",
)
def show_subscription(request: HttpRequest, subscription_id: Id) -> SubscriptionOut:
    """What it is told, and how it fares."""
    return SubscriptionOut(**_values(_found(caller(request), subscription_id)))


@router.patch(
    "/subscriptions/{subscription_id}",
    response={200: SubscriptionOut, **sent(403, 404)},
    summary="Change what a system is told, pause it, let it go on",
)
def change_subscription(
    request: HttpRequest, subscription_id: Id, data: SubscriptionChange
) -> SubscriptionOut:
    """While it is `paused`, what happens is kept for a week; while it is `off`, nothing is kept, and what waited
    is given up."""
    person = caller(request)
    known = _found(person, subscription_id)
    if data.model_fields_set - {"mode"}:
        actions.save_subscription(actor=person, wanted=_changed(known, data), subscription=known)
    if data.mode is not None:
        actions.set_mode(actor=person, subscription=known, mode=Mode(data.mode))
    return SubscriptionOut(**_values(_found(person, subscription_id)))


@router.delete(
    "/subscriptions/{subscription_id}",
    response={204: None, **errors(403, 404)},
    summary="Tell a system nothing more",
)
def delete_subscription(request: HttpRequest, subscription_id: Id) -> Status[None]:
    """What was sent to it is forgotten, too."""
    person = caller(request)
    actions.remove(actor=person, subscription=_found(person, subscription_id))
    return Status(204, None)


@router.post(
    "/subscriptions/{subscription_id}/secret",
    response={200: SecretOut, **errors(403, 404)},
    summary="Make a new signing secret",
)
def renew_subscription_secret(request: HttpRequest, subscription_id: Id) -> SecretOut:
    """For a day the one before signs besides."""
    person = caller(request)
    row = actions.renew_secret(actor=person, subscription=_found(person, subscription_id))
    return SecretOut(secret=actions.show_secret(actor=person, subscription=row))


@router.post(
    "/subscriptions/{subscription_id}/test",
    response={200: DeliveryOut, **errors(403, 404)},
    summary="Send a test",
)
def send_subscription_test(request: HttpRequest, subscription_id: Id) -> DeliveryOut:
    """At once, and once: the answer says whether it arrived (`state`)."""
    person = caller(request)
    return _delivery(actions.send_test(actor=person, subscription=_found(person, subscription_id)))


@router.get(
    "/subscriptions/{subscription_id}/deliveries",
    response={200: Listed[DeliveryOut], **errors(403, 404)},
    summary="What was sent, and what was answered",
)
def list_deliveries(
    request: HttpRequest,
    subscription_id: Id,
    state: Query[StateWord | None] = None,
    after: Query[Cursor | None] = None,
) -> Listed[DeliveryOut]:
    """The newest first, thirty at a time. They are kept for thirty days."""
    row = _found(caller(request), subscription_id)
    page = deliveries_of(row, state=state or "", after=after)
    return Listed(items=[_delivery(one) for one in page.items], next=page.next)


@router.post(
    "/subscriptions/{subscription_id}/deliveries/{delivery_id}/again",
    response={200: DeliveryOut, **errors(403, 404, 409)},
    summary="Send something again",
)
def send_delivery_again(request: HttpRequest, subscription_id: Id, delivery_id: Id) -> DeliveryOut:
    """The same as it was, with the same `id`. 409 while it is on its way, and for a test."""
    person = caller(request)
    row = _found(person, subscription_id)
    return _delivery(actions.send_again(actor=person, subscription=row, delivery=delivery_id))


def _found(person: Person, pk: int) -> Subscription:
    """Raises NotAllowed, NotFound."""
    require(may_subscribe(person))
    found = subscription_of(pk)
    if found is None:
        raise NotFound(_("There is no such subscription."))
    return found


def _changed(known: Subscription, data: SubscriptionChange) -> Wanted:
    values: dict[str, Any] = {
        "name": known.name,
        "address": known.address,
        "events": known.events,
        "owner": known.owner,
        "services": None if known.all_services else list(known.services.all()),
        "teams": None if known.all_teams else list(known.teams.all()),
        "with_answers": known.with_answers,
        "language": known.language,
    }
    plain = {"name", "address", "events", "with_answers", "language"}
    values |= data.model_dump(include=plain, exclude_none=True)
    if "services" in data.model_fields_set:
        values["services"] = _each("services", data.services, _services)
    if "teams" in data.model_fields_set:
        values["teams"] = _each("teams", data.teams, _teams)
    if data.owner is not None:
        values["owner"] = by_email(data.owner)
    return Wanted(**values)


def _services(slugs: list[str]) -> Sequence[Service]:
    return list(Service.objects.filter(slug__in=slugs))


def _teams(slugs: list[str]) -> Sequence[Team]:
    return list(Team.objects.filter(slug__in=slugs))


def _each(
    field: str, slugs: list[str] | None, read: Callable[[list[str]], Sequence[Row]]
) -> Sequence[Row] | None:
    if slugs is None:
        return None
    found = read(slugs)
    missing = sorted(set(slugs) - {row.slug for row in found})
    if missing:
        said = _("There is no such thing, or you can't see it.")
        raise Invalid(said, {field: [f"{said} ({', '.join(missing)})"]})
    return found


def _values(row: Subscription) -> dict[str, Any]:
    plain = ("name", "address", "events", "with_answers", "language", "mode", "paused_because")
    more = ("secret_shown", "failing_since", "arrived_at")
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in (*plain, *more)},
        "services": None if row.all_services else sorted(each.slug for each in row.services.all()),
        "teams": None if row.all_teams else sorted(each.slug for each in row.teams.all()),
        "owner": PersonOut(name=row.owner.name, email=row.owner.email),
    }


def _delivery(row: Delivery) -> DeliveryOut:
    plain = ("event", "sequence", "state", "tries", "status", "excerpt", "created_at", "tried_at", "next_at")
    values: dict[str, Any] = {name: getattr(row, name) for name in plain}
    return DeliveryOut(
        id=row.pk,
        event_id=name_of(row),
        ticket=row.ticket.number if row.ticket else None,
        problem=plainly(row.problem),
        **values,
    )
