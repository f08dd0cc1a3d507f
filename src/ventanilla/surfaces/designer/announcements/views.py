"""Announcements: what is on, what is coming, what is over; and the page that makes one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.announcements import actions, queries
from ventanilla.core.announcements.choices import Tone
from ventanilla.core.announcements.models import Announcement
from ventanilla.core.announcements.policies import may_announce, own_departments
from ventanilla.core.announcements.reach import Reach
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.kit.paging import page
from ventanilla.core.kit.text import languages, pick
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import locations
from ventanilla.surfaces.designer.announcements import form as forms
from ventanilla.surfaces.designer.announcements.form import Form
from ventanilla.surfaces.ui.announced import Announced
from ventanilla.surfaces.ui.format import time_tag

SHOWS = ("now", "coming", "over")


@require_safe
def announcements(request: HttpRequest) -> HttpResponse:
    """Those that one looks after, by whether they are on."""
    shown = request.GET.get("show", "now")
    shown = shown if shown in SHOWS else "now"
    rows = queries.listed(person_of(request), shown)
    found = page(rows, order=("-id",), after=request.GET.get("after"))
    here = reverse("designer:announcements")
    labels = {"now": _("On now"), "coming": _("To come"), "over": _("Over")}
    context = {
        "rows": [_row(announcement) for announcement in found.items],
        "shown": shown,
        "tabs": [
            {"label": labels[one], "url": f"{here}?show={one}", "current": one == shown} for one in SHOWS
        ],
        "more": f"{here}?show={shown}&after={found.next}" if found.next else "",
    }
    return render(request, "designer/announcements/list.html", context)


def _row(announcement: Announcement) -> dict[str, Any]:
    return {
        "url": reverse("designer:announcement", args=[announcement.pk]),
        "title": pick(announcement.title),
        "tone": announcement.tone,
        "tone_words": announcement.get_tone_display(),
        "whom": Reach.model_validate(announcement.reach).words(),
        "pinned": announcement.pinned,
        "starts": time_tag(announcement.starts_at),
        "ends": time_tag(announcement.ends_at) if announcement.ends_at else "",
        "who": announcement.made_by.name if announcement.made_by else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def announcement(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new announcement, or one to change."""
    person = person_of(request)
    require(may_announce(person))
    known = queries.to_change(person, pk) if pk is not None else None
    if request.method != "POST":
        return _page(request, person, known, forms.of(known, person))
    form = forms.sent(request.POST)
    if known is not None and not form.meet(forms.of(known, person).values):
        return _page(request, person, known, form, status=409)
    document = form.document(person)
    if document is not None:
        edition = actions.edition_of_announcement(known) if known else None
        try:
            actions.save(actor=person, announcement=known, edition=edition, **document)
        except Invalid as refusal:
            form.errors |= {name: texts[0] for name, texts in refusal.fields.items()}
        except Conflict as refusal:  # between our reading and our writing
            form.errors["title"] = str(refusal)
            return _page(request, person, known, form, status=409)
        else:
            messages.success(request, _("The announcement is saved."))
            return redirect("designer:announcements")
    return _page(request, person, known, form, status=422)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What the announcement will look like, and how many people it reaches: asked for while one types."""
    require(may_announce(person_of(request)))
    return render(request, "designer/announcements/_preview.html", _preview(forms.sent(request.POST)))


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it down."""
    person = person_of(request)
    actions.take_down(actor=person, announcement=queries.to_change(person, pk))
    messages.success(request, _("The announcement is over."))
    return redirect("designer:announcements")


def _page(
    request: HttpRequest, person: Person, known: Announcement | None, form: Form, *, status: int = 200
) -> HttpResponse:
    shown: dict[str, Any] = {
        "announcement": known,
        "over": bool(known and known.ends_at and known.ends_at <= clock.now()),
        "form": form,
        "portal": is_portal_admin(person),
        "summary": [(f"id_{name}", words) for name, words in form.errors.items()],
        "texts": {name: [_control(form, name, code) for code in languages()] for name in forms.TEXTS},
        "tones": [{"value": tone.value, "label": tone.label} for tone in Tone],
        "zone": settings.TIME_ZONE.rpartition("/")[2].replace("_", " "),
        **_choices(person, form),
        **_preview(form),
    }
    return render(request, "designer/announcements/page.html", shown, status=status)


def _control(form: Form, name: str, code: str) -> dict[str, str]:
    value = form.values[f"{name}_{code}"]
    return {
        "name": f"{name}_{code}",
        "language": code,
        "label": forms.LANGUAGE_NAMES.get(code, code),
        "value": value,
        "error": form.errors.get(name, ""),
    }


def _choices(person: Person, form: Form) -> dict[str, Any]:
    """What can be chosen; administrators of departments have theirs alone."""
    departments = [(row.slug, pick(row.name)) for row in own_departments(person)]
    places = [(row.path, pick(row.name), row.path.count("/")) for row in locations()]
    return {
        "behalf": sorted(departments, key=lambda pair: pair[1]),
        "departments": [
            {"value": slug, "label": name, "checked": slug in form.values["departments"]}
            for slug, name in sorted(departments, key=lambda pair: pair[1])
        ],
        "places": [
            {"value": path, "label": f"{'– ' * depth}{name}", "checked": path in form.values["places"]}
            for path, name, depth in places
            if depth < 2
        ],
        "kinds": [
            {"value": kind.value, "label": kind.label, "checked": kind.value in form.values["kinds"]}
            for kind in OrganizationKind
        ],
    }


def _preview(form: Form) -> dict[str, Any]:
    reach = form.reach()
    values = form.values
    shown = Announced(
        pk=0,
        title=pick(form.words("title")) or _("Your title"),
        text=pick(form.words("text")),
        tone=values["tone"] if values["tone"] in Tone.values else Tone.INFO,
        link=values["link"],
        pinned=values["pinned"],
        dismissible=values["dismissible"],
    )
    return {"shown": shown, "whom": reach.words(), "reached": reach.people().count()}
