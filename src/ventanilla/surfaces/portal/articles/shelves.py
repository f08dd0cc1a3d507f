"""All articles by category, and one category in full."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import page
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Category
from ventanilla.records.knowledge.queries import articles_for, shelves
from ventanilla.records.knowledge.queries.reading import NO_ARTICLE
from ventanilla.surfaces.portal.articles.rows import rows_of

ON_A_SHELF = 5
ON_A_PAGE = 30


def all_shelves(person: Person) -> list[dict[str, Any]]:
    """The categories with their most helpful articles."""
    shown = []
    for shelf in shelves(person, most=ON_A_SHELF):
        hidden = shelf.count > len(shelf.articles)
        label = ngettext("All %(n)s article", "All %(n)s articles", shelf.count) % {"n": shelf.count}
        shown.append(
            {
                "slug": shelf.category.slug,
                "title": pick(shelf.category.name),
                "icon": shelf.category.icon,
                "rows": rows_of(shelf.articles),
                "more": category_url(shelf.category.slug) if hidden else "",
                "label": label,
            }
        )
    return shown


def one_shelf(person: Person, slug: str, after: str | None) -> dict[str, Any]:
    """A category with all its articles, page by page. Raises NotFound when there is nothing for `person`."""
    category = Category.objects.filter(slug=slug).first()
    rows = articles_for(person).filter(category=category)
    found = page(rows, order=("-published_at", "-id"), after=after, size=ON_A_PAGE)
    if category is None or not (found.items or after):
        raise NotFound(NO_ARTICLE)
    more = f"{category_url(slug)}&{urlencode({'after': found.next})}" if found.next else ""
    return {
        "title": pick(category.name),
        "summary": pick(category.description),
        "rows": rows_of(found.items),
        "more": more,
    }


def category_url(slug: str) -> str:
    return f"{reverse('portal:articles')}?{urlencode({'category': slug})}"
