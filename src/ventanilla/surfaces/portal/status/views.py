"""The status page, one outage with all that was said, and what somebody wants to hear of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.http import open_to_all
from ventanilla.core.people.models import Person
from ventanilla.records.status import actions
from ventanilla.records.status.choices import Wants
from ventanilla.records.status.models import Component
from ventanilla.records.status.queries import outage_for
from ventanilla.surfaces.portal.reading import read_outage_news
from ventanilla.surfaces.portal.status.page import follows_of, outage_of, status_of
from ventanilla.surfaces.portal.visit import Visit


def reader(request: HttpRequest) -> Person | None:
    return request.user if request.user.is_authenticated else None


@open_to_all
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """How everything is. People who aren't signed in see what is public, where the portal allows it."""
    person = reader(request)
    if person is None and not settings.PUBLIC_STATUS:
        return redirect_to_login(request.get_full_path())
    return render(request, "portal/status/page.html", status_of(person))


@open_to_all
@require_safe
def outage(request: HttpRequest, pk: int) -> HttpResponse:
    """One outage from its beginning."""
    person = reader(request)
    if person is None and not settings.PUBLIC_STATUS:
        return redirect_to_login(request.get_full_path())
    found = outage_for(person, pk)
    if person is not None:
        read_outage_news(found, person)
    follow = follows_of(person, [found]).get(found.pk)
    shown = {"outage": outage_of(found, follow, whole=True), "may_follow": person is not None}
    return render(request, "portal/status/outage.html", shown)


@require_POST
def outage_following(request: Visit, pk: int) -> HttpResponse:
    """«This affects me», and what one wants to hear."""
    found = outage_for(request.user, pk)
    affected = {"1": True, "0": False}.get(request.POST.get("affected", ""))
    wants = request.POST.get("wants") or None
    row = actions.follow(actor=request.user, outage=found, affected=affected, wants=wants)
    said = {
        Wants.EVERYTHING.value: _("Noted. We tell you of every update, and when it is over."),
        Wants.END.value: _("Noted. We tell you when it is over."),
        Wants.NOTHING.value: _("Noted. We don't tell you any more of this."),
    }
    messages.success(request, said[row.wants])
    return redirect(_back(request, f"/status/{pk}/"))


@require_POST
def component_following(request: Visit, slug: str) -> HttpResponse:
    """Hear of every outage of a component, or no more."""
    component = Component.objects.filter(slug=slug).first()
    if component is None:
        raise NotFound(_("There is no such component, or it isn't shown to you."))
    wanted = request.POST.get("wanted") == "1"
    actions.follow_component(actor=request.user, component=component, wanted=wanted)
    messages.success(
        request,
        _("We tell you whenever something is wrong with it.")
        if wanted
        else _("We don't tell you any more of it."),
    )
    return redirect(_back(request, "/status/"))


def _back(request: HttpRequest, otherwise: str) -> str:
    """The page that the form stood on, if it is one of ours."""
    wanted = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if ours else otherwise
