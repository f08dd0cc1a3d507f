"""Which other systems are told what happens: nobody but administrators of the portal sees any of it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.isolation.acme import Acme
from tests.isolation.rows import ADMINISTRATOR, NO_SUCH_METHOD, NO_SUCH_METHOD_FOR_ANYBODY, Row, api, gives
from ventanilla.core.people.models import Person
from ventanilla.engines.telling.actions import Wanted, save_subscription
from ventanilla.engines.telling.models import Delivery

SAVED = gives(302, {"admin"}, others=403)
FOR_ADMIN = api(200, {"admin"}, others=403)
TYPED = {
    "name": "Desk",
    "address": "https://desk.example.invalid/",
    "events": ["ticket.created"],
    "language": "en",
    "owner": "admin@acme.example",
}
BODY = '{"name": "Desk", "address": "https://desk.example.invalid/", "events": ["ticket.created"]}'


def told(world: Acme) -> dict[str, object]:
    """A system that has refused to hear of something."""
    admin = Person.objects.get(email=TYPED["owner"])
    values: dict[str, Any] = {name: TYPED[name] for name in ("address", "events", "language")}
    made = save_subscription(actor=None, wanted=Wanted(name="Other", owner=admin, **values))
    now = timezone.now()
    ticket = world.tickets["waiting"]
    delivery = Delivery.objects.create(
        subscription=made,
        event="ticket.created",
        ticket=ticket,
        body="{}",
        state="refused",
        until_at=now,
        created_at=now,
    )
    return {
        "pk": made.pk,
        "delivery": delivery.pk,
        "subscription_id": made.pk,
        "delivery_id": delivery.pk,
    }


def rows() -> list[Row]:
    one, call = "designer/subscriptions/<int:pk>/", "api/v1/subscriptions/<subscription_id>"
    nobody = NO_SUCH_METHOD_FOR_ANYBODY
    return [
        Row("designer/subscriptions/", ADMINISTRATOR),
        Row("designer/subscriptions/new/", ADMINISTRATOR, SAVED, data=TYPED),
        Row(one, ADMINISTRATOR, SAVED, told, TYPED),
        Row(f"{one}secret/", NO_SUCH_METHOD, gives(200, {"admin"}, others=403), told),
        Row(f"{one}renewal/", NO_SUCH_METHOD, SAVED, told),
        Row(f"{one}trial/", NO_SUCH_METHOD, SAVED, told),
        Row(f"{one}mode/", NO_SUCH_METHOD, SAVED, told, {"mode": "paused"}),
        Row(f"{one}removal/", NO_SUCH_METHOD, SAVED, told),
        Row(f"{one}deliveries/", ADMINISTRATOR, fill=told),
        Row(f"{one}deliveries/<int:delivery>/again/", NO_SUCH_METHOD, SAVED, told),
        Row("api/v1/subscriptions", FOR_ADMIN, api(201, {"admin"}, others=403), data=BODY),
        Row(call, FOR_ADMIN, nobody, told),
        Row(f"{call}/secret", nobody, FOR_ADMIN, told),
        Row(f"{call}/test", nobody, FOR_ADMIN, told),
        Row(f"{call}/deliveries", FOR_ADMIN, nobody, told),
        Row(f"{call}/deliveries/<delivery_id>/again", nobody, FOR_ADMIN, told),
    ]


ROWS = rows()
