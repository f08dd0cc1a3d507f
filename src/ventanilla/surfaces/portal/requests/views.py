"""My requests, and the page of one of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.files.serve import serve
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.paging import Page
from ventanilla.core.people.models import Person
from ventanilla.records.tickets import actions, queries
from ventanilla.records.tickets.models import Ticket, TicketAccess
from ventanilla.records.tickets.policies import may_reopen
from ventanilla.records.tickets.shared import looks_after_others, of_team, shared_with
from ventanilla.records.tickets.stages import STAGES, in_stage, stage_counts
from ventanilla.surfaces.portal.colleagues import colleague
from ventanilla.surfaces.portal.reading import read_news_of
from ventanilla.surfaces.portal.requests.page import live_parts, page_of
from ventanilla.surfaces.portal.requests.rows import rows_of
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.tickets.uploads import Uploads, received

Listing = Callable[..., Page[TicketAccess]]
LISTS: dict[str, Listing] = {"mine": partial(queries.mine, own=True), "shared": shared_with, "team": of_team}


@require_safe
def requests(request: Visit) -> HttpResponse:
    """One's own, those that others shared, and those of the people whom one looks after: under way or finished, the
    latest first."""
    person, finished = request.user, request.GET.get("show") == "finished"
    whose = request.GET.get("of", "mine")
    whose = whose if whose in LISTS else "mine"
    stage = _stage(request, whose)
    found = (
        in_stage(person, stage, after=request.GET.get("after"))
        if stage
        else LISTS[whose](person, ended=finished, after=request.GET.get("after"))
    )
    shown = {
        "rows": rows_of([access.ticket for access in found.items], person),
        "finished": finished,
        "whose": whose,
        "tabs": [
            {"label": label, "url": _list_url(one), "current": one == whose}
            for one, label in _lists_of(person, whose)
        ],
        "filters": _filters(person, whose, stage, finished=finished),
        "stage": stage,
        "more": _list_url(whose, show=stage or ("finished" if finished else ""), after=found.next)
        if found.next
        else "",
        "first": not request.GET.get("after"),
    }
    template = "portal/requests/_page.html" if request.htmx else "portal/requests/list.html"
    return render(request, template, shown)


def _stage(request: Visit, whose: str) -> str:
    """Which of one's own are wanted: "yours", "late", or "" for all."""
    wanted = request.GET.get("show", "")
    return wanted if whose == "mine" and wanted in STAGES else ""


def _filters(person: Person, whose: str, stage: str, *, finished: bool) -> list[dict[str, object]]:
    """Under way, what of it waits for one's word or is late (with how many), and what is finished."""
    chips: list[dict[str, object]] = [
        {"label": _("Under way"), "url": _list_url(whose), "current": not finished and not stage}
    ]
    if whose == "mine":
        counts = stage_counts(person)
        chips[0]["count"] = counts.all
        for one, label, count in (("yours", _("Your turn"), counts.yours), ("late", _("Late"), counts.late)):
            if count or stage == one:
                url = _list_url(whose, show=one)
                chips.append({"label": label, "url": url, "current": stage == one, "count": count})
    finished_url = _list_url(whose, show="finished")
    return [*chips, {"label": _("Finished"), "url": finished_url, "current": finished}]


def _list_url(whose: str, *, show: str = "", after: str = "") -> str:
    wanted = {"of": whose if whose != "mine" else "", "show": show, "after": after}
    asked = urlencode({name: value for name, value in wanted.items() if value})
    return f"{reverse('portal:requests')}?{asked}" if asked else reverse("portal:requests")


def _lists_of(person: Person, shown: str) -> list[tuple[str, str]]:
    """The lists that there are for this person."""
    lists = [("mine", _("Mine")), ("shared", _("Shared with me"))]
    if looks_after_others(person) or shown == "team":
        lists.append(("team", _("My team's")))
    return lists


@require_safe
def request_page(request: Visit, number: str) -> HttpResponse:
    """How a request stands, what happens next, and what was said."""
    ticket = queries.visible(request.user, number)
    read_news_of(ticket, request.user)
    return render(request, "portal/requests/page.html", page_of(ticket, request.user))


@require_safe
def live(request: Visit, number: str) -> HttpResponse:
    """The parts of the page that change, when there is more than `since` entries; else nothing (204)."""
    ticket = queries.visible(request.user, number)
    if request.GET.get("since") == str(ticket.stream.length):
        return HttpResponse(status=204)
    read_news_of(ticket, request.user)
    parts = live_parts(ticket, request.user)
    stage = parts["rating"]["stage"] if parts["rating"] else ""
    # What is being typed there stays, unless there is something else to say now.
    parts["rating_is_other"] = request.GET.get("rating", "") != stage
    return render(request, "portal/requests/_live.html", {**parts, "news": True})


@require_POST
def comments(request: Visit, number: str) -> HttpResponse:
    """Write a message."""
    ticket = queries.visible(request.user, number)
    text, uploads = request.POST.get("text", ""), received(request, request.user)
    reopen = request.POST.get("reopen") == "1" and may_reopen(request.user, ticket)
    try:
        if uploads.errors:
            raise Invalid(uploads.errors[0], {"files": uploads.errors})
        actions.comment(
            actor=request.user,
            ticket=ticket,
            text=text,
            files=uploads.files,
            reopen=reopen,
        )
    except Invalid as refusal:
        return _again(request, ticket, refusal, text=text, uploads=uploads)
    messages.success(
        request,
        _("It is open again, and the team has your message.") if reopen else _("Your message is sent."),
    )
    return redirect(f"{reverse('portal:request', args=[number])}#conversation")


@require_POST
def cancellation(request: Visit, number: str) -> HttpResponse:
    """Withdraw a request."""
    ticket = queries.visible(request.user, number)
    actions.cancel(actor=request.user, ticket=ticket, text=request.POST.get("text", ""))
    messages.success(request, _("The request is withdrawn. Nobody goes on with it."))
    return redirect("portal:request", number)


@require_POST
def still_failing(request: Visit, number: str) -> HttpResponse:
    """The outage may be over for the others: it still fails for this person."""
    ticket = queries.visible(request.user, number)
    actions.still_fails(actor=request.user, ticket=ticket, text=request.POST.get("text", ""))
    messages.success(request, _("Thank you. The team looks at yours by itself now."))
    return redirect("portal:request", number)


@require_POST
def participants(request: Visit, number: str) -> HttpResponse:
    """Let a colleague follow the request."""
    ticket = queries.visible(request.user, number)
    given = request.POST.get("person", "")
    try:
        person = colleague(request.user, given, "person")
        actions.add_participant(actor=request.user, ticket=ticket, person=person)
    except Invalid as refusal:
        return _again(request, ticket, refusal, person=given)
    messages.success(request, _("%(name)s can follow the request now.") % {"name": person.name})
    return redirect("portal:request", number)


@require_safe
def file(request: Visit, number: str, key: str) -> HttpResponseBase:
    """A file of an answer or a message, to be saved."""
    ticket = queries.visible(request.user, number)
    return serve(queries.attachment(request.user, ticket, key).file)


def _again(
    request: Visit,
    ticket: Ticket,
    refusal: Invalid,
    *,
    text: str = "",
    person: str = "",
    uploads: Uploads | None = None,
) -> HttpResponse:
    """The page once more, with what was typed and what to put right."""
    errors = {name: texts[0] for name, texts in refusal.fields.items() if texts}
    kept = [{"key": file.key, "name": file.name} for file in uploads.files] if uploads else []
    summary = [(f"id_{name}", words) for name, words in errors.items()] or [("", str(refusal))]
    shown = {**page_of(ticket, request.user), "text": text, "person": person, "kept": kept}
    return render(
        request, "portal/requests/page.html", {**shown, "errors": errors, "summary": summary}, status=422
    )
