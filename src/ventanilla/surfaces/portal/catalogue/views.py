"""Finding a service, and reading about it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ventanilla.core.kit.errors import NotFound
from ventanilla.records.catalog.queries import search, service_for
from ventanilla.records.catalog.queries.services import NO_SERVICE
from ventanilla.surfaces.portal.catalogue.entry import entry_of
from ventanilla.surfaces.portal.catalogue.shelves import popular, service_tile, shelves_for
from ventanilla.surfaces.portal.visit import Visit

MOST_SUGGESTED = 6
LONGEST = 200


@require_safe
@vary_on_headers("HX-Request")
def catalogue(request: Visit) -> HttpResponse:
    """Everything that one may ask for by category, or what answers `q`; while typing, the best few."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    found = [service_tile(service) for service in search(request.user, text)] if text else []
    count = ngettext("%(n)s service found", "%(n)s services found", len(found)) % {"n": len(found)}
    shown = {"text": text, "found": found, "count": count}
    if request.htmx:
        return render(request, "portal/_suggestions.html", {**shown, "found": found[:MOST_SUGGESTED]})
    if text:
        offered = [] if found else popular(request.user)
        return render(request, "portal/search.html", {**shown, "offered": offered})
    category = request.GET.get("category", "").replace("\x00", "")
    shelves = shelves_for(request.user, category)
    if category and not shelves:
        raise NotFound(NO_SERVICE)
    return render(request, "portal/catalogue.html", {"shelves": shelves, "category": category})


@require_safe
def service(request: Visit, slug: str) -> HttpResponse:
    """What a service is, by when, through whose hands it goes."""
    found = service_for(request.user, slug)
    return render(request, "portal/service.html", entry_of(found, request.user))
