"""What an administrator of the portal looks at: the mail that went out, and the jobs that failed."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.kit.jobs import failed_jobs
from ventanilla.engines.notifications.choices import MessageState
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.notifications.queries import mail, outbox_of
from ventanilla.surfaces.ui.format import moment

TONES = {
    MessageState.SENT: "positive",
    MessageState.FAILED: "negative",
    MessageState.PENDING: "info",
    MessageState.KEPT: "neutral",
}


@require_safe
def outbox_page(request: HttpRequest) -> HttpResponse:
    """The mails as they went out (or would have), the newest first."""
    state = request.GET.get("state", "")
    state = state if state in MessageState.values else ""
    found = outbox_of(person_of(request), state=state or None, after=request.GET.get("after"))
    more = "?" + urlencode({"state": state, "after": found.next}) if found.next else ""
    context = {"rows": [_row(message) for message in found.items], "more": more, "filters": _filters(state)}
    return render(request, "designer/outbox.html", context)


def _row(message: Message) -> dict[str, str]:
    return {
        "url": reverse("designer:message", args=[message.pk]),
        "title": message.subject,
        "to": message.to,
        "when": moment(message.sent_at or message.created_at),
        "state": message.get_state_display(),
        "tone": TONES.get(MessageState(message.state), "neutral"),
    }


def _filters(state: str) -> list[dict[str, object]]:
    base = reverse("designer:outbox")
    chips: list[dict[str, object]] = [{"label": _("All"), "url": base, "current": not state}]
    for value, label in MessageState.choices:
        chips.append({"label": label, "url": f"{base}?state={value}", "current": state == value})
    return chips


@require_safe
def message_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail, as its reader sees it."""
    message = mail(person_of(request), pk)
    return render(request, "designer/message.html", {"message": message, "row": _row(message)})


@require_safe
@xframe_options_sameorigin
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of a mail alone, for the frame that shows it: no scripts, no pictures from elsewhere."""
    message = mail(person_of(request), pk)
    response = HttpResponse(message.html or format_html("<pre>{}</pre>", message.text))
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
    )
    return response


@require_safe
def jobs_page(request: HttpRequest) -> HttpResponse:
    """The jobs that were given up after all their tries."""
    require(is_portal_admin(person_of(request)))
    return render(request, "designer/jobs.html", {"jobs": failed_jobs()})
