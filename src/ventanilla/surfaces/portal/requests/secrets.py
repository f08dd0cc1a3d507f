"""A secret among the answers: shown after a press, which stays in the history."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow.actions.revealing import reveal_given
from ventanilla.engines.workflow.queries.given import given_secret
from ventanilla.records.tickets.actions.reveal import NO_SECRET, reveal
from ventanilla.records.tickets.queries import visible
from ventanilla.records.tickets.secrets import may_read_secret, secret_of
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.tickets.naming import called


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def secret(request: Visit, number: str, question: str) -> HttpResponse:
    """What pressing will do; and after the press the secret, once."""
    ticket = visible(request.user, number)
    asked = secret_of(ticket, question)
    if asked is None or not may_read_secret(request.user, ticket, asked):
        raise NotFound(NO_SECRET)
    shown = {"ticket": ticket, "called": called(ticket), "label": pick(asked.label), "title": _("A secret")}
    if request.method == "POST":
        shown["secret"] = reveal(actor=request.user, ticket=ticket, question=question)
    return render(request, "portal/requests/secret.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def given(request: Visit, number: str, pk: int, question: str) -> HttpResponse:
    """The same for a secret that somebody was asked for on the way, in the task `pk`."""
    ticket = visible(request.user, number)
    _task, asked = given_secret(request.user, ticket, pk, question)
    shown = {"ticket": ticket, "called": called(ticket), "label": pick(asked.label), "title": _("A secret")}
    if request.method == "POST":
        shown["secret"] = reveal_given(actor=request.user, ticket=ticket, task=pk, question=question)
    return render(request, "portal/requests/secret.html", shown)
