"""How the other side knows that it was us: Standard Webhooks, https://www.standardwebhooks.com

The signature is HMAC-SHA256 over `id.timestamp.body`. While a secret is being replaced, both sign.
"""

from __future__ import annotations

import base64
import secrets
from contextlib import suppress
from datetime import datetime

from standardwebhooks.webhooks import Webhook

from ventanilla.core.kit.sealing import Unreadable, unseal
from ventanilla.engines.telling.models import Delivery, Subscription

SECRET_BYTES = 32


def new_secret() -> str:
    """A key that nobody can guess, as the programs of the other side read it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers_of(subscription: Subscription, delivery: Delivery, now: datetime) -> dict[str, str]:
    """What goes along with the body of `delivery`, sent `now`. Raises Unreadable."""
    name = name_of(delivery)
    signatures = [Webhook(key).sign(name, now, delivery.body) for key in _keys(subscription, now)]
    return {
        "Content-Type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
        "Idempotency-Key": name,
        "Ventanilla-Event": delivery.event,
        "Ventanilla-Sequence": str(delivery.sequence),
    }


def name_of(delivery: Delivery) -> str:
    """By which the other side knows a delivery that comes again: the `id` in its body."""
    return f"evt_{delivery.key.hex}"


def _keys(subscription: Subscription, now: datetime) -> list[str]:
    keys = [unseal(subscription.secret)]
    if subscription.former and subscription.former_until and subscription.former_until > now:
        with suppress(Unreadable):  # then the new one has to do
            keys.append(unseal(subscription.former))
    return keys
