"""Other systems that stand in for those of Acme: a real server that answers as it is told."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from django.conf import settings
from standardwebhooks.webhooks import Webhook

from tests.engines.integrations.conftest import Elsewhere
from tests.jobs import run_jobs
from ventanilla.core.files.actions import store
from ventanilla.core.kit import clock
from ventanilla.demo.organisation import person
from ventanilla.engines.integrations.actions import save_connection
from ventanilla.engines.integrations.models import Connection
from ventanilla.engines.workflow.actions.callbacks import receive

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def connect(slug: str, elsewhere: Elsewhere) -> None:
    """The connection `slug` of the demo leads to the real server from now on."""
    Connection.objects.filter(slug=slug).delete()
    save_connection(
        actor=None,
        slug=slug,
        kind="http",
        name=slug,
        settings={"url": elsewhere.url, "seconds": 2},
        secrets={"callback_secret": KEY},
        owner=person("gabriel"),
        new=True,
    )


def message(url: str, brought: dict[str, Any], *, key: str = KEY, name: str = "m1") -> None:
    """The other system sends what it knows to the address that it was given, signed with `key`."""
    body, at = json.dumps(brought), datetime.now(UTC)  # a signature is as old as it really is
    headers = {
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(key).sign(name, at, body),
    }
    token = url.removeprefix(f"{settings.PORTAL_URL}/api/v1/callbacks/").rstrip("/")
    receive(token=token, body=body.encode(), headers=headers)


def run_for(hours: int) -> None:
    """Let the jobs run that are due within these hours, hour by hour."""
    start = clock.now()
    for hour in range(hours + 1):
        with clock.frozen(start + timedelta(hours=hour)):
            run_jobs()


def photo(who: str, name: str = "foto.png") -> str:
    """A picture that they have uploaded, as an answer."""
    return str(store(actor=person(who), name=name, content=BytesIO(PIXEL)).key)
