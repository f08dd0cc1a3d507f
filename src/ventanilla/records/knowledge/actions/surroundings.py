"""What surrounds the text: whose it is, for whom, and what it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ventanilla.core.access.actions import audience_for
from ventanilla.core.access.policies import require
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Service
from ventanilla.records.knowledge.actions.lock import locked, touch
from ventanilla.records.knowledge.entries import ArticleLinked, ArticleSettled
from ventanilla.records.knowledge.models import Article, ArticleService, RelatedArticle
from ventanilla.records.knowledge.policies import may_write_in
from ventanilla.records.knowledge.words import About, check_about, refuse

FIELDS = ("kind", "department", "category", "owner", "owner_team", "audience", "review_on")


@action
def settle(*, actor: Person | None, article: Article, about: About, edition: int | None = None) -> Article:
    """Change what surrounds the text to `about`; nothing is recorded when nothing changes.

    `edition`: the one that the author began with. Raises NotAllowed (both the department that keeps the article and the
    one that is to), Invalid naming the field, or Conflict when somebody else changed it meanwhile.
    """
    current = locked(article, actor)
    require(may_write_in(actor, about.department))
    refuse(check_about(about))
    changed = _differences(current, about)
    if not changed:
        return current
    if edition is not None and edition != current.edition:
        text = _(
            "Somebody else has changed the details of this article meanwhile: look them over and save again."
        )
        raise Conflict(text, code="details_moved")
    for name in FIELDS:
        setattr(current, name, _wanted(name, about))
    current.edition += 1
    touch(current, "edition", *FIELDS)
    write_links(current, about)
    record(current.stream, ArticleSettled(article=current.slug, changed=tuple(changed)), actor=actor)
    if "services" in changed:
        _record_links(current, actor)
    return current


@action
def link_service(*, actor: Person | None, article: Article, service: Service) -> Article:
    """Let `article` and `service` lead to each other. Raises NotAllowed."""
    current = locked(article, actor)
    _row, created = ArticleService.objects.get_or_create(
        article=current,
        service=service,
        from_package=False,
        defaults={"position": current.service_links.count()},
    )
    if created:
        _record_links(current, actor)
    return current


@action
def unlink_service(*, actor: Person | None, article: Article, service: Service) -> Article:
    """Take the tie away; one that the service's package makes stays. Raises NotAllowed."""
    current = locked(article, actor)
    gone, _rows = ArticleService.objects.filter(article=current, service=service, from_package=False).delete()
    if gone:
        _record_links(current, actor)
    return current


def write_links(article: Article, about: About) -> None:
    """Make the article's own ties to services and related articles those of `about`, in their order."""
    if _own_services(article) != [service.pk for service in about.services]:
        ArticleService.objects.filter(article=article, from_package=False).delete()
        ArticleService.objects.bulk_create(
            ArticleService(article=article, service=service, position=position)
            for position, service in enumerate(dict.fromkeys(about.services))
        )
    others = [other for other in dict.fromkeys(about.related) if other.pk != article.pk]
    if _related(article) != [other.pk for other in others]:
        RelatedArticle.objects.filter(article=article).delete()
        RelatedArticle.objects.bulk_create(
            RelatedArticle(article=article, related=other, position=position)
            for position, other in enumerate(others)
        )


def tie_packages(article: Article) -> None:
    """The ties to services whose live packages name this article already."""
    naming = Service.objects.filter(
        state=ServiceState.LIVE, live_version__definition__articles__contains=[article.slug]
    )
    ArticleService.objects.bulk_create(
        (ArticleService(article=article, service=service, from_package=True) for service in naming),
        ignore_conflicts=True,
    )


@action
def follow_package(*, service: Service, slugs: Sequence[str]) -> None:
    """Make the ties that the package of `service` makes those to the articles `slugs`, as far as they exist."""
    ArticleService.objects.filter(service=service, from_package=True).exclude(
        article__slug__in=slugs
    ).delete()
    found = {article.slug: article for article in Article.objects.filter(slug__in=slugs)}
    for position, slug in enumerate(slugs):
        if slug in found:
            ArticleService.objects.update_or_create(
                article=found[slug], service=service, from_package=True, defaults={"position": position}
            )


def _differences(article: Article, about: About) -> list[str]:
    changed = [name for name in FIELDS if getattr(article, name) != _wanted(name, about)]
    if _own_services(article) != [service.pk for service in about.services]:
        changed.append("services")
    if _related(article) != [other.pk for other in about.related if other.pk != article.pk]:
        changed.append("related")
    return changed


def _wanted(name: str, about: About) -> object:
    value: object = getattr(about, name)
    if name == "audience":
        return None if value is None else audience_for(value)
    return value


def _own_services(article: Article) -> list[int]:
    rows = ArticleService.objects.filter(article=article, from_package=False)
    return list(rows.order_by("position", "pk").values_list("service_id", flat=True))


def _related(article: Article) -> list[int]:
    rows = RelatedArticle.objects.filter(article=article)
    return list(rows.order_by("position", "pk").values_list("related_id", flat=True))


def _record_links(article: Article, actor: Person | None) -> None:
    rows = ArticleService.objects.filter(article=article, from_package=False).select_related("service")
    slugs = tuple(row.service.slug for row in rows.order_by("position", "pk"))
    record(article.stream, ArticleLinked(article=article.slug, services=slugs), actor=actor)
