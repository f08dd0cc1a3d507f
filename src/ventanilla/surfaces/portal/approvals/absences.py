"""Being away: entered in the profile, with who decides meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.directory.absences import end_absence, enter_absence
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Absence, Department, Person
from ventanilla.core.people.queries import absences_of, stands_in_for, today_of
from ventanilla.engines.workflow.queries import services_asked_of
from ventanilla.records.catalog.models import Service
from ventanilla.records.intake.types.person import find_people
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.format import whole_day
from ventanilla.surfaces.ui.tickets.words import listed

NO_DAY = gettext_lazy("Write a day, as in 2027-03-01.")
SCOPES = ("all", "departments", "services")


@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: Visit) -> HttpResponse:
    """One's own absences, and a form for another one."""
    return _page(request, request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def absences_of_person(request: Visit, pk: int) -> HttpResponse:
    """The same for somebody else, for administrators of the portal."""
    if not is_portal_admin(request.user):
        raise NotFound(_("This page doesn't exist."))
    return _page(request, get_object_or_404(Person, pk=pk))


@require_POST
def absence_end(request: Visit, pk: int) -> HttpResponse:
    """Take one back."""
    found = Absence.objects.filter(pk=pk).select_related("person").first()
    if found is None:
        raise NotFound(_("There is no such absence, or it isn't yours."))
    end_absence(actor=request.user, absence=found)
    messages.success(
        request, _("The absence is taken back. What waits is decided by the usual people again.")
    )
    return redirect(_address(request, found.person))


def _page(request: Visit, person: Person) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("from_on", "until_on", "delegate", "note")}
    typed["scope"] = request.POST.get("scope", "all")
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            enter_absence(actor=request.user, person=person, **_read(request, person))
        except Invalid as refusal:
            errors = {name: str(texts[0]) for name, texts in refusal.fields.items()}
        else:
            messages.success(request, _("The absence is entered."))
            return redirect(_address(request, person))
    shown = {**_shown(request, person), **typed, "errors": errors}
    shown["summary"] = [(f"id_{name}", words) for name, words in errors.items()]
    return render(request, "portal/approvals/absences.html", shown, status=422 if errors else 200)


def _address(request: Visit, person: Person) -> str:
    if person.pk == request.user.pk:
        return reverse("portal:absences")
    return reverse("portal:absences_of", args=[person.pk])


def _read(request: Visit, person: Person) -> dict[str, Any]:
    """What was typed, as the action takes it. Raises Invalid for days and people that can't be read."""
    data = request.POST
    values: dict[str, Any] = {"note": data.get("note", "")}
    for name in ("from_on", "until_on"):
        try:
            values[name] = date.fromisoformat(data.get(name, "").strip())
        except ValueError as error:
            raise Invalid(NO_DAY, {name: [NO_DAY]}) from error
    values["delegate"] = _delegate(data.get("delegate", ""), person)
    scope = data.get("scope", "all")
    if scope in SCOPES[1:]:
        slugs = [slug for slug in data.getlist(scope) if "\x00" not in slug]
        if not slugs:
            said = _("Choose at least one, or everything.")
            raise Invalid(said, {scope: [said]})
        offered = _departments() if scope == "departments" else services_asked_of(person)
        values[scope] = _known(scope, slugs, {row.slug for row in offered})
    return values


def _departments() -> QuerySet[Department]:
    return Department.objects.filter(services__isnull=False).distinct().order_by("slug")


def _known(scope: str, slugs: list[str], offered: set[str]) -> list[str]:
    if set(slugs) - offered:
        said = _("One of these isn't there any more. Choose again.")
        raise Invalid(said, {scope: [said]})
    return slugs


def _delegate(typed: str, person: Person) -> Person | None:
    if not typed.strip():
        return None
    found = find_people(typed, person)
    if len(found) != 1:
        said = _("We can't find this person. Write the whole name or the e-mail address.")
        raise Invalid(said, {"delegate": [said]})
    return found[0]


def _shown(request: Visit, person: Person) -> dict[str, Any]:
    services = list(services_asked_of(person))
    scopes = [
        {"value": "all", "label": _("For everything")},
        {"value": "departments", "label": _("Only for services of some departments")},
        *([{"value": "services", "label": _("Only for some services")}] if services else []),
    ]
    return {
        "scopes": scopes,
        "person": person,
        "own": person.pk == request.user.pk,
        "today": today_of(person).isoformat(),
        "rows": [_row(row, services) for row in absences_of(person)],
        "stands_in": [
            _("For %(name)s, from %(from)s to %(until)s")
            % {"name": row.person.name, "from": whole_day(row.from_on), "until": whole_day(row.until_on)}
            for row in stands_in_for(person)
        ],
        "departments": _boxes(_departments(), request.POST.getlist("departments"), "name"),
        "services": _boxes(services, request.POST.getlist("services"), "title"),
        "people_url": reverse("people:search"),
    }


def _boxes(rows: Any, chosen: list[str], name: str) -> list[dict[str, object]]:
    return [
        {"value": row.slug, "label": pick(getattr(row, name)) or row.slug, "checked": row.slug in chosen}
        for row in rows
    ]


def _row(row: Absence, services: Iterable[Service]) -> dict[str, object]:
    dates = {"from": whole_day(row.from_on), "until": whole_day(row.until_on)}
    names = {service.slug: pick(service.title) for service in services}
    scope = [*_department_names(row.departments), *(names.get(slug) or slug for slug in row.services)]
    return {
        "pk": row.pk,
        "days": whole_day(row.from_on)
        if row.from_on == row.until_on
        else _("From %(from)s to %(until)s") % dates,
        "delegate": _("%(name)s decides meanwhile") % {"name": row.delegate.name}
        if row.delegate
        else _("Nobody was named: it goes to the manager above, or to whom the service says"),
        "scope": _("Only: %(what)s") % {"what": listed(scope)} if scope else "",
        "note": row.note,
        "end_url": reverse("portal:absence_end", args=[row.pk]),
    }


def _department_names(slugs: list[str]) -> list[str]:
    if not slugs:
        return []
    names = {row.slug: pick(row.name) for row in Department.objects.filter(slug__in=slugs)}
    return [names.get(slug) or slug for slug in slugs]
