"""What a reader gets: the published text, in their language or the nearest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import languages
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Category
from ventanilla.records.knowledge.markdown import VERSION, Heading, Rendered, render
from ventanilla.records.knowledge.models import Article, Translation, Vote

NO_ARTICLE = _("There is no such article, or it isn't meant for you.")
HEAVY = ("body", "rendered")
RELATED = ("category", "department", "owner", "owner_team", "proposed_by")


def with_texts(rows: QuerySet[Article], *, bodies: bool = False) -> QuerySet[Article]:
    """`rows` with their published texts, so that `text_for` needs no query; without bodies unless asked for."""
    texts = Translation.objects.filter(published__isnull=False).select_related("author")
    return rows.prefetch_related(Prefetch("translations", texts if bodies else texts.defer(*HEAVY)))


def articles_for(person: Person) -> QuerySet[Article]:
    """What `person` may read, with the texts that lists show, the latest published first."""
    rows = Article.objects.visible_to(person).select_related("category", "department")
    return with_texts(rows).order_by("-published_at", "-id")


def article_for(person: Person, slug: str) -> Article:
    """The published article of this name, with its texts and all that its page shows. Raises NotFound."""
    rows = Article.objects.visible_to(person).filter(slug=slug).select_related(*RELATED)
    article = with_texts(rows, bodies=True).first()
    if article is None:
        raise NotFound(NO_ARTICLE)
    return article


def text_for(article: Article, language: str | None = None) -> Translation:
    """The published text in `language` (default: the active one), else in the portal's, else in any: compare its
    `language` to know. The article comes from `with_texts`. Raises NotFound when there is none."""
    texts = {text.language: text for text in article.translations.all()}
    wanted = language or (get_language() or "")[:2]
    for code in (wanted, *languages(), article.language, *sorted(texts)):
        if code in texts:
            return texts[code]
    raise NotFound(NO_ARTICLE)


def page_of(translation: Translation) -> Rendered:
    """The text as HTML with its list of contents: what was kept when it was published, or made anew."""
    kept = translation.rendered
    if kept.get("version") != VERSION:
        return render(translation.body)
    return Rendered(kept["html"], tuple(Heading(*line) for line in kept["contents"]))


def html(translation: Translation) -> SafeString:
    """The text as safe HTML."""
    return SafeString(page_of(translation).html)  # cleaned by nh3 in render


def vote_of(person: Person, article: Article) -> Vote | None:
    return Vote.objects.filter(person=person, article=article).first()


@dataclass(frozen=True)
class Shelf:
    """A category as somebody sees it, with its first articles and how many it holds for them."""

    category: Category
    count: int
    articles: tuple[Article, ...]


def shelves(person: Person, *, most: int = 5) -> list[Shelf]:
    """The categories that hold something for `person`, in their order, each with its `most` most helpful articles.
    Three queries, and one for the texts."""
    visible = Article.objects.visible_to(person)
    rows = list(visible.values_list("category_id", "pk", "helpful", "unhelpful"))
    best: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for category, pk, helpful, unhelpful in rows:
        best[category].append((unhelpful - helpful, pk))
    chosen = {category: [pk for _, pk in sorted(pairs)[:most]] for category, pairs in best.items()}
    found = _by_id(pk for pks in chosen.values() for pk in pks)
    counts = Counter(category for category, *_ in rows)
    categories = Category.objects.filter(pk__in=chosen).select_related("parent")
    ordered = sorted(categories, key=lambda one: (one.parent or one).position * 1000 + one.position)
    return [Shelf(one, counts[one.pk], tuple(found[pk] for pk in chosen[one.pk])) for one in ordered]


def _by_id(ids: Iterable[int]) -> Mapping[int, Article]:
    return {article.pk: article for article in with_texts(Article.objects.filter(pk__in=list(ids)))}
