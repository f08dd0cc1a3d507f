"""What is left when the search has no answer: somebody to ask, and the nearest part of the catalogue."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from ventanilla.core.people.models import Person
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.queries import nearest
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import categories_for, services_for
from ventanilla.records.knowledge.models import Article
from ventanilla.surfaces.portal.catalogue.shelves import Tile, category_tile

MOST_CATEGORIES = 6


def ways_on(person: Person, text: str, trace: str = "") -> dict[str, Any]:
    """The service for questions of any kind, with what was typed carried over, and the categories nearest to it."""
    anything = generic_service(person)
    return {
        "question_url": form_url(anything, text, trace) if anything else "",
        "categories": near_categories(person, text),
    }


def generic_service(person: Person) -> Service | None:
    """Where somebody asks who doesn't know what to choose: the first live service of the kind «question»."""
    return services_for(person).filter(live_version__definition__kind="question").order_by("pk").first()


def form_url(service: Service, text: str, trace: str = "") -> str:
    """The form of a service, knowing what was looked for; of a resource, its page."""
    if service.is_resource:
        query = urlencode({"need": trace}) if trace else ""
        return reverse("portal:service", args=[service.slug]) + (f"?{query}" if query else "")
    given = {name: value for name, value in (("text", text), ("need", trace)) if value}
    return reverse("portal:ask", args=[service.slug]) + (f"?{urlencode(given)}" if given else "")


def near_categories(person: Person, text: str) -> list[Tile]:
    """The categories of what comes nearest to `text` first, then the others in their order."""
    shelves = categories_for(person)
    if text:
        hits = nearest(person, text, size=8)
        ids = {kind: [hit.id for hit in hits if hit.kind == kind] for kind in Kind}
        near = set(Service.objects.filter(pk__in=ids[Kind.SERVICE]).values_list("category", flat=True))
        near |= set(Article.objects.filter(pk__in=ids[Kind.ARTICLE]).values_list("category", flat=True))
        shelves = sorted(shelves, key=lambda shelf: shelf.category.pk not in near)
    return [category_tile(shelf) for shelf in shelves[:MOST_CATEGORIES]]
