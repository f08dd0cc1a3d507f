"""What is announced: all of it on one page, and putting one away."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.announcements import actions, queries
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.announced import shown


@require_safe
def announcements(request: Visit) -> HttpResponse:
    """All that holds now, what one has put away too."""
    rows = [(shown(one), one.starts_at) for one in queries.current(request.user)]
    return render(request, "portal/announcements/list.html", {"rows": rows})


@require_POST
def dismissal(request: Visit, pk: int) -> HttpResponse:
    """Put one away, and go on where one was."""
    actions.dismiss(actor=request.user, announcement=queries.seen_by(request.user, pk))
    back = request.POST.get("next", "")
    if request.htmx:
        return HttpResponse()
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe else "portal:home")
