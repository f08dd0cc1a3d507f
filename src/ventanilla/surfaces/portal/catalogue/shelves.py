"""Services and categories as tiles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from ventanilla.core.kit.standing import MANY, StandingRows
from ventanilla.core.kit.text import pick_with_language
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Category, Service
from ventanilla.records.catalog.queries import (
    Shelf,
    categories_for,
    meant_for,
    opened_most,
    services_for,
)
from ventanilla.records.catalog.resources import opens_of
from ventanilla.records.tickets.queries import asked_most
from ventanilla.surfaces.portal.catalogue.links import opening_link
from ventanilla.surfaces.ui.format import locale

MOST_POPULAR = 6
MOST_OPENED = 2
"""Opening costs nothing, so resources would leave no room for anything else."""
LEAST_POPULAR = 4
"""With fewer than these the categories say it already."""
ON_A_SHELF = 9


@dataclass(frozen=True)
class Tile:
    url: str
    icon: str
    title: str
    summary: str
    lang: str = ""
    note: str | SafeString = ""


@dataclass(frozen=True)
class ShelfShown:
    """A category with its services (the first few of them when it is one of several)."""

    slug: str
    title: str
    summary: str
    services: list[Tile]
    more_url: str = ""
    more_label: str = ""


def service_tile(service: Service) -> Tile:
    """A service; its language is told when it isn't the page's. Of a resource, with a link that opens it."""
    title, language = pick_with_language(service.title)
    summary = pick_with_language(service.summary)[0]
    own = locale().language
    opens = opens_of(service.opens)
    note = opening_link(service.slug, opens) if opens else ""
    shown = "" if language == own else language
    return Tile(_service_url(service.slug), service.icon, title, summary, shown, note)


def _service_url(slug: str) -> str:
    return reverse("portal:service", args=[slug])


def category_url(category: Category) -> str:
    return f"{reverse('portal:catalogue')}?category={category.slug}"


def category_tile(shelf: Shelf) -> Tile:
    title = pick_with_language(shelf.category.name)[0]
    summary = pick_with_language(shelf.category.description)[0]
    count = ngettext("%(n)s service", "%(n)s services", shelf.services) % {"n": shelf.services}
    return Tile(category_url(shelf.category), shelf.category.icon, title, summary, note=count)


def popular(person: Person) -> list[Tile]:
    """What is asked for most, of what this person may ask for, and the resources that are opened most."""
    asked = asked_most()
    order = {pk: place for place, pk in enumerate([*asked, *opened_most()])}
    rows = OFFERED(person=person.pk, services=list(order)) if person.is_active else []
    ranked = sorted(rows, key=lambda row: order[row.pk])
    opened = [row for row in ranked if row.is_resource][:MOST_OPENED]
    wanted = [row for row in ranked if not row.is_resource][: MOST_POPULAR - len(opened)]
    found = [service_tile(service) for service in (*wanted, *opened)]
    return found if len(found) >= LEAST_POPULAR else []


OFFERED = StandingRows(
    lambda person, services: meant_for(person).filter(pk__in=services), person=-1, services=MANY
)


def shelves_for(person: Person, only: str = "") -> list[ShelfShown]:
    """The whole catalogue by category in its order, or one category with those below it. Three queries."""
    services: dict[int, list[Service]] = {}
    for service in services_for(person):
        services.setdefault(service.category_id, []).append(service)
    flat = list(_flat(categories_for(person), only))
    most = None if only else ON_A_SHELF
    return [
        _shelf(shelf, services[shelf.category.pk], most) for shelf in flat if shelf.category.pk in services
    ]


def _flat(shelves: Iterable[Shelf], only: str, inside: bool = False) -> Iterable[Shelf]:
    for shelf in shelves:
        wanted = inside or not only or shelf.category.slug == only
        if wanted:
            yield shelf
        yield from _flat(shelf.children, only, inside or (bool(only) and wanted))


def _shelf(shelf: Shelf, services: list[Service], most: int | None) -> ShelfShown:
    category = shelf.category
    hidden = len(services) - most if most and len(services) > most else 0
    return ShelfShown(
        slug=category.slug,
        title=pick_with_language(category.name)[0],
        summary=pick_with_language(category.description)[0],
        services=[service_tile(service) for service in services[:most]],
        more_url=category_url(category) if hidden else "",
        more_label=ngettext("%(n)s more service", "%(n)s more services", hidden) % {"n": hidden}
        if hidden
        else "",
    )
