"""Which other systems are told what happens: for administrators of the portal."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.timeline.entries import read
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.telling import actions
from ventanilla.engines.telling.choices import Because, DeliveryState, Mode
from ventanilla.engines.telling.models import Subscription
from ventanilla.engines.telling.queries import all_subscriptions, history_of, subscription_of
from ventanilla.engines.telling.wording import plainly
from ventanilla.surfaces.designer.doors import for_administrators
from ventanilla.surfaces.designer.subscriptions import form as forms
from ventanilla.surfaces.designer.subscriptions.form import Form
from ventanilla.surfaces.ui.format import time_tag

Shown = dict[str, Any]


@require_safe
@for_administrators
def subscriptions(request: HttpRequest) -> HttpResponse:
    """All of them, with how they fare."""
    rows = [_row(row) for row in all_subscriptions()]
    return render(request, "designer/subscriptions/list.html", {"rows": rows})


def _row(row: Subscription) -> Shown:
    return {
        "url": reverse("designer:subscription", args=[row.pk]),
        "name": row.name,
        "host": urlsplit(row.address).hostname,
        "told": ngettext("%(count)s event", "%(count)s events", len(row.events)) % {"count": len(row.events)},
        "about": _about(row),
        "state": _state(row),
        "arrived": time_tag(row.arrived_at) if row.arrived_at else "",
    }


def _about(row: Subscription) -> str:
    """Of which services and teams, in a few words."""
    services = [pick(each.title) for each in row.services.all()]
    teams = [pick(each.name) for each in row.teams.all()]
    if not services and not teams:
        return _("Everything that isn't confidential")
    return " · ".join([*services, *teams][:3]) + (" …" if len(services) + len(teams) > 3 else "")


def _state(row: Subscription) -> tuple[str, str]:
    """Tone and words."""
    if row.mode == Mode.OFF:
        return "neutral", _("Switched off")
    if row.mode == Mode.PAUSED:
        return ("caution" if row.paused_because == Because.PERSON else "negative"), pgettext(
            "subscription", "Paused"
        )
    if row.failing_since:
        return "negative", _("Doesn't answer")
    return "positive", _("Switched on")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: HttpRequest) -> HttpResponse:
    """One more."""
    if request.method != "POST":
        return _page(request, None, forms.blank(person_of(request)))
    return _save(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def subscription(request: HttpRequest, pk: int) -> HttpResponse:
    """One: what it is told, how it fares, and who changed what."""
    found = found_or_404(pk)
    if request.method != "POST":
        return _page(request, found, forms.of(found))
    return _save(request, found)


@require_POST
@for_administrators
@never_cache
def secret(request: HttpRequest, pk: int) -> HttpResponse:
    """The signing secret, once."""
    found = found_or_404(pk)
    try:
        text = actions.show_secret(actor=person_of(request), subscription=found)
    except Conflict as refusal:
        messages.error(request, str(refusal))
        return redirect("designer:subscription", pk=pk)
    return render(request, "designer/subscriptions/secret.html", {"found": found, "secret": text})


@require_POST
@for_administrators
def renewal(request: HttpRequest, pk: int) -> HttpResponse:
    """Another signing secret."""
    found = actions.renew_secret(actor=person_of(request), subscription=found_or_404(pk))
    messages.success(request, _("There is a new secret. For a day the old one is good, too."))
    return redirect("designer:subscription", pk=found.pk)


@require_POST
@for_administrators
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a test."""
    delivery = actions.send_test(actor=person_of(request), subscription=found_or_404(pk))
    if delivery.state == DeliveryState.DELIVERED:
        messages.success(request, _("It arrived: the answer was %(status)s.") % {"status": delivery.status})
    else:
        messages.error(request, _("It didn't arrive: %(reason)s") % {"reason": plainly(delivery.problem)})
    return redirect("designer:subscription", pk=pk)


@require_POST
@for_administrators
def mode(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch it on, pause it, switch it off."""
    wanted = request.POST.get("mode", "")
    if wanted in Mode.values:
        actions.set_mode(actor=person_of(request), subscription=found_or_404(pk), mode=Mode(wanted))
        words = {
            Mode.ON: _("It is switched on. What waited goes out now."),
            Mode.PAUSED: _("It is paused. What happens is kept for a week."),
            Mode.OFF: _("It is switched off. It is told nothing."),
        }
        messages.success(request, words[Mode(wanted)])
    return redirect("designer:subscription", pk=pk)


@require_POST
@for_administrators
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it away."""
    found = found_or_404(pk)
    actions.remove(actor=person_of(request), subscription=found)
    messages.success(request, _("“%(name)s” is removed.") % {"name": found.name})
    return redirect("designer:subscriptions")


def found_or_404(pk: int) -> Subscription:
    """Raises NotFound."""
    found = subscription_of(pk)
    if found is None:
        raise NotFound(_("There is no such subscription."))
    return found


def _save(request: HttpRequest, found: Subscription | None) -> HttpResponse:
    form = forms.sent(request.POST)
    try:
        saved = actions.save_subscription(actor=person_of(request), wanted=form.wanted(), subscription=found)
    except Invalid as refusal:
        form.errors |= {name: texts[0] for name, texts in refusal.fields.items()}
        return _page(request, found, form, status=422)
    if found is None:
        messages.success(
            request, _("“%(name)s” is told from now on. Show its secret next.") % {"name": saved.name}
        )
    else:
        messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
    return redirect("designer:subscription", pk=saved.pk)


def _page(request: HttpRequest, found: Subscription | None, form: Form, *, status: int = 200) -> HttpResponse:
    shown: Shown = {"found": found, "title": found.name if found else _("New subscription"), **form.shown()}
    if found is not None:
        shown |= {
            "state": _state(found),
            "because": found.get_paused_because_display() if found.paused_because != Because.PERSON else "",
            "failing": time_tag(found.failing_since) if found.failing_since else "",
            "arrived": time_tag(found.arrived_at) if found.arrived_at else "",
            "history": [_entry(row) for row in history_of(found)],
        }
    return render(request, "designer/subscriptions/one.html", shown, status=status)


def _entry(row: Entry) -> Shown:
    told = read(row.type, row.payload)
    actor = row.actor.name if row.actor else _("The operator")
    return {
        "icon": told.icon,
        "text": told.say(actor),
        "detail": told.detail(),
        "when": time_tag(row.at),
    }
