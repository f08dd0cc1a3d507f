"""A test: sent at once, so that whoever sends it sees whether it arrives."""

from __future__ import annotations

import uuid

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.engines.telling.actions.deliveries import settle
from ventanilla.engines.telling.actions.lock import locked, note
from ventanilla.engines.telling.attempts import attempt
from ventanilla.engines.telling.bodies import body_of_test
from ventanilla.engines.telling.choices import TEST, DeliveryState
from ventanilla.engines.telling.entries import Tested
from ventanilla.engines.telling.models import Delivery, Subscription
from ventanilla.engines.telling.policies import may_subscribe


def send_test(*, actor: Person | None, subscription: Subscription) -> Delivery:
    """Send a test and wait for the answer, whether it is switched on or not: the delivery with what came of it. It is
    tried once. Raises NotAllowed, NotFound.

    Not in a transaction: the other side may take its time.
    """
    require(may_subscribe(actor))
    delivery = _begun(actor, subscription)
    settle(delivery=delivery.pk, subscription=subscription.pk, outcome=attempt(delivery))
    delivery.refresh_from_db()
    _noted(actor, subscription, delivery)
    return delivery


@action
def _begun(actor: Person | None, subscription: Subscription) -> Delivery:
    """No job finds it: it has no time at which it is due."""
    row, key, now = locked(subscription), uuid.uuid4(), clock.now()
    return Delivery.objects.create(
        subscription=row, key=key, event=TEST, body=body_of_test(key, actor), until_at=now, created_at=now
    )


@action
def _noted(actor: Person | None, subscription: Subscription, delivery: Delivery) -> None:
    arrived = delivery.state == DeliveryState.DELIVERED
    note(subscription, Tested(title=subscription.name, arrived=arrived, found=delivery.problem), actor)
