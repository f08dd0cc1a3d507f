"""What should be put right in a service, before anybody meets it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.engines.workflow.linting import findings
from ventanilla.engines.workflow.machine.lint import Degree, Finding
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.services.one import Opened, frame, opened

DEGREES = {
    Degree.ERROR: gettext_lazy("Errors: this goes wrong for certain"),
    Degree.WARNING: gettext_lazy("Warnings: this goes wrong for some requests"),
    Degree.ADVICE: gettext_lazy("Advice: this would make it better"),
}
TONES = {Degree.ERROR: "negative", Degree.WARNING: "caution", Degree.ADVICE: "info"}
ICONS = {
    Degree.ERROR: "exclamation-circle",
    Degree.WARNING: "exclamation-triangle",
    Degree.ADVICE: "light-bulb",
}


@dataclass(frozen=True)
class Told:
    """A finding as the page shows it."""

    place: str
    text: str
    path: str


@require_safe
@for_designers
def checking(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that was found in the version looked at, the worst first."""
    found = opened(request, slug)
    seen = findings(found.package)
    context = {**frame(found, "service_check"), "groups": _groups(seen), "count": len(seen)}
    return render(request, "designer/services/check.html", context)


def _groups(seen: Iterable[Finding]) -> list[dict[str, object]]:
    language = get_language() or "es"
    found = list(seen)
    return [
        {
            "label": label,
            "tone": TONES[degree],
            "icon": ICONS[degree],
            "items": [
                Told(each.place.say(language), each.say(language), each.spelled)
                for each in found
                if each.degree is degree
            ],
        }
        for degree, label in DEGREES.items()
        if any(each.degree is degree for each in found)
    ]


def put_right(found: Opened) -> list[str]:
    """One sentence for the overview when the check found errors or warnings."""
    counted = [each.degree for each in findings(found.package)]
    errors, warnings = counted.count(Degree.ERROR), counted.count(Degree.WARNING)
    words = []
    if errors:
        words.append(ngettext("%(n)s error", "%(n)s errors", errors) % {"n": errors})
    if warnings:
        words.append(ngettext("%(n)s warning", "%(n)s warnings", warnings) % {"n": warnings})
    return [_("The check found %(what)s.") % {"what": _(" and ").join(words)}] if words else []
