"""What leads to what: services, articles, related articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Min, Q

from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import services_for
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.models.links import ArticleService
from ventanilla.records.knowledge.queries.reading import articles_for, with_texts


def articles_for_service(person: Person, service: Service, *, most: int = 5) -> list[Article]:
    """The articles that lead to `service`, as far as `person` may read them, in their order. Two queries."""
    return articles_for_services(person, [service.pk], most=most).get(service.pk, [])


def articles_for_services(
    person: Person, services: Iterable[int], *, most: int = 5
) -> dict[int, list[Article]]:
    """The same for several services at once, by their ids. Three queries."""
    links = ArticleService.objects.filter(
        service__in=list(services), article__in=Article.objects.visible_to(person)
    )
    pairs = links.values_list("service_id", "article_id").annotate(first=Min("position"))
    chosen: dict[int, list[int]] = defaultdict(list)
    for service, article, _ in sorted(pairs, key=lambda pair: (pair[2], pair[1])):
        if len(chosen[service]) < most:
            chosen[service].append(article)
    rows = with_texts(Article.objects.filter(pk__in={pk for pks in chosen.values() for pk in pks}))
    found = {article.pk: article for article in rows}
    return {service: [found[pk] for pk in pks] for service, pks in chosen.items()}


def services_for_article(person: Person, article: Article) -> list[Service]:
    """The services that `article` leads to and that `person` may ask for, in its order. One query."""
    rows = services_for(person).filter(article_links__article=article)
    return list(rows.annotate(first=Min("article_links__position")).order_by("first", "pk"))


def related_for(person: Person, article: Article, *, most: int = 4) -> list[Article]:
    """What else `person` may want to read: what its authors chose, then what names it or leads to the same service,
    then the most helpful of its category. Two queries."""
    chosen = Q(related_from__article=article)
    near = Q(related_links__related=article) | Q(service_links__service__article_links__article=article)
    rows = articles_for(person).exclude(pk=article.pk)
    found = list(rows.filter(chosen).order_by("related_from__position", "pk")[:most])
    if len(found) < most:
        known = [one.pk for one in found]
        more = rows.exclude(pk__in=known).filter(pk__in=Article.objects.filter(near).values("pk"))
        found += list(more[: most - len(found)])
    if len(found) < most:
        known = [one.pk for one in found]
        more = rows.exclude(pk__in=known).filter(category=article.category_id)
        found += list(more.order_by("-helpful", "-published_at", "-id")[: most - len(found)])
    return found
