"""How it was: asked on the page of a request that is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ventanilla.core.kit.errors import Invalid
from ventanilla.records.feedback.actions import rate
from ventanilla.records.feedback.choices import CONTENT, Mark
from ventanilla.records.tickets import queries
from ventanilla.surfaces.portal.requests.page import page_of
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.tickets.rating import asked_how_it_was

MARKS = {str(mark.value) for mark in Mark}


@require_POST
def rating(request: Visit, number: str) -> HttpResponse:
    """Say how it was, or change what was said. What can't be taken comes back as it was typed."""
    ticket = queries.visible(request.user, number)
    mark, comment = request.POST.get("mark", ""), request.POST.get("comment", "")
    try:
        given = rate(
            actor=request.user, ticket=ticket, mark=int(mark) if mark in MARKS else 0, comment=comment
        )
    except Invalid as refusal:
        errors: Mapping[str, str] = {name: texts[0] for name, texts in refusal.fields.items()}
        page = page_of(ticket, request.user)
        typed: dict[str, Any] = {"mark": mark, "comment": comment, "errors": errors}
        page["rating"] = asked_how_it_was(ticket, request.user, **typed)
        page["summary"] = [(f"id_rating_{name}", words) for name, words in errors.items()]
        return render(request, "portal/requests/page.html", page, status=422)
    if given.mark in CONTENT:
        said = _("Thank you for telling us.")
    else:
        said = _("Thank you for telling us. If something is still missing, open the request again below.")
    messages.success(request, said)
    return redirect(f"{reverse('portal:request', args=[number])}#how-it-was")
