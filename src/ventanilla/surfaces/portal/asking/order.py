"""Several services in one order: gathering them, looking through them, sending them together, withdrawing some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.text import listed, pick
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.queries import package_of, service_to_ask
from ventanilla.records.intake.interpret import display
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.choices import ENDED, Part
from ventanilla.records.tickets.drafts import drafts_of, order_of
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.orders import Common, Item, common_of, items_of
from ventanilla.records.tickets.policies import may_withdraw
from ventanilla.records.tickets.queries import visible
from ventanilla.records.tickets.same import same_tickets
from ventanilla.surfaces.portal.asking import effort
from ventanilla.surfaces.portal.asking.following import same_rows
from ventanilla.surfaces.portal.asking.show import new_key
from ventanilla.surfaces.portal.catalogue.entry import live, told
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.format import day
from ventanilla.surfaces.ui.forms.naming import field_id
from ventanilla.surfaces.ui.tickets.naming import called, lozenge
from ventanilla.surfaces.ui.tickets.promise import promise_of

Shown = dict[str, Any]


@require_safe
def order(request: Visit) -> HttpResponse:
    """What is in one's order, and what is still missing."""
    return render(request, "portal/asking/order.html", _order(request))


@require_POST
def services(request: Visit) -> HttpResponse:
    """Put a service (`add`) into the order, take it out (`remove`), or follow what says the same instead (`join`, the
    service and the number)."""
    if "join" in request.POST:
        return _joined(request, *request.POST["join"].split(":", 1))
    slug = request.POST.get("add", "") or request.POST.get("remove", "")
    service = service_to_ask(request.user, slug.replace("\x00", ""))
    wanted = "add" in request.POST
    actions.put_in_order(actor=request.user, service=service, wanted=wanted)
    title = {"title": pick(service.title)}
    if wanted:
        messages.success(request, _("“%(title)s” is in your order.") % title)
    else:
        messages.success(request, _("“%(title)s” is out of your order.") % title)
    return redirect("portal:order")


@require_POST
def sending(request: Visit) -> HttpResponse:
    """Send all of it."""
    drafts = [(draft.pk, draft) for draft in drafts_of(request.user, in_order=True)]
    try:
        done = actions.send_order(
            actor=request.user, key=request.POST.get("key") or new_key(), language=get_language() or ""
        )
    except (Invalid, Conflict) as refusal:
        shown = {**_order(request), "summary": [("items", str(refusal))]}
        return render(request, "portal/asking/order.html", shown, status=refusal.status)
    effort.sent_together(drafts, request.user.pk)
    return redirect("portal:sent_order", done.pk)


@require_safe
def sent_order(request: Visit, pk: int) -> HttpResponse:
    """All that came of an order, each with its number; what is still under way can be withdrawn here."""
    done = order_of(request.user, pk)
    rows = done.tickets.exclude(part=Part.ONE).select_related(
        "service", "team", "requester", "requested_for", "department__calendar", "version", "outage_report"
    )
    tickets = [_ticket(request, ticket) for ticket in rows.order_by("pk")]
    shown = {
        "tickets": tickets,
        "pk": pk,
        "sent_on": day(done.sent_at),
        "title": ngettext("%(n)s request is sent", "%(n)s requests are sent", len(tickets))
        % {"n": len(tickets)},
        "withdrawable": any(ticket["open"] for ticket in tickets),
        "told": told(request.user),
    }
    return render(request, "portal/asking/sent_order.html", shown)


@require_POST
def withdrawal(request: Visit, pk: int) -> HttpResponse:
    """Withdraw some of what was ordered; the rest goes on."""
    done = order_of(request.user, pk)
    numbers = request.POST.getlist("number")[:100]
    gone = actions.withdraw_from_order(actor=request.user, order=done, numbers=numbers)
    if gone and done.tickets.exclude(status__in=ENDED).exists():
        words = ngettext(
            "%(n)s request is withdrawn. The others go on.",
            "%(n)s requests are withdrawn. The others go on.",
            len(gone),
        )
        messages.success(request, words % {"n": len(gone)})
    elif gone:
        words = ngettext("%(n)s request is withdrawn.", "%(n)s requests are withdrawn.", len(gone))
        messages.success(request, words % {"n": len(gone)})
    else:
        messages.warning(request, _("Choose first which ones you want to withdraw."))
    return redirect("portal:sent_order", pk)


def _joined(request: Visit, slug: str, number: str = "") -> HttpResponse:
    """Follow a request of somebody else that says the same, and leave the service out of the order."""
    item = next((one for one in items_of(request.user) if one.draft.service.slug == slug), None)
    if item is None:
        raise NotFound(_("This isn't in your order."))
    try:
        actions.follow(
            actor=request.user, service=item.draft.service, answers=item.answers, number=number, drafted=True
        )
    except NotFound as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("You follow it now: you hear how it goes."))
    return redirect("portal:order")


def _order(request: Visit) -> Shown:
    items = items_of(request.user)
    common = common_of(items)
    ready = bool(items) and all(item.ready for item in items)
    return {
        "common": [_common(one) for one in common],
        "items": [_item(item, request.user, common) for item in items],
        "ready": ready,
        "send": ngettext("Send %(n)s request", "Send %(n)s requests", len(items)) % {"n": len(items)},
        "next_url": next((_ask_url(item) for item in items if not item.ready), ""),
        "key": new_key(),
    }


def _common(one: Common) -> Shown:
    """What is asked once for several, and where it is answered."""
    words = display([one.question], {one.question.id: one.answer}, {}) if one.answer is not None else []
    services = [one.service, *one.others]
    return {
        "label": pick(one.question.label),
        "value": format_html(
            '{}<br><span class="small muted">{}</span>',
            words[0].text if words else _("No answer yet"),
            listed(pick(service.title) for service in services),
        ),
        "change": _("Change") if words else _("Answer"),
        "url": f"{reverse('portal:ask', args=[one.service.slug])}#{field_id(one.question.id)}",
    }


def _item(item: Item, person: Person, common: Sequence[Common]) -> Shown:
    service = item.draft.service
    package = package_of(live(service))
    above = {one.question.id for one in common if one.service.pk == service.pk} | set(item.taken)
    own = {name: value for name, value in item.checked.answers.items() if name not in above}
    shown = display(package.form, own, item.checked.rows)
    return {
        "title": pick(service.title),
        "slug": service.slug,
        "url": _ask_url(item),
        "ready": item.ready,
        "begun": bool(item.draft.answers),
        "answers": [
            {"label": one.label, "value": one.text or ", ".join(file.name for file in one.files)}
            for one in shown
        ]
        if item.ready
        else [],
        "same": same_rows(person, same_tickets(person, service, package, item.checked.answers))
        if item.ready
        else [],
        "whom": item.whom.name if item.whom.pk != item.draft.person_id else "",
        "several": len(item.draft.people),
    }


def _ask_url(item: Item) -> str:
    return reverse("portal:ask", args=[item.draft.service.slug])


def _ticket(request: Visit, ticket: Ticket) -> Shown:
    return {
        "number": ticket.number,
        "title": called(ticket),
        "url": reverse("portal:request", args=[ticket.number]),
        "status": lozenge(ticket),
        "promise": "" if ticket.ended else promise_of(ticket),
        "open": may_withdraw(request.user, ticket),
    }


@require_POST
def left_out(request: Visit, number: str) -> HttpResponse:
    """Leave one of several people out of what one asked for."""
    ticket = visible(request.user, number)
    actions.leave_out(actor=request.user, ticket=ticket)
    messages.success(
        request, _("%(name)s is left out. The others go on.") % {"name": ticket.requested_for.name}
    )
    return redirect("portal:request", ticket.parent.number if ticket.parent else number)
