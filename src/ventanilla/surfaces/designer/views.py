"""What an administrator of the portal looks at: the mail that went out, and the jobs that failed."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.kit.jobs import failed_jobs
from ventanilla.engines.notifications.choices import MessageState
from ventanilla.engines.notifications.links import with_address
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.notifications.queries import mail, outbox_of
from ventanilla.surfaces.ui.format import time_tag

# The portal's own policy, and a frame from here.
FRAMING = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; "
    "frame-src 'self'"
)
TONES = {
    MessageState.SENT: "positive",
    MessageState.FAILED: "negative",
    MessageState.PENDING: "info",
    MessageState.KEPT: "neutral",
    MessageState.RETURNED: "negative",
    MessageState.SPARED: "neutral",
}
# Said in the list; that a mail was sent (or kept, without a mail server) goes without saying.
NOTABLE = (MessageState.FAILED, MessageState.PENDING, MessageState.RETURNED)


@require_safe
def outbox_page(request: HttpRequest) -> HttpResponse:
    """The mails as they went out (or would have), the newest first."""
    state = request.GET.get("state", "")
    state = state if state in MessageState.values else ""
    found = outbox_of(person_of(request), state=state or None, after=request.GET.get("after"))
    more = "?" + urlencode({"state": state, "after": found.next}) if found.next else ""
    context = {"rows": [_row(message) for message in found.items], "more": more}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "designer/outbox_rows.html", context)
    return render(
        request, "designer/outbox.html", context | {"filters": _filters(state), "narrowed": bool(state)}
    )


def _row(message: Message) -> dict[str, object]:
    return {
        "url": reverse("designer:message", args=[message.pk]),
        "title": message.subject,
        "to": message.to,
        "when": time_tag(message.sent_at or message.created_at),
        "state": message.state,
        "state_words": message.get_state_display() if message.state in NOTABLE else "",
        "state_short": _short(message.state),
        "tone": TONES.get(MessageState(message.state), "neutral"),
    }


def _filters(state: str) -> list[dict[str, object]]:
    base = reverse("designer:outbox")
    chips: list[dict[str, object]] = [{"label": pgettext("mails", "All"), "url": base, "current": not state}]
    for value in MessageState.values:
        chips.append({"label": _short(value), "url": f"{base}?state={value}", "current": state == value})
    return chips


def _short(state: str) -> str:
    """The state in a word, for chips and badges."""
    return {
        MessageState.PENDING.value: _("Waiting"),
        MessageState.SENT.value: _("Sent"),
        MessageState.KEPT.value: _("Kept here"),
        MessageState.FAILED.value: _("Failed"),
        MessageState.RETURNED.value: _("Came back"),
        MessageState.SPARED.value: _("Not needed"),
    }[state]


def _readable(message: Message) -> Message:
    """A secret (a link that sets a password, or decides) is for its reader alone. Only the demo, where no mail leaves
    and all passwords are known, shows it."""
    if settings.DEMO:
        message.text, message.html = with_address(message.text, message), with_address(message.html, message)
    if message.secret and not settings.DEMO:
        message.text, message.html = _("This message is for its reader alone."), ""
    return message


@require_safe
def message_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail, as its reader sees it: in a frame, which this page alone may hold."""
    message = _readable(mail(person_of(request), pk))
    again = message.state == MessageState.FAILED and not message.secret
    response = render(
        request, "designer/message.html", {"message": message, "row": _row(message), "again": again}
    )
    response.headers["Content-Security-Policy"] = FRAMING
    return response


@require_safe
@xframe_options_sameorigin
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of a mail alone, for the frame that shows it: no scripts, no pictures from elsewhere."""
    message = _readable(mail(person_of(request), pk))
    response = HttpResponse(message.html or format_html("<pre>{}</pre>", message.text))
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'self'; sandbox"
    )
    return response


@require_safe
def jobs_page(request: HttpRequest) -> HttpResponse:
    """The jobs that were given up after all their tries."""
    require(is_portal_admin(person_of(request)))
    jobs = [
        {"name": j.name, "about": _about(j.arguments), "attempts": j.attempts, "at": j.at}
        for j in failed_jobs()
    ]
    return render(request, "designer/jobs.html", {"jobs": jobs})


def _about(arguments: dict[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in arguments.items())
