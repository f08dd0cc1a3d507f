"""The brand: what can be chosen beside what comes of it, before it is saved; and how it was."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.branding import actions, guard, queries, sheet
from ventanilla.core.branding.colours import is_colour
from ventanilla.core.branding.images import ACCEPT
from ventanilla.core.branding.look import Look
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.surfaces.designer.brand import form as forms
from ventanilla.surfaces.designer.brand.form import Form
from ventanilla.surfaces.designer.brand.words import headers, history_rows, pairs, pictures
from ventanilla.surfaces.designer.doors import for_administrators

TAKEN = ("accent", "dark_accent")


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def brand(request: HttpRequest) -> HttpResponse:
    """The form and its preview; sent, the brand is saved, or a shade that the guard offers is taken over."""
    if request.method != "POST":
        held = queries.brand()
        return _page(request, forms.of(held.look), held.look, held.version)
    form = forms.sent(request, person_of(request))
    if taken := _taken(request.POST.get("take", "")):
        form.values |= taken
        return _page(request, form, form.look() or queries.brand().look, _base(request))
    return _save(request, form)


def _save(request: HttpRequest, form: Form) -> HttpResponse:
    look = form.look()
    base, status = _base(request), 422
    if look is not None and not form.errors:
        try:
            saved = actions.save(actor=person_of(request), look=look, base=base)
        except Invalid as refusal:
            form.errors |= {name: texts[0] for name, texts in refusal.fields.items()}
        except Conflict as refusal:
            messages.warning(request, str(refusal))
            base, status = queries.brand().version, refusal.status
        else:
            messages.success(request, _("The brand is saved.") if saved else _("Nothing has changed."))
            return redirect("designer:brand")
    return _page(request, form, look or queries.brand().look, base, status=status)


@for_administrators
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What the guard says of the colours in the form, and the tokens for the preview: asked for while one types."""
    values = {name: request.POST.get(name, "").strip() for name in forms.PLAIN}
    look = forms.of(queries.brand().look)
    look.values |= {name: value for name, value in values.items() if name == "header" or _whole(name, value)}
    found = look.look() or queries.brand().look
    return render(request, "designer/brand/_guard.html", _guard(found, look.values["dark_accent"]))


def _whole(name: str, value: str) -> bool:
    """Whether a colour is written to its end; the optional ones may be empty."""
    return is_colour(value.lower()) or (not value and name != "accent")


@for_administrators
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """All versions of the brand, and the way back to each."""
    versions = queries.history(person_of(request))[:100]
    return render(request, "designer/brand/history.html", {"rows": history_rows(list(versions))})


@for_administrators
@require_POST
def restore(request: HttpRequest, version: int) -> HttpResponse:
    """Go back to an earlier version."""
    saved = actions.restore(actor=person_of(request), version=version)
    words = _("The portal looks as it did then.") if saved else _("It looks like that already.")
    messages.success(request, words)
    return redirect("designer:brand")


def _base(request: HttpRequest) -> int:
    given = request.POST.get("base", "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


def _taken(given: str) -> dict[str, str]:
    """«accent:#d60c2a» from the button of the guard."""
    name, _colon, colour = given.partition(":")
    return {name: colour} if name in TAKEN and is_colour(colour) else {}


def _page(request: HttpRequest, form: Form, look: Look, base: int, *, status: int = 200) -> HttpResponse:
    found = queries.pictures(look)
    shown: dict[str, Any] = {
        "form": form,
        "base": base,
        "look": look,
        "draft": queries.Brand(base, look, found),
        "texts": pairs(form),
        "pictures": pictures(form, found),
        "headers": headers(),
        "accept": ACCEPT,
        "schemes": ("light", "dark"),
        "summary": [(f"id_{name.replace('.', '_')}", words) for name, words in form.errors.items()],
        **_guard(look, form.values["dark_accent"]),
    }
    return render(request, "designer/brand/page.html", shown, status=status)


def _guard(look: Look, dark: str) -> dict[str, Any]:
    light_finding, dark_finding = look.findings()
    return {
        "findings": [
            {"finding": light_finding, "field": "accent", "worked_out": False},
            {"finding": dark_finding, "field": "dark_accent", "worked_out": not dark},
        ],
        "fine": light_finding.ok and dark_finding.ok,
        "worked_out": guard.dark_of(look.light),
        "rules": json.dumps(sheet.explicit(look)),
    }
