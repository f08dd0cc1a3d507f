"""One person: attributes for who keeps them; profile, teams and roles for administrators of the portal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.core.access.choices import Role
from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.directory.actions import grant_role, join_team, leave_team
from ventanilla.core.directory.attributes import change_attributes
from ventanilla.core.directory.profiles import save_profile, set_active, take_role
from ventanilla.core.directory.queries import attributes_shown, history_of_person, person_kept_by
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.registers import by_title
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Department, Person, Team
from ventanilla.core.timeline.entries import read
from ventanilla.core.timeline.models import Entry
from ventanilla.surfaces.designer.doors import for_administrators
from ventanilla.surfaces.designer.people import form as forms
from ventanilla.surfaces.designer.people.burdens import burdens_of
from ventanilla.surfaces.designer.people.doors import for_keepers_of_people
from ventanilla.surfaces.designer.people.form import Form
from ventanilla.surfaces.ui import attributes as fields
from ventanilla.surfaces.ui.format import time_tag

Shown = dict[str, Any]
PAGE = "designer/people/one.html"


@require_http_methods(["GET", "HEAD", "POST"])
@for_keepers_of_people
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The page, and (POST) the attributes."""
    viewer = person_of(request)
    found = person_kept_by(viewer, pk)
    if request.method != "POST":
        return render(request, PAGE, _page(viewer, found))
    shown = attributes_shown(viewer, found)
    try:
        change_attributes(actor=viewer, person=found, values=fields.sent(shown, request.POST))
    except Invalid as refusal:
        errors = {key: texts[0] for key, texts in refusal.fields.items()}
        summary = [(f"id_attribute_{key}", words) for key, words in errors.items()]
        typed = {"attributes": fields.controls(shown, errors, request.POST), "attribute_summary": summary}
        return render(request, PAGE, _page(viewer, found) | typed, status=refusal.status)
    messages.success(request, _("What is known about %(name)s is saved.") % {"name": found.name})
    return redirect("designer:person", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: HttpRequest) -> HttpResponse:
    """Somebody more."""
    viewer = person_of(request)
    if request.method != "POST":
        return render(request, "designer/people/new.html", forms.blank(viewer.organization).shown())
    form = forms.sent(request.POST)
    saved = _saved(viewer, None, form)
    if saved is None:
        return render(request, "designer/people/new.html", form.shown(), status=422)
    messages.success(request, _("%(name)s is here now.") % {"name": saved.name})
    return redirect("designer:person", pk=saved.pk)


@require_POST
@for_administrators
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, address, department, manager…"""
    viewer = person_of(request)
    found = person_kept_by(viewer, pk)
    form = forms.sent(request.POST)
    saved = _saved(viewer, found, form)
    if saved is None:
        return render(request, PAGE, _page(viewer, person_kept_by(viewer, pk), form), status=422)
    messages.success(request, _("The profile of %(name)s is saved.") % {"name": saved.name})
    return redirect("designer:person", pk=pk)


def _saved(viewer: Person, found: Person | None, form: Form) -> Person | None:
    values = form.profile(new=found is None)
    if form.errors:
        return None
    try:
        return save_profile(actor=viewer, person=found, **values)
    except Invalid as refusal:
        form.errors |= {name: texts[0] for name, texts in refusal.fields.items()}
        return None


@require_POST
@for_administrators
def active(request: HttpRequest, pk: int) -> HttpResponse:
    """They leave, or are back."""
    viewer = person_of(request)
    found = person_kept_by(viewer, pk)
    is_back = request.POST.get("active") == "1"
    try:
        set_active(actor=viewer, person=found, active=is_back)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("%(name)s can sign in again.") if is_back else _("%(name)s is no longer here.")
        messages.success(request, words % {"name": found.name})
    return redirect("designer:person", pk=pk)


@require_POST
@for_administrators
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Into a team, or out of it."""
    viewer = person_of(request)
    found = person_kept_by(viewer, pk)
    chosen = Team.objects.filter(slug=request.POST.get("team", "").replace("\x00", "")).first()
    if chosen is None:
        messages.error(request, _("Choose a team."))
        return redirect("designer:person", pk=pk)
    leaves = request.POST.get("leave") == "1"
    (leave_team if leaves else join_team)(chosen, found, actor=viewer)
    words = _("%(name)s is no longer in %(team)s.") if leaves else _("%(name)s is in %(team)s now.")
    messages.success(request, words % {"name": found.name, "team": pick(chosen.name)})
    return redirect("designer:person", pk=pk)


@require_POST
@for_administrators
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """A role given, or taken."""
    viewer = person_of(request)
    found = person_kept_by(viewer, pk)
    name, slug = request.POST.get("role", ""), request.POST.get("department", "").replace("\x00", "")
    if name not in Role.values:
        raise NotFound(_("There is no such role."))
    chosen = Role(name)
    where = Department.objects.filter(slug=slug).first() if slug else None
    if (chosen == Role.PORTAL_ADMINISTRATOR) != (where is None):
        messages.error(request, _("Choose the department; only the portal as a whole has none."))
        return redirect("designer:person", pk=pk)
    try:
        if request.POST.get("take") == "1":
            take_role(actor=viewer, person=found, role=chosen, department=where)
        else:
            grant_role(found, chosen, department=where, actor=viewer)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The roles of %(name)s are saved.") % {"name": found.name})
    return redirect("designer:person", pk=pk)


def _page(viewer: Person, found: Person, form: Form | None = None) -> Shown:
    attributes = fields.controls(attributes_shown(viewer, found))
    shown: Shown = {
        "person": found,
        "department": pick(found.department.name) if found.department else "",
        "place": pick(found.location.name) if found.location else "",
        "attributes": attributes,
        "may_change": any(one["may_change"] for one in attributes),
        "administers": is_portal_admin(viewer),
        "oneself": viewer.pk == found.pk,
        "history": [_entry(row) for row in history_of_person(found)],
    }
    return shown | _of_administrators(found, form) if shown["administers"] else shown


def _of_administrators(found: Person, form: Form | None) -> Shown:
    teams = list(by_title(found.teams.all()))
    others = by_title(Team.objects.filter(in_use=True).exclude(pk__in=[row.pk for row in teams]))
    roles = found.role_assignments.select_related("department").order_by("role", "department__slug")
    shown = (form or forms.of(found)).shown()
    own = Q(slug=shown["values"].get("department", ""))
    departments = by_title(Department.objects.filter(Q(in_use=True) | own))
    return shown | {
        "open_profile": form is not None,
        "teams": [{"slug": row.slug, "name": pick(row.name)} for row in teams],
        "other_teams": [(row.slug, pick(row.name)) for row in others],
        "roles": [
            {
                "role": row.role,
                "label": row.get_role_display(),
                "slug": row.department.slug if row.department else "",
                "department": pick(row.department.name) if row.department else "",
            }
            for row in roles
        ],
        "burdens": burdens_of(found),
        "role_options": Role.choices,
        "role_departments": [(row.slug, pick(row.name)) for row in departments],
    }


def _entry(row: Entry) -> Shown:
    told = read(row.type, row.payload)
    actor = row.actor.name if row.actor else _("The operator")
    return {"icon": told.icon, "text": told.say(actor), "when": time_tag(row.at)}
