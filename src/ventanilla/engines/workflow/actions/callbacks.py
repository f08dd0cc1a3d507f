"""Messages that other systems send, signed with the secret of their connection (Standard Webhooks)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.kit.sealing import Unreadable
from ventanilla.engines.integrations.queries import connection_called, settings_of
from ventanilla.engines.workflow.actions.messages import arrive
from ventanilla.engines.workflow.runtime.addresses import named_by
from ventanilla.records.tickets.models import Ticket


def receive(*, token: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Let a signed message reach the workflow that waits for it; the same one again changes nothing.

    Raises NotFound for an address of nobody or a wrong signature, Invalid for what isn't a JSON object.
    """
    unknown = NotFound(_("Nothing waits for this message."))
    named = named_by(token)
    if named is None:
        raise unknown
    ticket_id, message, slug = named
    ticket = Ticket.objects.filter(pk=ticket_id).first()
    connection = connection_called(slug)
    if ticket is None or connection is None or not connection.enabled:
        raise unknown
    try:
        secret = getattr(settings_of(connection), "callback_secret", None)
        key = secret.get_secret_value() if secret else ""
        if not key:
            raise unknown
        Webhook(key).verify(body, {name.lower(): value for name, value in headers.items()})
    except (json.JSONDecodeError, RecursionError):  # signed well, and read by the verifier itself
        raise Invalid(_("Send a JSON object.")) from None
    except (WebhookVerificationError, Unreadable, ValueError, UnicodeDecodeError):
        raise unknown from None
    payload = _payload(body)
    arrive(ticket=ticket, name=message, payload=payload, message_id=headers.get("webhook-id", "")[:200])


def _payload(body: bytes) -> dict[str, Any]:
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        payload = None
    if not isinstance(payload, dict):
        raise Invalid(_("Send a JSON object."))
    return payload
