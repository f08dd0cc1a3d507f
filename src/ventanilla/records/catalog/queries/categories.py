"""The shelves of the catalogue."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ventanilla.core.kit.standing import Standing, StandingRows
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Category
from ventanilla.records.catalog.queries.services import meant_for


@dataclass(frozen=True)
class Shelf:
    """A category as somebody sees it: how many services it holds for them (those of its children too)."""

    category: Category
    services: int
    children: tuple[Shelf, ...]


def categories_for(person: Person) -> list[Shelf]:
    """The categories that hold something for `person`, as a tree in the order that was arranged. Two
    queries.
    """
    counts = Counter(category for (category,) in OFFERED(person=person.pk)) if person.is_active else {}
    below: dict[int | None, list[Category]] = defaultdict(list)
    for category in CATEGORIES():
        below[category.parent_id].append(category)
    return list(_shelves(None, below, counts))


OFFERED = Standing(lambda person: meant_for(person).order_by().values_list("category_id"), person=-1)
CATEGORIES = StandingRows(Category.objects.all)


def _shelves(
    parent: int | None, below: Mapping[int | None, list[Category]], counts: Mapping[int, int]
) -> tuple[Shelf, ...]:
    shelves = []
    for category in below.get(parent, ()):
        children = _shelves(category.pk, below, counts)
        services = counts.get(category.pk, 0) + sum(child.services for child in children)
        if services:
            shelves.append(Shelf(category, services, children))
    return tuple(shelves)
