"""Filling in the form of a service, and sending it once."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.engines.search import actions as search
from ventanilla.engines.search.queries import need_of
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.policies import may_ask_for, may_ask_for_others
from ventanilla.records.catalog.queries import package_of, service_for
from ventanilla.records.intake.context import Context
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.portal.articles.guide import tried
from ventanilla.surfaces.portal.catalogue.entry import live, promised_on, told
from ventanilla.surfaces.portal.catalogue.whom import begun_for, submit_words
from ventanilla.surfaces.portal.colleagues import colleague
from ventanilla.surfaces.portal.requests.page import live_parts
from ventanilla.surfaces.portal.searching.arriving import carried, trace_of, tried_of
from ventanilla.surfaces.portal.status.page import known_now
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.forms import Answered, answered, peek, state

WHOM = "requested_for"
BEGUN = "begun"
CHOOSE = "choose"  # the button that says for whom it is, before the rest is answered


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Visit, slug: str) -> HttpResponse:
    """The form of a service; sending it makes one ticket, however often the button was pressed."""
    service = service_for(request.user, slug)
    form = package_of(live(service)).form
    whom, wrong = beneficiary(request, service)
    context = asking_context(request.user, whom, service)
    look = {"submit": submit_words(request.user, whom), "state_url": reverse("portal:ask_state", args=[slug])}
    if request.method == "POST" and CHOOSE in request.POST:
        before = asking_context(request.user, begun_with(request, service), service)
        found = begun_for(form, request, context, before, look)
        return _show(
            request, service, found, whom=whom, wrong=wrong, key=request.POST.get("key") or new_key()
        )
    found = answered(form, request, context, start=carried(form, request.GET, context), **look)
    if not found.complete or wrong:
        return _show(
            request, service, found, whom=whom, wrong=wrong, key=request.POST.get("key") or new_key()
        )
    try:
        ticket = search.ask(
            actor=request.user,
            service=service,
            answers=found.raw,
            requested_for=whom,
            key=request.POST.get("key") or new_key(),
            language=get_language() or "",
            need=need_of(request.user, trace_of(request)),
            tried=tried(request.user, tried_of(request)),
        )
    except Conflict:
        return _show(request, service, found, whom=whom, key=new_key(), sent_before=True)
    return redirect("portal:sent", ticket.number)


@require_POST
def ask_state(request: Visit, slug: str) -> JsonResponse:
    """Which questions are asked now, where only the server can tell."""
    service = service_for(request.user, slug)
    form = package_of(live(service)).form
    whom, _wrong = beneficiary(request, service)
    return JsonResponse(state(form, peek(form, request), asking_context(request.user, whom, service)))


@require_safe
def sent(request: Visit, number: str) -> HttpResponse:
    """The ticket in the hand: its number, what happens next, by when, and how one is told."""
    ticket = visible(request.user, number)
    words = pick(package_of(ticket.version).next_steps)
    shown = {**live_parts(ticket, request.user), "next_steps": words, "told": told(request.user)}
    return render(request, "portal/sent.html", shown)


def new_key() -> str:
    """A name for one sending of one form."""
    return uuid.uuid4().hex


def asking_context(person: Person, whom: Person, service: Service) -> Context:
    """What the form knows about who fills it in, and for whom."""
    return context_for(person, whom, asking_facts(person, whom, service.department), service.department)


def beneficiary(request: Visit, service: Service) -> tuple[Person, str]:
    """For whom it is, and what is wrong with what was written there. People of other organisations sound
    like people who don't exist."""
    person = request.user
    if request.POST.get("for") != "other" or not may_ask_for_others(person, service):
        return person, ""
    try:
        found = _somebody(person, request.POST.get(WHOM, ""), service)
    except Invalid as refusal:
        return person, str(refusal)
    if not may_ask_for(person, service, found):
        return person, _(
            "You can't ask for this on behalf of that person. Choose somebody else, or ask for yourself."
        )
    return found, ""


def begun_with(request: Visit, service: Service) -> Person:
    """Whose own the form began with, until now."""
    other = by_email(request.POST.get(BEGUN, "").replace("\x00", ""))
    return other if other is not None and may_ask_for(request.user, service, other) else request.user


def _somebody(person: Person, given: str, service: Service) -> Person:
    """A colleague; agents may also name a customer by the whole address."""
    try:
        return colleague(person, given, WHOM)
    except Invalid:
        stranger = by_email(given) if "@" in given else None
        if stranger is None or not may_ask_for(person, service, stranger):
            raise
        return stranger


def _show(
    request: Visit,
    service: Service,
    found: Answered,
    *,
    whom: Person,
    key: str,
    wrong: str = "",
    sent_before: bool = False,
) -> HttpResponse:
    form = (
        replace(found.form, errors=[("id_requested_for", wrong), *found.form.errors]) if wrong else found.form
    )
    shown = {
        "form": replace(form, errors=[]),
        "summary": form,
        "service": service,
        "title": pick(service.title),
        "promised_on": promised_on(service),
        "service_url": reverse("portal:service", args=[service.slug]),
        "key": key,
        "for_others": may_ask_for_others(request.user, service),
        "other": request.POST.get("for") == "other",
        "whom": request.POST.get(WHOM, ""),
        "other_person": whom if whom.pk != request.user.pk else None,
        "whom_url": reverse("portal:ask_people", args=[service.slug]),
        "wrong": wrong,
        "sent_before": sent_before,
        "known": known_now(request.user, service, is_incident=package_of(live(service)).kind == "incident"),
        "need": trace_of(request),
        "tried": tried_of(request),
        "tried_lines": tried(request.user, tried_of(request)),
    }
    status = 409 if sent_before else 422 if form.errors else 200
    return render(request, "portal/ask.html", shown, status=status)
