"""What can be asked for, and reading about it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.core.kit.errors import NotFound
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.text import cleaned
from ventanilla.records.catalog.queries import service_for
from ventanilla.records.catalog.queries.services import NO_SERVICE
from ventanilla.surfaces.portal.catalogue.entry import entry_of
from ventanilla.surfaces.portal.catalogue.resource import resource_page
from ventanilla.surfaces.portal.catalogue.shelves import shelves_for
from ventanilla.surfaces.portal.searching.arriving import came_to
from ventanilla.surfaces.portal.visit import Visit


@require_safe
def catalogue(request: Visit) -> HttpResponse:
    """Everything that one may ask for by category; what is looked for (`q`) is found by the search."""
    text = cleaned(request.GET.get("q", ""))
    if text:
        return redirect(f"{reverse('portal:search')}?{urlencode({'q': text})}")
    category = request.GET.get("category", "").replace("\x00", "")
    shelves = shelves_for(request.user, category)
    if category and not shelves:
        raise NotFound(NO_SERVICE)
    return render(request, "portal/catalogue.html", {"shelves": shelves, "category": category})


@require_safe
def service(request: Visit, slug: str) -> HttpResponse:
    """What a service is, by when, through whose hands it goes; of a resource, what it opens."""
    found = service_for(request.user, slug)
    trace = came_to(request, Kind.SERVICE, found.pk)
    if found.is_resource:
        return render(request, "portal/resource.html", resource_page(found, request.user, trace))
    entry = entry_of(found, request.user)
    if trace:
        entry["ask_url"] += f"?{urlencode({'need': trace})}"
    return render(request, "portal/service.html", entry)
