"""Connections to other systems: for administrators of the portal."""

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
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.registers import by_title
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.entries import read
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.integrations.actions import save_connection, try_connection
from ventanilla.engines.integrations.choices import CallState
from ventanilla.engines.integrations.kinds import CONNECTORS
from ventanilla.engines.integrations.models import Call, Connection
from ventanilla.engines.integrations.queries import (
    all_connections,
    connection_called,
    history_of,
    latest_calls,
)
from ventanilla.surfaces.designer.connections import form as forms
from ventanilla.surfaces.designer.connections.form import Form
from ventanilla.surfaces.designer.doors import for_administrators
from ventanilla.surfaces.ui.format import time_tag

Shown = dict[str, Any]
TONES = {CallState.OK: "positive", CallState.REFUSED: "caution", CallState.FAILED: "negative"}


@require_safe
@for_administrators
def connections(request: HttpRequest) -> HttpResponse:
    """All of them, and the kinds of which one can be added."""
    shown = {"rows": [_row(row) for row in all_connections()], "kinds": _kinds()}
    return render(request, "designer/connections/list.html", shown)


def _kinds() -> list[Shown]:
    new = reverse("designer:connection_new")
    return [
        {"title": one.title, "about": one.about, "url": f"{new}?kind={one.kind}"}
        for one in CONNECTORS.values()
    ]


def _row(row: Connection) -> Shown:
    return {
        "url": reverse("designer:connection", args=[row.slug]),
        "name": row.name,
        "slug": row.slug,
        "kind": CONNECTORS[row.kind].title if row.kind in CONNECTORS else row.kind,
        "owner": row.owner.name,
        "department": pick(row.department.name) if row.department else "",
        "enabled": row.enabled,
        "failed": row.failed,  # type: ignore[attr-defined]  # counted by the query
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: HttpRequest) -> HttpResponse:
    """A connection more, of the kind that was chosen."""
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if kind not in CONNECTORS:
        return redirect("designer:connections")
    person, connector = person_of(request), CONNECTORS[kind]
    if request.method != "POST":
        return _page(request, None, forms.blank(connector, person))
    form = forms.sent(connector, request.POST, frozenset())
    form.values["slug"] = form.values["slug"] or slugify(form.values["name"])[:60]
    return _save(request, person, None, form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def connection(request: HttpRequest, slug: str) -> HttpResponse:
    """One: its settings, its last calls, and who changed what."""
    found = _found(slug)
    connector = CONNECTORS[found.kind]
    if request.method != "POST":
        return _page(request, found, forms.of(found, connector))
    form = forms.sent(connector, request.POST, frozenset(found.secrets))
    form.values["slug"] = found.slug
    return _save(request, person_of(request), found, form)


@require_POST
@for_administrators
def trial(request: HttpRequest, slug: str) -> HttpResponse:
    """Try it, changing nothing."""
    found = _found(slug)
    works, words = try_connection(actor=person_of(request), connection=found)
    if works:
        messages.success(request, words)
    else:
        messages.error(request, _("It doesn't work: %(reason)s") % {"reason": words})
    return redirect("designer:connection", slug=slug)


def _found(slug: str) -> Connection:
    found = connection_called(slug)
    if found is None or found.kind not in CONNECTORS:
        raise NotFound(_("There is no such connection."))
    return found


def _save(request: HttpRequest, person: Person, found: Connection | None, form: Form) -> HttpResponse:
    owner = form.owner()
    if owner is None or not owner.is_active:
        form.errors["owner"] = _("Nobody active here has this address.")
    if not form.values["name"]:
        form.errors["name"] = _("Give it a name.")
    if form.errors or owner is None:
        return _page(request, found, form, status=422)
    try:
        saved = save_connection(
            actor=person,
            slug=form.values["slug"],
            kind=form.connector.kind,
            name=form.values["name"],
            settings=form.settings(),
            secrets=form.secrets(),
            owner=owner,
            department=form.department(),
            enabled=form.values["enabled"] == "1",
            new=found is None,
        )
    except Conflict as refusal:
        form.errors["slug"] = str(refusal)
    except Invalid as refusal:
        form.errors |= {name: texts[0] for name, texts in refusal.fields.items()}
    else:
        messages.success(request, _("“%(name)s” is saved. Try it now.") % {"name": saved.name})
        return redirect("designer:connection", slug=saved.slug)
    return _page(request, found, form, status=422)


def _page(request: HttpRequest, found: Connection | None, form: Form, *, status: int = 200) -> HttpResponse:
    offered = Department.objects.filter(Q(in_use=True) | Q(slug=form.values.get("department", "")))
    departments = [(row.slug, pick(row.name)) for row in by_title(offered)]
    shown: Shown = {
        "found": found,
        "title": found.name if found else form.connector.title,
        "about": form.connector.about,
        "kind": form.connector.kind,
        "controls": form.controls(),
        "values": form.values,
        "errors": form.errors,
        "summary": [(f"id_{name}", words) for name, words in form.errors.items()],
        "departments": departments,
        "actions": [
            {"name": name, "title": one.title, "inputs": ", ".join(one.inputs.model_fields)}
            for name, one in form.connector.actions.items()
        ],
        "calls": [_call(row) for row in latest_calls(found)] if found else [],
        "history": [_entry(row) for row in history_of(found)] if found else [],
    }
    return render(request, "designer/connections/one.html", shown, status=status)


def _call(row: Call) -> Shown:
    return {
        "action": row.action,
        "state": row.get_state_display(),
        "tone": TONES.get(CallState(row.state), "neutral"),
        "problem": row.problem,
        "tries": row.tries,
        "at": time_tag(row.created_at),
    }


def _entry(row: Entry) -> Shown:
    told = read(row.type, row.payload)
    actor = row.actor.name if row.actor else _("The operator")
    return {"icon": told.icon, "text": told.say(actor), "detail": told.detail(), "when": time_tag(row.at)}
