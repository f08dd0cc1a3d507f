"""Filling in the form of a service, on one page or several, and sending it once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.engines.insights import actions as insights
from ventanilla.engines.insights.choices import Ending
from ventanilla.engines.search import actions as search
from ventanilla.engines.search.queries import need_of
from ventanilla.records.catalog.queries import package_of, service_for
from ventanilla.records.intake.interpret import check, defaults
from ventanilla.records.intake.reading import Checked
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.actions.drafts import ChangedElsewhere
from ventanilla.records.tickets.drafts import draft_of
from ventanilla.records.tickets.models import Draft, Ticket
from ventanilla.records.tickets.queries import visible
from ventanilla.records.tickets.same import AskedAlready
from ventanilla.surfaces.portal.articles.guide import tried
from ventanilla.surfaces.portal.asking import effort
from ventanilla.surfaces.portal.asking.begun import (
    ADD,
    DROP,
    Begun,
    asking_context,
    begin,
    begun_with,
    too_many,
)
from ventanilla.surfaces.portal.asking.pages import CHECK, Pages, errors_on, page_of_question, pages_of
from ventanilla.surfaces.portal.asking.show import Said, form_page, new_key
from ventanilla.surfaces.portal.asking.starting import earlier, start_of
from ventanilla.surfaces.portal.catalogue.entry import told
from ventanilla.surfaces.portal.catalogue.whom import EMPTY, begun_for
from ventanilla.surfaces.portal.requests.page import live_parts
from ventanilla.surfaces.portal.searching.arriving import trace_of, tried_of
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.format import ago
from ventanilla.surfaces.ui.forms import Intent, from_post, peek, state

CHOOSE = "choose"  # the button that says for whom it is, before the rest is answered
Raw = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Visit, slug: str) -> HttpResponse:
    """The form of a service; sending it makes one ticket, however often the button was pressed."""
    begun = begin(request, slug)
    if request.method != "POST":
        return _opened(begun)
    here = request.POST.get("_page", "")
    if CHOOSE in request.POST:
        before = asking_context(begun.person, begun_with(request, begun.service), begun.service)
        found = begun_for(begun.form, request, begun.context, before, {})
        return form_page(begun, found.raw, here, _about_whom(begun))
    raw, intent = from_post(begun.form, request)
    raw |= {name: one.answer for name, one in begun.taken.items()}
    if ADD in request.POST or DROP in request.POST:
        return form_page(begun, raw, here, _about_whom(begun))
    if not intent.sends:
        return form_page(begun, raw, here, Said(intent=intent))
    return _gone_on(begun, raw, intent)


def _about_whom(begun: Begun) -> Said:
    """The page again, once it is known for whom it is, or with what is wrong about that."""
    wrong = begun.whom.wrong
    return Said(wrong=wrong, status=422 if wrong else 200)


def _opened(begun: Begun) -> HttpResponse:
    again = earlier(begun)
    if again is not None and begun.draft is not None and begun.draft.answers:
        shown = {
            "title": pick(begun.service.title),
            "service_url": reverse("portal:service", args=[begun.service.slug]),
            "ask_url": reverse("portal:ask", args=[begun.service.slug]),
            "discard_url": reverse("portal:draft_removal", args=[begun.service.slug]),
            "number": again.number,
            "begun": ago(begun.draft.changed_at),
        }
        return render(begun.request, "portal/asking/which.html", shown)
    start = start_of(begun, again)
    raw = {**start.answers, **{name: one.answer for name, one in begun.taken.items()}}
    taken_up = begun.draft is not None and bool(begun.draft.answers)
    return form_page(begun, raw, start.page, Said(start=start, begun_on=taken_up and not start.again))


def _gone_on(begun: Begun, raw: Raw, intent: Intent) -> HttpResponse:
    """Wherever the pressed button leads: another page, the check, or out of the door."""
    checked = check(begun.form, raw, begun.context)
    pages = pages_of(begun.package, checked, away=begun.taken)
    here = pages.known(begun.request.POST.get("_page", ""))
    go = begun.request.POST.get("_go", "") or ("send" if pages.last(here) else "next")
    if go.startswith("join:"):
        return _joined(begun, raw, go.removeprefix("join:"), here)
    if go == "send":
        return _sent(begun, raw, intent, checked, pages)
    if go != "next":
        there = pages.move(here, -1) if go == "back" else pages.known(go.removeprefix("to:") or here)
        return _turned(begun, raw, there if go != "stay" else here, Said(errors=dict(intent.errors)))
    whom = begun.whom.wrong or too_many(begun) if here == pages.all[0] else ""
    wrong = errors_on(begun.package, pages, here, {**checked.errors, **intent.errors})
    if wrong or whom:
        return _turned(begun, raw, here, Said(errors=wrong, wrong=whom, status=422))
    return _turned(begun, raw, pages.move(here, 1), Said())


def _turned(begun: Begun, raw: Raw, there: str, said: Said) -> HttpResponse:
    """Another page of the form, or the same again; what was typed is kept."""
    if not _keep(begun, raw, there):
        return form_page(begun, raw, there, Said(elsewhere=True, status=409))
    return form_page(begun, raw, there, said)


def _keep(begun: Begun, raw: Raw, page: str) -> bool:
    """Keep the draft; no when it was written somewhere else meanwhile. What is too much is let be."""
    over = "_over" in begun.request.POST
    try:
        begun.draft = _written(begun, raw, page, None if over else begun.revision)
    except ChangedElsewhere:
        return False
    except Invalid:
        messages.warning(begun.request, _("This is too long to be kept until later. Send it when you can."))
    return True


def _written(begun: Begun, raw: Raw, page: str, revision: int | None) -> Draft:
    kept = actions.keep_draft(
        actor=begun.person,
        service=begun.service,
        answers=raw,
        requested_for=begun.whom.person if begun.whom.kind == "other" else None,
        people=[one.pk for one in begun.whom.people],
        page=page,
        revision=revision,
    )
    effort.gone_on(begun, kept, raw, page)
    return kept


def _sent(begun: Begun, raw: Raw, intent: Intent, checked: Checked, pages: Pages) -> HttpResponse:
    """Out of the door, if nothing is missing; else back to the first page that needs another look."""
    whom = begun.whom.wrong or too_many(begun)
    wrong = {**checked.errors, **intent.errors}
    unseen = intent.unseen(begun.form, checked)
    if wrong or whom or unseen:
        named = next(iter([*wrong, *unseen]), "")
        place = pages.all[0] if whom else page_of_question(begun.package, pages, named)
        here = errors_on(begun.package, pages, place, wrong)
        return _turned(
            begun,
            raw,
            place,
            Said(errors=here, intent=intent, wrong=whom, status=422 if wrong or whom else 200),
        )
    if begun.in_order:
        return _put_in_order(begun, raw)
    try:
        ticket = _submit(begun, raw)
    except AskedAlready as refusal:
        return _turned(begun, raw, pages.all[-1], Said(same=refusal.tickets))
    except Conflict:
        return form_page(begun, raw, pages.all[-1], Said(key=new_key(), sent_before=True, status=409))
    except Invalid as refusal:
        words = next(iter(refusal.fields.get("people", [])), str(refusal))
        return _turned(begun, raw, pages.all[0], Said(wrong=words, status=422))
    return redirect("portal:sent", ticket.number)


def _submit(begun: Begun, raw: Raw) -> Ticket:
    key = begun.request.POST.get("key") or new_key()
    ticket = _submitted(begun, raw, key)
    effort.ended(begun, raw, Ending.SENT, key)
    return ticket


def _submitted(begun: Begun, raw: Raw, key: str) -> Ticket:
    request, whom = begun.request, begun.whom
    drafted = begun.draft is not None and begun.draft.revision == begun.revision
    unless_same = "_anyway" not in request.POST
    if whom.kind == "several":
        return actions.submit_for_several(
            actor=begun.person,
            service=begun.service,
            answers=raw,
            people=whom.people,
            key=key,
            language=get_language() or "",
            drafted=drafted,
            unless_same=unless_same,
        )
    return search.ask(
        actor=begun.person,
        service=begun.service,
        answers=raw,
        requested_for=whom.person,
        key=key,
        language=get_language() or "",
        need=need_of(begun.person, trace_of(request)),
        tried=tried(begun.person, tried_of(request)),
        drafted=drafted,
        unless_same=unless_same,
    )


def _put_in_order(begun: Begun, raw: Raw) -> HttpResponse:
    if not _keep(begun, raw, ""):
        return form_page(begun, raw, CHECK, Said(elsewhere=True, status=409))
    messages.success(
        begun.request, _("“%(title)s” is ready in your order.") % {"title": pick(begun.service.title)}
    )
    return redirect("portal:order")


def _joined(begun: Begun, raw: Raw, number: str, here: str) -> HttpResponse:
    """Follow the other one instead; when that is over by now, the form is here again."""
    drafted = begun.draft is not None and begun.draft.revision == begun.revision
    try:
        ticket = actions.follow(
            actor=begun.person, service=begun.service, answers=raw, number=number, drafted=drafted
        )
    except NotFound as refusal:
        messages.warning(begun.request, str(refusal))
        return form_page(begun, raw, here, Said())
    effort.ended(begun, raw, Ending.JOINED, begun.request.POST.get("key") or new_key())
    if begun.person.pk in (ticket.requester_id, ticket.requested_for_id):
        return redirect("portal:request", ticket.number)
    messages.success(begun.request, _("You follow it now: you hear how it goes."))
    return redirect("portal:followed", ticket.number)


@require_POST
def ask_state(request: Visit, slug: str) -> JsonResponse:
    """Which questions are asked now, where only the server can tell."""
    begun = begin(request, slug)
    raw = peek(begun.form, request) | {name: one.answer for name, one in begun.taken.items()}
    return JsonResponse(state(begun.form, raw, begun.context))


@require_POST
def draft(request: Visit, slug: str) -> JsonResponse:
    """Keep what stands in the form. Gives the revision to go on from, and when in words; 409 when it was written
    somewhere else meanwhile."""
    begun = begin(request, slug)
    raw = peek(begun.form, request)
    if begun.draft is None and _typed(raw) == _typed(defaults(begun.form, begun.context)):
        return JsonResponse({"revision": 0, "said": ""})
    try:
        kept = _written(begun, raw, request.POST.get("_page", ""), begun.revision)
    except ChangedElsewhere as refusal:
        return JsonResponse({"said": str(refusal), "code": refusal.code}, status=409)
    except Invalid as refusal:
        return JsonResponse({"said": str(refusal)}, status=422)
    return JsonResponse({"revision": kept.revision, "said": _("Kept. You can go on later, on any device.")})


def _typed(raw: Raw) -> dict[str, str]:
    """What isn't empty, as it reads in a form."""
    return {name: str(value) for name, value in raw.items() if value not in EMPTY}


@require_POST
def draft_removal(request: Visit, slug: str) -> HttpResponse:
    """Drop what was begun; then home, or on with an earlier request (`again`)."""
    service = service_for(request.user, slug)
    begun = draft_of(request.user, service)
    dropped = actions.discard_draft(actor=request.user, service=service)
    if begun is not None:
        insights.drop_visit(draft=begun.pk)
    if "again" in request.POST:
        again = urlencode({"again": request.POST["again"]})
        return redirect(f"{reverse('portal:ask', args=[slug])}?{again}")
    if "anew" in request.POST:
        return redirect("portal:ask", slug)
    if dropped:
        messages.success(request, _("What you had begun is gone."))
    return redirect("portal:home")


@require_safe
def sent(request: Visit, number: str) -> HttpResponse:
    """The ticket in the hand: its number, what happens next, by when, and how one is told."""
    ticket = visible(request.user, number)
    words = pick(package_of(ticket.version).next_steps)
    shown = {**live_parts(ticket, request.user), "next_steps": words, "told": told(request.user)}
    return render(request, "portal/sent.html", shown)
