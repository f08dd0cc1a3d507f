"""The page on which somebody without an account answers a question: what is asked, and nothing else of the portal."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, NotFound, Refusal
from ventanilla.core.kit.http import open_to_all
from ventanilla.core.kit.text import pick
from ventanilla.core.timeline.actions import writing
from ventanilla.engines.workflow.actions.tasks import answer_outside
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.outside_links import asked_by, count_try, digest_of
from ventanilla.engines.workflow.queries import form_of, task_facts
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.surfaces.portal.requests.sealing import sealed_words, thanks_for
from ventanilla.surfaces.ui.format import moment
from ventanilla.surfaces.ui.forms import Answered, answered


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question; sent, it is answered, once. A GET changes nothing, because machines follow links in mails."""
    try:
        task = asked_by(token)
        with translation.override(_language(request, task)):
            response = _answer(request, task, token)
    except Conflict as refusal:
        advice = _("If you have something to add, write to whoever asked you.")
        response = _closed(request, refusal, advice)
    except NotFound as refusal:
        advice = _(
            "Look whether a newer mail has come, or whether a part of the address got lost. Otherwise ask whoever "
            "sent it to you for a new link."
        )
        response = _closed(request, refusal, advice)
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _closed(request: HttpRequest, refusal: Refusal, advice: str) -> HttpResponse:
    """What is wrong with the link, and what to do."""
    shown = {"said": str(refusal), "advice": advice}
    return render(request, "portal/links/closed.html", shown, status=refusal.status)


def _language(request: HttpRequest, task: Task) -> str:
    """That they chose in this browser; else that of the mail with the link."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    known = chosen if chosen in dict(settings.LANGUAGES) else task.ticket.language
    return known or translation.get_language()


def _answer(request: HttpRequest, task: Task, token: str) -> HttpResponse:
    if request.method == "POST":
        with writing():
            count_try(task)
    ticket = task.ticket
    context = context_for(ticket.requester, ticket.requested_for, task_facts(task), ticket.department)
    filled = answered(form_of(task), request, context, submit=_("Send the answer"))
    read = request.POST.get("_about", "")
    changed = bool(read) and read != digest_of(task)
    if changed or not filled.complete:
        return _show(request, task, filled, changed=changed)
    answer_outside(token=token, answers=filled.raw, about=read)
    said = {
        "said": thanks_for(task),
        "title": pick(task.title),
        "number": ticket.number,
        "received": moment(clock.now()),
    }
    return render(request, "portal/links/done.html", said)


def _show(request: HttpRequest, task: Task, filled: Answered, *, changed: bool) -> HttpResponse:
    status = 409 if changed else 422 if filled.form.errors else 200
    shown = {
        "form": filled.form,
        "changed": changed,
        "about": digest_of(task),
        "title": pick(task.title),
        "instructions": pick(task.instructions),
        "sealed": sealed_words(task),
        "shown": [{"label": pick(line["label"]), "value": pick(line["text"])} for line in task.shown],
    }
    return render(request, "portal/links/answer.html", shown, status=status)
