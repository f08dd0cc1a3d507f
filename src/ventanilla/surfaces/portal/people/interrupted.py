"""What somebody was sending when their session had ended: kept through sign-in, and sent when they say so."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

SESSION_KEY = "interrupted"
LONGEST = 130_000  # an article in two languages
KEEPING = "draft/"
"""What is kept in the background while somebody types belongs to the form above."""
OURS = {"csrfmiddlewaretoken"}
SECRET = "_secret"  # noqa: S105 - a field's name
"""Names the fields that hold secrets: these are typed anew."""


def keep(request: HttpRequest) -> str:
    """Keep the fields of a form that nobody signed in has sent; returns where to go after signing in.

    Files can't be kept; neither can more than some pages of text. Passwords must not be.
    """
    if any("password" in name for name in request.POST):
        return "/"
    left_out = OURS | {SECRET, *request.POST.getlist(SECRET)}
    fields = [
        [name, value] for name, values in request.POST.lists() if name not in left_out for value in values
    ]
    if not fields or sum(len(name) + len(str(value)) for name, value in fields) > LONGEST:
        return "/"
    path = request.get_full_path().removesuffix(KEEPING)
    request.session[SESSION_KEY] = {
        "path": path,
        "form": path.endswith("/ask/"),
        "fields": fields,
        "files": bool(request.FILES),
    }
    return reverse("people:resume")


@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """Show what was being sent, with one button to send it."""
    kept = request.session.pop(SESSION_KEY, None)
    if kept is None:
        return redirect("/")
    said = [value for name, value in kept["fields"] if _is_typed(name) and len(str(value)) > 15]
    kept["fields"] = (
        [field for field in kept["fields"] if field[0] != "_go"] if kept.get("form") else kept["fields"]
    )
    return render(request, "people/resume.html", {**kept, "said": said})


def _is_typed(name: str) -> bool:
    """Whether a person wrote it; `key` is what makes sending twice ask once."""
    return not name.startswith("_") and name != "key"
