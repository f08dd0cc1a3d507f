"""The published versions of a service, each with what it changed."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.core.blueprint.difference import differences
from ventanilla.core.kit.errors import NotFound
from ventanilla.records.catalog.entries import note_words
from ventanilla.records.catalog.models import Service, ServiceVersion
from ventanilla.records.catalog.versions import document_of
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.services.changes import changes
from ventanilla.surfaces.designer.services.one import frame, opened
from ventanilla.surfaces.ui.format import time_tag

MOST = 50


@require_safe
@for_designers
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions, the newest first."""
    found = opened(request, slug)
    rows = list(_all(found.service)[: MOST + 1])
    context = {
        **frame(found, "service_versions"),
        "rows": [_row(row, before, slug) for row, before in zip(rows, [*rows[1:], None], strict=True)][:MOST],
    }
    return render(request, "designer/services/versions.html", context)


def _all(service: Service) -> QuerySet[ServiceVersion]:
    rows = service.versions.select_related("published_by").prefetch_related("files__file")
    return rows.order_by("-number")


def _row(version: ServiceVersion, before: ServiceVersion | None, slug: str) -> dict[str, object]:
    return {
        "number": version.number,
        "note": note_words(version.note),
        "who": version.published_by.name if version.published_by else "",
        "when": time_tag(version.published_at),
        "changes": len(differences(document_of(before), document_of(version))) if before else 0,
        "first": before is None,
        "url": reverse("designer:service_version", args=[slug, version.number]),
    }


@require_safe
@for_designers
def one_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What one version changed, part by part, against the one before or another one (`?against=`)."""
    found = opened(request, slug)
    version = found.service.versions.filter(number=number).first()
    if version is None:
        raise NotFound(_("There is no such version of this service."))
    others = found.service.versions.exclude(pk=version.pk)
    given = request.GET.get("against", "")
    chosen = (
        others.filter(number=int(given))
        if given.isdecimal() and len(given) < 9
        else others.filter(number__lt=number)
    )
    before = chosen.order_by("-number").first()
    context = {
        **frame(found, "service_versions"),
        "looked_at": version,
        "note": note_words(version.note),
        "before": before,
        "numbers": list(others.order_by("-number").values_list("number", flat=True)[:MOST]),
        "groups": changes(before, version, get_language() or "es") if before else [],
    }
    return render(request, "designer/services/version.html", context)
