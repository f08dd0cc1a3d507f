"""The registers: all of them, one list, one row."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.registers import LONGEST_SEARCH, ties_of
from ventanilla.core.kit.text import listed
from ventanilla.surfaces.designer.doors import for_administrators
from ventanilla.surfaces.designer.history import history_of
from ventanilla.surfaces.designer.organisation import form as forms
from ventanilla.surfaces.designer.organisation.form import Form
from ventanilla.surfaces.designer.organisation.hanging import words_of
from ventanilla.surfaces.designer.organisation.kinds import REGISTERS
from ventanilla.surfaces.designer.organisation.register import Register

Shown = dict[str, Any]
TRIES = 3


@require_safe
@for_administrators
def organisation(request: HttpRequest) -> HttpResponse:
    """What there is to keep."""
    rows = [
        {
            "url": _list_url(one),
            "title": one.called.title,
            "summary": one.called.lead,
            "icon": one.called.icon,
        }
        for one in REGISTERS.values()
    ]
    return render(request, "designer/organisation/home.html", {"rows": rows})


@require_safe
@for_administrators
def register(request: HttpRequest, register: str) -> HttpResponse:
    """One list: searched, by pages; those in use, or those that aren't."""
    kind = kind_of(register)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    unused = request.GET.get("state") == "unused"
    found = kind.listed(text, in_use=not unused, after=request.GET.get("after"))
    query = {"q": text, "state": "unused" if unused else ""}
    context: Shown = {
        "rows": [{"line": kind.line(row), "url": row_url(kind, row.pk)} for row in found.items],
        "more": f"?{urlencode({**query, 'after': found.next})}" if found.next else "",
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "designer/organisation/rows.html", context)
    context |= {
        "kind": kind,
        "called": kind.called,
        "text": text,
        "unused": unused,
        "here": _list_url(kind),
        "new_url": reverse("designer:register_new", args=[kind.slug]),
        "tabs": _tabs(kind),
        "filters": _filters(kind, text, unused),
    }
    return render(request, "designer/organisation/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: HttpRequest, register: str) -> HttpResponse:
    """One more."""
    kind = kind_of(register)
    if request.method != "POST":
        return page(request, kind, None)
    form = forms.sent(kind.fields(None), request.POST)
    try:
        made = kind.save(person_of(request), None, form.values, None)
    except Invalid as refusal:
        forms.refused(form, refusal.fields)
        return page(request, kind, None, form, status=422)
    messages.success(request, _("“%(name)s” is added.") % {"name": kind.title_of(made)})
    return redirect(row_url(kind, made.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def row(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    """One of them, and (POST) changed."""
    kind = kind_of(register)
    found = kind.found(pk)
    if request.method != "POST":
        return page(request, kind, found)
    form = forms.sent(kind.fields(found), request.POST)
    for _try in range(TRIES):
        if not form.meet(kind.written(found)):
            return page(request, kind, found, form, status=409)
        try:
            kind.save(person_of(request), found, form.values, kind.edition(found))
        except Invalid as refusal:
            forms.refused(form, refusal.fields)
            return page(request, kind, found, form, status=422)
        except Conflict as refusal:
            if refusal.reason != "changed":
                form.errors["name"] = str(refusal)
                return page(request, kind, found, form, status=409)
            found = kind.found(pk)
            continue
        return _saved(request, kind, pk)
    form.errors["name"] = _("Others keep changing this. Wait a moment and save again.")
    return page(request, kind, found, form, status=409)


def _saved(request: HttpRequest, kind: Register, pk: int) -> HttpResponse:
    found = kind.found(pk)
    words = _("“%(name)s” is saved.") % {"name": kind.title_of(found)}
    messages.success(request, " ".join(filter(None, (words, kind.saved(found)))))
    return redirect(row_url(kind, pk))


@require_POST
@for_administrators
def use(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    """Out of use, or in use again."""
    kind = kind_of(register)
    found = kind.found(pk)
    again = request.POST.get("in_use") == "1"
    try:
        kind.set_in_use(person_of(request), found, again)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("“%(name)s” is in use again.") if again else _("“%(name)s” is out of use.")
        messages.success(request, words % {"name": kind.title_of(found)})
    return redirect(row_url(kind, pk))


@require_POST
@for_administrators
def removal(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    """Away for good: only what nothing hangs on and no service names."""
    kind = kind_of(register)
    found = kind.found(pk)
    if named := kind.named_by(found):
        messages.error(request, _("These services name it: %(names)s.") % {"names": listed(named)})
        return redirect(row_url(kind, pk))
    try:
        kind.remove(person_of(request), found)
    except Conflict as refusal:
        messages.error(request, str(refusal))
        return redirect(row_url(kind, pk))
    messages.success(request, _("“%(name)s” is taken away.") % {"name": kind.title_of(found)})
    return redirect(_list_url(kind))


def kind_of(slug: str) -> Register:
    """Raises NotFound."""
    if slug not in REGISTERS:
        raise NotFound(_("There is nothing like that here."))
    return REGISTERS[slug]


def row_url(kind: Register, pk: int) -> str:
    return reverse("designer:register_row", args=[kind.slug, pk])


def _list_url(kind: Register) -> str:
    return reverse("designer:register", args=[kind.slug])


def page(
    request: HttpRequest,
    kind: Register,
    found: Any | None,
    form: Form | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of a row, or of a new one, with what was typed in its `form`."""
    form = form or forms.of(kind.fields(found), kind.written(found))
    shown: Shown = {
        "kind": kind,
        "called": kind.called,
        "found": found,
        "title": kind.title_of(found) if found else kind.called.new,
        "fields": form.shown(),
        "summary": form.summary(),
        "back": _list_url(kind),
        "administers": True,
    }
    if found is not None:
        shown |= _about(kind, found)
    return render(request, "designer/organisation/one.html", shown | more, status=status)


def _about(kind: Register, found: Any) -> Shown:
    """What stands around the fields: what hangs on it, what can be done with it, and what happened to it."""
    hanging = words_of(ties_of(found, leaving_out=kind.parts()))
    return {
        **kind.beside(found),
        "more_template": kind.more,
        "hanging": listed(hanging),
        "named_by": listed(kind.named_by(found)),
        "use_url": reverse("designer:register_use", args=[kind.slug, found.pk]),
        "removal_url": reverse("designer:register_removal", args=[kind.slug, found.pk]),
        "history": history_of(kind.stream_key(found), called=kind.title_of(found)),
    }


def _tabs(kind: Register) -> list[Shown]:
    return [
        {"label": one.called.title, "url": _list_url(one), "current": one.slug == kind.slug}
        for one in REGISTERS.values()
    ]


def _filters(kind: Register, text: str, unused: bool) -> list[Shown]:
    words = {"": pgettext("register", "In use"), "unused": pgettext("register", "Out of use")}
    here = _list_url(kind)
    return [
        {
            "label": label,
            "url": f"{here}?{urlencode({'q': text, 'state': state})}",
            "current": (state == "unused") == unused,
        }
        for state, label in words.items()
    ]
