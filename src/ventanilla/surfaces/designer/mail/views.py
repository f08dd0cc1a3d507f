"""The mail that came in: what became of it, and why."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.engines.notifications.actions import clear_address, send_again
from ventanilla.engines.notifications.choices import Because, Fate
from ventanilla.engines.notifications.models import IncomingMail
from ventanilla.engines.notifications.queries import came_in, came_in_one, mail, troubled_addresses
from ventanilla.surfaces.designer.doors import for_administrators
from ventanilla.surfaces.ui.format import time_tag

TONES = {
    Fate.COMMENT: "positive",
    Fate.TICKET: "positive",
    Fate.BOUNCE: "caution",
    Fate.IGNORED: "neutral",
    Fate.UNKNOWN: "caution",
    Fate.REFUSED: "caution",
    Fate.PROBLEM: "negative",
}


@require_safe
@for_administrators
def mailroom(request: HttpRequest) -> HttpResponse:
    """The latest first, and the addresses that mail comes back from."""
    fate = request.GET.get("fate", "")
    fate = fate if fate in Fate.values else ""
    person = person_of(request)
    found = came_in(person, fate=fate or None, after=request.GET.get("after"))
    more = "?" + urlencode({"fate": fate, "after": found.next}) if found.next else ""
    shown: dict[str, object] = {"rows": [_row(row) for row in found.items], "more": more}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "designer/mail/rows.html", shown)
    shown |= {
        "filters": _filters(fate),
        "narrowed": bool(fate),
        "set_up": bool(settings.MAIL_IN_URL),
        "troubles": troubled_addresses(person),
    }
    return render(request, "designer/mail/mailroom.html", shown)


def _row(row: IncomingMail) -> dict[str, object]:
    return {
        "url": reverse("designer:incoming", args=[row.pk]),
        "from": row.person.name if row.person else row.sender_name or row.sender or _nobody(row),
        "subject": row.subject or (_("Forgotten by now") if row.emptied_at else _("(without a subject)")),
        "tone": TONES[Fate(row.fate)],
        "fate": _short(row.fate),
        "because": Because(row.because).label if row.because else "",
        "when": time_tag(row.received_at),
    }


def _nobody(row: IncomingMail) -> str:
    return "–" if row.emptied_at else _("nobody")


def _short(fate: str) -> str:
    return {
        Fate.COMMENT.value: _("Message"),
        Fate.TICKET.value: _("New request"),
        Fate.BOUNCE.value: _("Came back"),
        Fate.IGNORED.value: _("Ignored"),
        Fate.UNKNOWN.value: _("Unknown sender"),
        Fate.REFUSED.value: _("Not taken"),
        Fate.PROBLEM.value: _("Problem"),
    }[fate]


def _filters(fate: str) -> list[dict[str, object]]:
    base = reverse("designer:mailroom")
    chips: list[dict[str, object]] = [{"label": pgettext("mails", "All"), "url": base, "current": not fate}]
    for value in Fate.values:
        chips.append({"label": _short(value), "url": f"{base}?fate={value}", "current": fate == value})
    return chips


@require_safe
@for_administrators
def incoming(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail. Its words only where they became nothing: else they stand in the request, for those who see it."""
    row = came_in_one(person_of(request), pk)
    return render(request, "designer/mail/incoming.html", {"mail": row, "row": _row(row)})


@require_POST
@for_administrators
def clearing(request: HttpRequest, pk: int) -> HttpResponse:
    """Let mail go to an address again."""
    person = person_of(request)
    trouble = next((one for one in troubled_addresses(person) if one.pk == pk), None)
    if trouble is None:
        raise NotFound(_("There is no such address any more."))
    clear_address(trouble=trouble, actor=person)
    messages.success(request, _("Mail goes to %(email)s again.") % {"email": trouble.email})
    return redirect("designer:mailroom")


@require_POST
@for_administrators
def sending(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a mail that failed once more."""
    person = person_of(request)
    try:
        send_again(message=mail(person, pk), actor=person)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is tried again now."))
    return redirect("designer:message", pk)
