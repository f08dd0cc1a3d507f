"""The page behind a one-time link: one approval, to decide or to ask something first, or one request that isn't solved
yet, and one press.

Nobody needs to be signed in. A GET shows it and changes nothing, because machines that look for danger in mails
follow every link; the press is a POST of the page's own form, does it once, and only about what the page has shown.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from ventanilla.core.kit.http import open_to_all
from ventanilla.core.timeline.actions import writing
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.choices import Purpose
from ventanilla.engines.notifications.links import find, require_good
from ventanilla.engines.notifications.models import OneTimeLink
from ventanilla.engines.notifications.wishes import language_of, zone_of
from ventanilla.engines.workflow.actions import decide, enquire
from ventanilla.engines.workflow.models import Approval
from ventanilla.engines.workflow.queries import approval_for
from ventanilla.records.tickets.actions import comment
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import may_reopen
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.portal.approvals.page import page_of
from ventanilla.surfaces.portal.approvals.views import (
    said_of,
    typed_decision,
    typed_question,
    verdict_of,
    whom_of,
)
from ventanilla.surfaces.ui.tickets.naming import called

ENDED = ("ticket.resolved", "ticket.resolved_with_outage")


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show it, or do it."""
    found = find(token)
    if request.user.is_authenticated and request.user.pk != found.person_id:
        raise NotAllowed(_("This link is for somebody else. It came in a mail that was meant for them."))
    with translation.override(language_of(found.person)), timezone.override(zone_of(found.person)):
        if request.user.is_authenticated and request.method != "POST":
            return redirect(_page_of(found))
        if found.expires_at < clock.now():
            response = _too_old(request, found)
        else:
            show = _decision if found.purpose == Purpose.DECIDE else _reopening
            response = show(request, found, token)
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _too_old(request: HttpRequest, found: OneTimeLink) -> HttpResponse:
    """Nothing of the request: whoever has an old mail isn't who it was for, perhaps."""
    shown = {"url": _page_of(found)}
    return render(request, "portal/links/old.html", shown, status=409 if request.method == "POST" else 410)


def _page_of(found: OneTimeLink) -> str:
    """Where the same can be done when signed in."""
    if found.purpose == Purpose.DECIDE:
        return reverse("portal:approval", args=[found.subject])
    return reverse("portal:request", args=[_ticket_of(found).number])


def _decision(request: HttpRequest, found: OneTimeLink, token: str) -> HttpResponse:
    """An approval: decided, or something asked first. What the link was given for has to be what is asked now."""
    approval = approval_for(found.person, found.subject)
    if request.method != "POST":
        return _show_approval(request, found, approval)
    asks = "ask" in request.POST
    typed: dict[str, Any] = typed_question(request.POST) if asks else typed_decision(request.POST)
    try:
        with writing():
            said = (_ask if asks else _decide)(approval, _used(token), typed)
    except Invalid as refusal:
        errors = {name: texts[0] for name, texts in refusal.fields.items()}
        summary = [(f"id_{name}", words) for name, words in errors.items()]
        more = {"errors": errors, "summary": summary, "asking": asks, **typed}
        return _show_approval(request, found, approval, status=422, **more)
    except Conflict as refusal:
        return _show_approval(request, find(token), approval, status=409, conflict=str(refusal), **typed)
    shown = {"said": said, "title": called(approval.ticket), "number": approval.ticket.number}
    return render(request, "portal/links/done.html", shown)


def _decide(approval: Approval, used: OneTimeLink, typed: dict[str, Any]) -> str:
    verdict = verdict_of(typed["verdict"])
    decide(
        actor=used.person,
        approval=approval,
        verdict=verdict,
        comment=typed["comment"],
        digest=used.digest,
        marked=typed["marked"],
    )
    return said_of(approval, verdict)


def _ask(approval: Approval, used: OneTimeLink, typed: dict[str, Any]) -> str:
    whom = whom_of(used.person, approval, typed["whom"])
    enquire(actor=used.person, approval=approval, text=typed["question"], whom=whom, digest=used.digest)
    return _("%(name)s is asked. With the answer you get a new mail by which you can decide.") % {
        "name": whom.name
    }


def _show_approval(
    request: HttpRequest, found: OneTimeLink, approval: Approval, *, status: int = 200, **more: object
) -> HttpResponse:
    ticket = visible(found.person, approval.ticket.number)
    shown: dict[str, Any] = page_of(approval, ticket, found.person)
    shown |= {"person": found.person, "by_link": True, **_closed(found, approval.digest), **more}
    return render(request, "portal/links/approval.html", shown, status=status)


def _reopening(request: HttpRequest, found: OneTimeLink, token: str) -> HttpResponse:
    """A request that was ended but isn't solved."""
    ticket = _ticket_of(found)
    text = request.POST.get("text", "")
    shown: dict[str, Any] = {
        "person": found.person,
        "number": ticket.number,
        "title": called(ticket),
        "ticket_url": reverse("portal:request", args=[ticket.number]),
        "open": may_reopen(found.person, ticket),
        "text": text,
        **_closed(found, _ending_of(ticket)),
    }
    if request.method != "POST":
        return render(request, "portal/links/reopen.html", shown)
    try:
        with writing():
            locked = _used(token)
            if locked.digest != _ending_of(ticket) or not may_reopen(found.person, ticket):
                raise Conflict(_("The request has moved on since this mail."))
            comment(actor=found.person, ticket=ticket, text=text, reopen=True)
    except Invalid as refusal:
        errors = {name: texts[0] for name, texts in refusal.fields.items()}
        summary = [(f"id_{name}", words) for name, words in errors.items()]
        return render(
            request, "portal/links/reopen.html", {**shown, "errors": errors, "summary": summary}, status=422
        )
    except Conflict as refusal:
        return render(request, "portal/links/reopen.html", {**shown, "conflict": str(refusal)}, status=409)
    done = {"said": _("The request is open again, and the team reads what you wrote."), **shown}
    return render(request, "portal/links/done.html", done)


def _used(token: str) -> OneTimeLink:
    """Use the link up, in the transaction of what it does. Raises Conflict when it was used or is too old."""
    locked = find(token, lock=True)
    require_good(locked)
    locked.used_at = clock.now()
    locked.save(update_fields=["used_at"])
    return locked


def _closed(found: OneTimeLink, digest: str) -> dict[str, object]:
    """Why nothing can be done here any more, if so."""
    try:
        require_good(found)
    except Conflict as refusal:
        return {"open": False, "gone": str(refusal)}
    if found.digest != digest:
        return {"open": False, "gone": _("The request has moved on since this mail.")}
    return {}


def _ticket_of(found: OneTimeLink) -> Ticket:
    ticket = Ticket.objects.visible_to(found.person).filter(pk=found.subject).first()
    if ticket is None:
        raise NotFound(_("There is no such request, or you can't see it."))
    return visible(found.person, ticket.number)


def _ending_of(ticket: Ticket) -> str:
    """The digest of the entry that ended it last."""
    rows = Entry.objects.filter(stream=ticket.stream_id, type__in=ENDED).order_by("-position")
    return rows.values_list("digest", flat=True).first() or ""
