"""Addresses by which another system tells a waiting workflow something.

An address names the request, the message and the connection, and is signed by us; what comes is signed by the other
system with the secret of that connection, so the address alone lets nobody in.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing

from ventanilla.records.tickets.models import Ticket

SALT = "workflow.callback"


def callback_url(ticket: Ticket, message: str, connection: str) -> str:
    """Where `connection` may send `message` for `ticket`."""
    token = signing.dumps([ticket.pk, message, connection], salt=SALT)
    return f"{settings.PORTAL_URL}/api/v1/callbacks/{token}/"


def with_callbacks(tree: Any, ticket: Ticket, connection: str) -> Any:
    """The inputs of a call, `{callback: name}` in them made the address for that message."""
    if isinstance(tree, dict):
        if set(tree) == {"callback"} and isinstance(tree["callback"], str):
            return callback_url(ticket, tree["callback"], connection)
        return {name: with_callbacks(inner, ticket, connection) for name, inner in tree.items()}
    if isinstance(tree, list):
        return [with_callbacks(inner, ticket, connection) for inner in tree]
    return tree


def named_by(token: str) -> tuple[int, str, str] | None:
    """The ticket, the message and the connection that an address names; None when it isn't one of ours."""
    try:
        ticket, message, connection = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return ticket, message, connection
