"""The page of a form, wherever somebody is in it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import listed, pick
from ventanilla.records.catalog.policies import may_ask_for_others
from ventanilla.records.intake.interpret import check, display
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.portal.articles.guide import tried
from ventanilla.surfaces.portal.asking.begun import Begun
from ventanilla.surfaces.portal.asking.effort import stamp_of
from ventanilla.surfaces.portal.asking.following import same_rows
from ventanilla.surfaces.portal.asking.looking import looked_through
from ventanilla.surfaces.portal.asking.pages import CHECK, Pages, laid_out, pages_of
from ventanilla.surfaces.portal.asking.starting import Start
from ventanilla.surfaces.portal.catalogue.entry import promised_on
from ventanilla.surfaces.portal.catalogue.whom import submit_words
from ventanilla.surfaces.portal.searching.arriving import trace_of, tried_of
from ventanilla.surfaces.portal.status.page import known_now
from ventanilla.surfaces.ui.format import ago, moment
from ventanilla.surfaces.ui.forms import FormView, Intent, bind

Shown = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """What the page says besides the form: `status` is that of HTTP."""

    errors: Mapping[str, list[str]] = field(default_factory=dict)
    intent: Intent | None = None
    wrong: str = ""
    status: int = 200
    key: str = ""
    sent_before: bool = False
    elsewhere: bool = False
    same: Sequence[Ticket] = ()
    start: Start | None = None
    begun_on: bool = False


def form_page(begun: Begun, raw: Mapping[str, Any], here: str, said: Said) -> HttpResponse:
    """Draw the form with `raw` in it, at the page `here`."""
    request = begun.request
    checked = check(begun.form, raw, begun.context)
    pages = pages_of(begun.package, checked, away=begun.taken)
    here = pages.known(here)
    view = bind(
        begun.form,
        begun.context,
        raw=raw,
        errors=said.errors,
        intent=said.intent,
        submit=_primary(begun, pages, here),
        state_url=reverse("portal:ask_state", args=[begun.service.slug]),
    )
    if said.wrong:
        view = replace(view, errors=[(_whom_id(begun), said.wrong), *view.errors])
    view = laid_out(
        view,
        here,
        pages,
        away=list(begun.taken),
        common=[one.question.id for one in begun.common],
        told=_for_whom_else(begun),
    )
    shown = {
        **_head(begun, view),
        **_place(begun, pages, here, view),
        **_whom(begun, said),
        "key": said.key or request.POST.get("key") or new_key(),
        "opened": stamp_of(request),
        "sent_before": said.sent_before,
        "elsewhere": said.elsewhere,
        "same": same_rows(begun.person, said.same),
        "is_wish": begun.package.kind == "request",
        "looked": looked_through(begun.package, pages, checked) if here == CHECK else [],
        "start": said.start,
        "begun_on": moment(begun.draft.begun_at) if said.begun_on and begun.draft else "",
        "kept_at": ago(begun.draft.changed_at) if begun.draft and begun.draft.answers else "",
        "taken": _taken(begun),
    }
    return render(request, "portal/asking/form.html", shown, status=said.status)


def new_key() -> str:
    """A name for one sending of one form."""
    return uuid.uuid4().hex


def _head(begun: Begun, view: FormView) -> Shown:
    request, service = begun.request, begun.service
    return {
        "form": replace(view, errors=[]),
        "summary": view,
        "service": service,
        "title": pick(service.title),
        "promised_on": promised_on(service),
        "service_url": reverse("portal:service", args=[service.slug]),
        "known": known_now(request.user, service, is_incident=begun.package.kind == "incident"),
        "need": trace_of(request),
        "tried": tried_of(request),
        "tried_lines": tried(request.user, tried_of(request)),
        "in_order": begun.in_order,
        "revision": begun.draft.revision if begun.draft else 0,
        "draft_url": reverse("portal:draft", args=[service.slug]),
        "discard_url": reverse("portal:draft_removal", args=[service.slug]),
    }


def _place(begun: Begun, pages: Pages, here: str, view: FormView) -> Shown:
    return {
        "here": here,
        "page_title": pages.title(here),
        "steps": pages.steps(here),
        "step_told": pages.told(here) if pages.steps(here) else "",
        "first": pages.all[0] == here,
        "last": pages.last(here),
        "checking": here == CHECK,
        "primary": view.submit,
    }


def _whom(begun: Begun, said: Said) -> Shown:
    whom = begun.whom
    others = may_ask_for_others(begun.person, begun.service)
    return {
        "for_others": others,
        "for_several": others and begun.package.several_people > 0,
        "whom": whom,
        "other_person": whom.person if whom.kind == "other" and whom.person.pk != begun.person.pk else None,
        "people": whom.people,
        "whom_url": reverse("portal:ask_people", args=[begun.service.slug]),
        "wrong": said.wrong,
    }


def _whom_id(begun: Begun) -> str:
    return "id_another" if begun.whom.kind == "several" else "id_requested_for"


def _primary(begun: Begun, pages: Pages, here: str) -> str:
    """What the button says that goes on from here."""
    if not pages.last(here):
        return _("Check your answers") if pages.move(here, 1) == CHECK else _("Continue")
    if begun.in_order:
        return _("Keep it in the order")
    if begun.whom.kind == "several" and begun.whom.people:
        return _("Send the request for %(n)s people") % {"n": len(begun.whom.people)}
    return submit_words(begun.person, begun.whom.person)


def _for_whom_else(begun: Begun) -> str:
    others = {one.pk: pick(one.title) for common in begun.common for one in common.others}
    return _("Asked once, also for: %(services)s.") % {"services": listed(others.values())} if others else ""


def _taken(begun: Begun) -> list[Shown]:
    """What is asked with another service of the order, and where it is changed."""
    found = []
    for one in begun.taken.values():
        words = display([one.question], {one.question.id: one.answer}, {})
        found.append(
            {
                "label": pick(one.question.label),
                "text": words[0].text if words else "",
                "service": pick(one.service.title),
                "url": reverse("portal:ask", args=[one.service.slug]),
            }
        )
    return found
