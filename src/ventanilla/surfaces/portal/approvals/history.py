"""What one has decided, what others have decided on one's behalf, and what became of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.engines.workflow import queries
from ventanilla.surfaces.portal.approvals.inbox import tabs
from ventanilla.surfaces.portal.approvals.rows import decided_rows
from ventanilla.surfaces.portal.visit import Visit


@require_safe
def history(request: Visit) -> HttpResponse:
    """The latest first."""
    by_others = request.GET.get("by") == "others"
    read = queries.decided_for if by_others else queries.decided_by
    found = read(request.user, after=request.GET.get("after"))
    names = queries.names_by_id(pk for decision in found.items for pk in decision.behalf)
    kept = {"by": "others"} if by_others else {}
    shown = {
        "history": True,
        "by_others": by_others,
        "tabs": tabs("behalf" if by_others else "mine"),
        "rows": decided_rows(found.items, names, by_others=by_others),
        "more": f"?{urlencode({**kept, 'after': found.next})}" if found.next else "",
        "first": not request.GET.get("after"),
    }
    template = "portal/approvals/_page.html" if request.htmx else "portal/approvals/list.html"
    return render(request, template, shown)
