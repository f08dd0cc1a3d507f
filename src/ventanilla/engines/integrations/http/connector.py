from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from ventanilla.engines.integrations.connector import (
    Action,
    Answer,
    Attempt,
    Connector,
    Done,
    Misconfigured,
    Mode,
    NoAnswer,
    NotSent,
    Refused,
)
from ventanilla.engines.integrations.http.client import Exchange, exchange
from ventanilla.engines.integrations.http.settings import HttpSettings, ReadInputs, SendInputs

TOO_MANY = 429
LATER = (408, 425)
REASON_KEYS = ("message", "detail", "error", "title", "error_description")
LONGEST_REASON = 300


class HttpConnector(Connector):
    """Anything that answers HTTP with JSON."""

    kind: ClassVar[str] = "http"
    title: ClassVar = _("Web service (HTTP and JSON)")
    about: ClassVar = _("Reads from and writes to another system by its web address.")
    settings: ClassVar = HttpSettings
    offers: ClassVar[str] = "read"
    actions: ClassVar = {
        "read": Action(_("Read"), Mode.REPEATABLE, ReadInputs),
        "send": Action(
            _("Send, with a key by which a repeated message is known"), Mode.REPEATABLE, SendInputs
        ),
        "send_once": Action(_("Send, at most once"), Mode.AT_MOST_ONCE, SendInputs),
    }

    def perform(self, settings: HttpSettings, action: str, inputs: ReadInputs, attempt: Attempt) -> Answer:
        method = inputs.method if isinstance(inputs, SendInputs) else "GET"
        headers = _signed_in(settings)
        if method != "GET" and settings.key_header:
            headers[settings.key_header] = attempt.key
        try:
            url = f"{settings.url}/{inputs.tail()}".rstrip("/")
        except ValueError as error:
            raise Misconfigured(str(error)) from error
        got = exchange(
            method,
            url,
            headers=headers,
            query=inputs.query,
            body=inputs.body if isinstance(inputs, SendInputs) else None,
            seconds=min(settings.seconds, attempt.seconds),
            most_bytes=settings.kilobytes * 1000,
        )
        return judged(got)

    def probe(self, settings: HttpSettings) -> str:
        answer = self.perform(
            settings,
            "read",
            ReadInputs(path=settings.probe_path),
            Attempt(key="probe", seconds=settings.seconds),
        )
        if isinstance(answer, Refused):
            raise Misconfigured(answer.reason)
        return str(_("It answers."))


def judged(got: Exchange) -> Answer:
    """What an answer means by its status."""
    value = got.value if isinstance(got.value, dict) else {"items": got.value}
    if 200 <= got.status < 300:
        return Done({**value, "status": got.status})
    reason = f"it answered {got.status}{_said(value)}"
    if got.status == TOO_MANY:
        raise NotSent(reason)
    if got.status in LATER or got.status >= 500:
        raise NoAnswer(reason)
    if 300 <= got.status < 400:
        reason += "; redirects are not followed, write the address that it leads to"
    return Refused(reason, {**value, "status": got.status})


def _said(value: Mapping[str, Any]) -> str:
    for key in REASON_KEYS:
        text = value.get(key)
        if isinstance(text, str) and text.strip():
            return f": {' '.join(text.split())[:LONGEST_REASON]}"
    return ""


def _signed_in(settings: HttpSettings) -> dict[str, str]:
    secret = settings.secret.get_secret_value()
    match settings.auth:
        case "bearer":
            return {"Authorization": f"Bearer {secret}"}
        case "basic":
            token = base64.b64encode(f"{settings.user}:{secret}".encode()).decode()
            return {"Authorization": f"Basic {token}"}
        case "header":
            return {settings.header: secret}
    return {}
