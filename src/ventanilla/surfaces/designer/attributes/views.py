"""What may be known about people: declared here, filled in on each person's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.directory.attributes import remove_attribute, save_attribute
from ventanilla.core.directory.queries import attribute_definitions, holders
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.registers import by_title
from ventanilla.core.kit.text import languages, pick
from ventanilla.core.people.choices import AttributeSight, AttributeType
from ventanilla.core.people.models import AttributeDefinition, Department, Person
from ventanilla.records.catalog.queries import services_naming
from ventanilla.surfaces.designer.attributes import form as forms
from ventanilla.surfaces.designer.attributes.form import Form
from ventanilla.surfaces.designer.doors import for_administrators

Shown = dict[str, Any]


@require_safe
@for_administrators
def attributes(request: HttpRequest) -> HttpResponse:
    """All that is declared."""
    return render(
        request, "designer/attributes/list.html", {"rows": [_row(row) for row in attribute_definitions()]}
    )


def _row(row: AttributeDefinition) -> Shown:
    return {
        "url": reverse("designer:attribute", args=[row.key]),
        "label": pick(row.label) or row.key,
        "fact": f"requester.attributes.{row.key}",
        "kind": row.get_type_display(),
        "keeper": pick(row.keeper.name) if row.keeper else "",
        "seen_by": row.get_seen_by_display(),
        "own": row.own,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: HttpRequest) -> HttpResponse:
    """One more."""
    if request.method != "POST":
        return _page(request, None, forms.blank())
    return _save(request, person_of(request), None, forms.sent(request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def attribute(request: HttpRequest, key: str) -> HttpResponse:
    """One of them, and (POST) changed."""
    found = _found(key)
    if request.method != "POST":
        return _page(request, found, forms.of(found))
    form = forms.sent(request.POST)
    form.values["key"] = found.key
    return _save(request, person_of(request), found, form)


@require_POST
@for_administrators
def removal(request: HttpRequest, key: str) -> HttpResponse:
    """Not asked about any more: only what nobody has and no service reads."""
    found = _found(key)
    if named := services_naming(f"attributes.{found.key}"):
        messages.error(request, _("These services read it: %(names)s.") % {"names": ", ".join(named)})
        return redirect("designer:attribute", key=key)
    try:
        remove_attribute(actor=person_of(request), definition=found)
    except Conflict as refusal:
        messages.error(request, str(refusal))
        return redirect("designer:attribute", key=key)
    messages.success(request, _("“%(name)s” is taken away.") % {"name": pick(found.label)})
    return redirect("designer:attributes")


def _found(key: str) -> AttributeDefinition:
    found = attribute_definitions().filter(key=key).first()
    if found is None:
        raise NotFound(_("There is no such attribute."))
    return found


def _save(
    request: HttpRequest, person: Person, found: AttributeDefinition | None, form: Form
) -> HttpResponse:
    try:
        saved = save_attribute(actor=person, new=found is None, **form.definition())
    except Conflict as refusal:
        form.errors["key"] = str(refusal)
    except Invalid as refusal:
        form.errors |= {name: texts[0] for name, texts in refusal.fields.items()}
    else:
        messages.success(request, _("“%(name)s” is saved.") % {"name": pick(saved.label)})
        return redirect("designer:attributes")
    return _page(request, found, form, status=422)


def _page(
    request: HttpRequest, found: AttributeDefinition | None, form: Form, *, status: int = 200
) -> HttpResponse:
    keepers = by_title(Department.objects.filter(Q(in_use=True) | Q(slug=form.values.get("keeper", ""))))
    shown: Shown = {
        "found": found,
        "title": pick(found.label) if found else _("Something more about people"),
        "values": form.values,
        "errors": form.errors,
        "summary": [(f"id_{name}", words) for name, words in form.errors.items()],
        "labels": form.labels(),
        "options": form.option_rows(),
        "kinds": AttributeType.choices,
        "sights": [{"value": value, "label": label} for value, label in AttributeSight.choices],
        "departments": [(row.slug, pick(row.name)) for row in keepers],
        "languages": [(code, forms.LANGUAGES.get(code, code)) for code in languages()],
        "holders": holders(found).count() if found else 0,
        "services": services_naming(f"attributes.{found.key}") if found else [],
    }
    return render(request, "designer/attributes/one.html", shown, status=status)
