"""What authors work on."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.queries import team_ids
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.choices import Reason, State, TextState
from ventanilla.records.knowledge.models import Article, Revision, Translation, Vote

BADLY_RATED = 3
"""So many readers and more who were not helped, when they are not outnumbered, ask for a look at the text."""

NO_ARTICLE = _("There is no such article, or your department doesn't keep it.")


class Listed:
    """Which of the articles that somebody keeps: the names of the filters are those of the page."""

    MINE = "mine"
    TEAM = "team"
    DRAFTS = "drafts"
    REVIEW = "review"
    STALE = "stale"
    RATED = "rated"
    ARCHIVED = "archived"


def _kept(person: Person) -> QuerySet[Article]:
    texts = Translation.objects.select_related("author", "newest").defer("body", "rendered", "newest__body")
    rows = Article.objects.kept_by(person).select_related("category", "owner", "owner_team", "department")
    return rows.prefetch_related(Prefetch("translations", texts))


def desk_list(
    person: Person, today: date, *, which: str = "", text: str = "", after: str | None = None, size: int = 30
) -> Page[Article]:
    """What `person` keeps and `which` asks for, changed last first; those to review by their date."""
    rows = _narrowed(_kept(person), person, which, today)
    for word in text.replace("\x00", " ").split()[:6]:
        titled = Translation.objects.filter(title__unaccent__icontains=word).values("article")
        rows = rows.filter(Q(pk__in=titled) | Q(slug__icontains=word))
    order = ("review_on", "id") if which == Listed.REVIEW else ("-updated_at", "-id")
    return page(rows, order=order, after=after, size=size)


def _narrowed(rows: QuerySet[Article], person: Person, which: str, today: date) -> QuerySet[Article]:
    if which == Listed.ARCHIVED:
        return rows.filter(state=State.ARCHIVED)
    rows = rows.exclude(state=State.ARCHIVED)
    if which == Listed.MINE:
        written = Revision.objects.filter(author=person).values("article")
        return rows.filter(Q(owner=person) | Q(proposed_by=person) | Q(pk__in=written))
    if which == Listed.TEAM:
        return rows.filter(owner_team__in=team_ids(person))
    if which == Listed.DRAFTS:
        waiting = Translation.objects.exclude(newest=F("published")).values("article")
        unpublished = Translation.objects.filter(published=None).values("article")
        return rows.filter(Q(pk__in=waiting) | Q(pk__in=unpublished))
    if which == Listed.REVIEW:
        return rows.filter(state=State.LIVE, review_on__lte=today)
    if which == Listed.STALE:
        return rows.filter(pk__in=_stale().values("article"))
    if which == Listed.RATED:
        return rows.filter(Q(unhelpful__gte=F("helpful")), unhelpful__gte=BADLY_RATED)
    return rows


def _stale() -> QuerySet[Translation]:
    """The translations whose original was changed after them."""
    return Translation.objects.filter(
        article__translations__language=F("article__language"),
        article__translations__newest__number__gt=F("source_revision"),
    ).exclude(language=F("article__language"))


def article_kept_by(person: Person, slug: str) -> Article:
    """The article of this name for its authors, with all its texts. Raises NotFound."""
    texts = Translation.objects.select_related("author", "newest__author", "published").order_by("language")
    related = ("category", "owner", "owner_team", "department", "audience", "proposed_by", "stream")
    rows = Article.objects.kept_by(person).filter(slug=slug).select_related(*related)
    article = rows.prefetch_related(Prefetch("translations", texts)).first()
    if article is None:
        raise NotFound(NO_ARTICLE)
    return article


def is_stale(article: Article, translation: Translation) -> bool:
    """Whether the original was changed after `translation` was last brought in line with it. The article comes
    with its texts."""
    if translation.language == article.language or translation.source_revision is None:
        return False
    original = next((t for t in article.translations.all() if t.language == article.language), None)
    return original is not None and original.newest.number > translation.source_revision


def text_state(article: Article, text: Translation) -> TextState:
    """How a text of an article stands. The article comes with its texts."""
    if is_stale(article, text):
        return TextState.STALE
    if text.published_id is None:
        return TextState.DRAFT
    return TextState.WAITS if text.waits else TextState.LIVE


def history(article: Article, language: str, *, after: str | None = None, size: int = 30) -> Page[Revision]:
    """The saved texts in `language`, the newest first."""
    rows = Revision.objects.filter(article=article, language=language).select_related("author")
    return page(rows, order=("-number",), after=after, size=size)


def revision_of(article: Article, language: str, number: int) -> Revision:
    """One saved text. Raises NotFound."""
    rows = Revision.objects.filter(article=article, language=language, number=number)
    found = rows.select_related("author").first()
    if found is None:
        raise NotFound(_("There is no such text of this article."))
    return found


def reasons_against(article: Article, *, most: int = 20) -> tuple[list[tuple[Reason, int]], list[Vote]]:
    """Why the article did not help: each reason with its count, the most frequent first, and the latest votes that
    said something. Two queries."""
    against = Vote.objects.filter(article=article, helpful=False)
    counted = against.exclude(reason="").values_list("reason").annotate(times=Count("pk"))
    reasons = [(Reason(reason), times) for reason, times in counted.order_by("-times", "reason")]
    said = against.exclude(text="").order_by("-voted_at", "-pk")
    return reasons, list(said[:most])
