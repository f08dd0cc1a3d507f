"""Components: the list in its order, and the page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.blueprint.package import INTERNAL
from ventanilla.core.kit.errors import Invalid, NotFound, Refusal
from ventanilla.core.kit.registers import by_title
from ventanilla.core.kit.text import languages, pick
from ventanilla.core.people.models import Department, Person
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Service
from ventanilla.records.status.actions import arrange, save_component
from ventanilla.records.status.actions.components import ComponentValues
from ventanilla.records.status.models import Component
from ventanilla.records.status.policies import may_arrange
from ventanilla.surfaces.designer.audiences import AUDIENCES, audience_words, key_of
from ventanilla.surfaces.designer.doors import for_designers

Shown = dict[str, Any]
LANGUAGES = {"es": "Español", "en": "English"}


@require_safe
@for_designers
def components(request: HttpRequest) -> HttpResponse:
    """All of them in the order of the status page; those of other departments to read."""
    person = person_of(request)
    found = Component.objects.select_related("department", "audience").prefetch_related("services")
    rows = [_row(row, person) for row in found]
    shown = {
        "rows": [row for row in rows if not row["archived"]],
        "archived": [row for row in rows if row["archived"]],
        "may_add": bool(_departments(person, None)),
    }
    return render(request, "designer/components/list.html", shown)


def _row(row: Component, person: Person) -> Shown:
    mine = may_arrange(person, row.department_id)
    return {
        "slug": row.slug,
        "name": pick(row.name),
        "url": reverse("designer:component", args=[row.slug]) if mine else "",
        "department": pick(row.department.name),
        "services": ", ".join(pick(service.title) for service in row.services.all()),
        "audience": audience_words()[_audience_key(row)],
        "public": row.public,
        "move_url": reverse("designer:component_place", args=[row.slug]) if mine else "",
        "archived": row.archived_at is not None,
    }


def _audience_key(row: Component) -> str:
    return key_of(row.audience.rule) or "kept"


@require_http_methods(["GET", "HEAD", "POST"])
@for_designers
def new(request: HttpRequest) -> HttpResponse:
    """A component more."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_designers
def component(request: HttpRequest, slug: str) -> HttpResponse:
    """Change one, or put it away."""
    return _edit(request, _own(person_of(request), slug))


@require_POST
@for_designers
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """One place up or down."""
    person = person_of(request)
    arrange(actor=person, component=_own(person, slug), up=request.POST.get("to") == "up")
    return redirect("designer:components")


def _own(person: Person, slug: str) -> Component:
    found = Component.objects.filter(slug=slug).select_related("department", "audience").first()
    if found is None or not may_arrange(person, found.department_id):
        raise NotFound(_("There is no such component, or your department doesn't keep it."))
    return found


def _departments(person: Person, kept: Component | None) -> list[Department]:
    """Those that this person may choose: in use, or keeping it already."""
    rows = Department.objects.filter(Q(in_use=True) | Q(pk=kept.department_id if kept else None))
    return [row for row in by_title(rows) if may_arrange(person, row)]


def _edit(request: HttpRequest, found: Component | None) -> HttpResponse:
    person = person_of(request)
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            saved = _save(request, person, found)
        except Invalid as refusal:
            refused = refusal
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": pick(saved.name)})
            return redirect("designer:components")
    shown = _form(request, person, found, refused)
    return render(request, "designer/components/form.html", shown, status=refused.status if refused else 200)


def _save(request: HttpRequest, person: Person, found: Component | None) -> Component:
    posted = request.POST
    names = {code: posted.get(f"name_{code}", "")[:500] for code in languages()}
    values = ComponentValues(
        name=names,
        department=_department(person, found, posted.get("department", "")),
        description={code: posted.get(f"description_{code}", "")[:1000] for code in languages()},
        services=list(_services().filter(slug__in=posted.getlist("services"))),
        audience=AUDIENCES.get(posted.get("audience", ""), found.audience.rule if found else dict(INTERNAL)),
        public=_public(person, found, posted.get("public") == "1"),
        archived=posted.get("archived") == "1",
    )
    slug = found.slug if found else _free_slug(names)
    return save_component(actor=person, slug=slug, values=values, new=found is None)


def _public(person: Person, found: Component | None, wanted: bool) -> bool:
    """What the world may see is for an administrator of the portal to say."""
    return wanted if is_portal_admin(person) else bool(found and found.public)


def _department(person: Person, kept: Component | None, slug: str) -> Department:
    found = next((row for row in _departments(person, kept) if row.slug == slug), None)
    if found is None:
        said = _("Choose who keeps it.")
        raise Invalid(said, {"department": [said]})
    return found


def _free_slug(names: dict[str, str]) -> str:
    base = next((slugify(name)[:40] for name in reversed(list(names.values())) if slugify(name)), "component")
    taken = set(Component.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1000))) if slug not in taken)


def _services() -> Any:
    return Service.objects.filter(state=ServiceState.LIVE).order_by("slug")


def _form(request: HttpRequest, person: Person, found: Component | None, refused: Refusal | None) -> Shown:
    posted = request.POST if refused else None
    errors = {name: said[0] for name, said in getattr(refused, "fields", {}).items()}
    tied = set(found.services.values_list("slug", flat=True)) if found else set()
    chosen = set(posted.getlist("services")) if posted else tied
    audience = posted.get("audience", "") if posted else (_audience_key(found) if found else "internal")
    departments = _departments(person, found)
    own = posted.get("department", "") if posted else (found.department.slug if found else "")
    keys = [key for key in audience_words() if key != "kept" or audience == "kept"]
    return {
        "found": found,
        "title": pick(found.name) if found else _("A new component"),
        "texts": [_texts(code, found, posted) for code in languages()],
        "departments": [(row.slug, pick(row.name)) for row in departments],
        "department": own or (departments[0].slug if len(departments) == 1 else ""),
        "services": [
            {"slug": row.slug, "title": pick(row.title), "checked": row.slug in chosen} for row in _services()
        ],
        "audiences": [{"value": key, "label": audience_words()[key]} for key in keys],
        "audience": audience,
        "public": posted.get("public") == "1" if posted else bool(found and found.public),
        "may_make_public": is_portal_admin(person),
        "archived": bool(found and found.archived_at),
        "errors": errors,
        "summary": [(f"id_{name}", words) for name, words in errors.items()],
    }


def _texts(code: str, found: Component | None, posted: Any) -> Shown:
    name = posted.get(f"name_{code}", "") if posted else (found.name.get(code, "") if found else "")
    about = (
        posted.get(f"description_{code}", "")
        if posted
        else (found.description.get(code, "") if found else "")
    )
    return {"code": code, "language": LANGUAGES.get(code, code), "name": name, "description": about}
