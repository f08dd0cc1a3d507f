"""News for the person who is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.kit.text import pick
from ventanilla.engines.notifications.actions import mark_read
from ventanilla.engines.notifications.models import Notification
from ventanilla.engines.notifications.queries import all_news
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.format import ago, time_tag


@require_safe
def notifications(request: Visit) -> HttpResponse:
    """All of it, the newest first, the unread marked."""
    found = all_news(request.user, after=request.GET.get("after"))
    here = reverse("portal:notifications")
    shown = {
        "rows": [_row(notice) for notice in found.items],
        "more": f"{here}?after={found.next}" if found.next else "",
        "first": not request.GET.get("after"),
        "any_unread": any(notice.read_at is None for notice in found.items),
    }
    return render(request, "portal/notices/_page.html" if request.htmx else "portal/notices/list.html", shown)


@require_POST
def reading(request: Visit) -> HttpResponse:
    """Mark everything as read."""
    mark_read(person=request.user)
    messages.success(request, _("All notices are marked as read."))
    return redirect("portal:notifications")


def _row(notice: Notification) -> dict[str, object]:
    return {
        "url": notice.path,
        "title": notice.title,
        "text": " ".join([*(line["text"] for line in notice.also), *notice.text.split()])[:200],
        "about": f"{notice.ticket.number} · {pick(notice.ticket.title)}" if notice.ticket else "",
        "icon": notice.icon,
        "unread": notice.read_at is None,
        "when": time_tag(notice.created_at, ago(notice.created_at)),
        "lang": notice.language,
    }
