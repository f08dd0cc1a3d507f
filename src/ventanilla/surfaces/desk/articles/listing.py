"""The articles that one keeps, narrowed by chips and by words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit import clock
from ventanilla.core.kit.text import languages, pick
from ventanilla.engines.insights.models import ArticleFigures
from ventanilla.engines.insights.queries import articles_lately
from ventanilla.records.knowledge.choices import Kind, State
from ventanilla.records.knowledge.models import Article, Translation
from ventanilla.records.knowledge.queries import Listed, desk_list
from ventanilla.surfaces.desk.articles.doors import for_writers
from ventanilla.surfaces.desk.articles.states import standings, state_badge
from ventanilla.surfaces.ui.format import ago, short_day

LONGEST = 100


@require_safe
@for_writers
def articles(request: HttpRequest) -> HttpResponse:
    """What I keep, changed last first."""
    person = person_of(request)
    which = request.GET.get("show", "")
    chips = filters()
    which = which if which in chips else ""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    found = desk_list(person, _today(), which=which, text=text, after=request.GET.get("after"))
    counted = articles_lately(found.items)
    context = {
        "rows": [row_of(article, counted.get(article.pk)) for article in found.items],
        "more": address(which, text, after=found.next) if found.next else "",
        "text": text,
        "which": which,
        "reset": reverse("desk:articles"),
        "chips": [
            {"label": label, "url": address(key, text), "current": key == which}
            for key, label in chips.items()
        ],
    }
    if request.htmx:  # type: ignore[attr-defined]
        part = "rows" if request.GET.get("after") else "list"
        return render(request, f"desk/articles/_{part}.html", context)
    return render(request, "desk/articles/list.html", context)


def filters() -> dict[str, str]:
    return {
        "": pgettext("articles", "All"),
        Listed.MINE: pgettext("articles", "Mine"),
        Listed.TEAM: _("My team's"),
        Listed.DRAFTS: _("To be published"),
        Listed.REVIEW: _("To review"),
        Listed.STALE: _("Translations behind"),
        Listed.RATED: _("Didn't help"),
        Listed.ARCHIVED: _("Archived ones"),
    }


def address(which: str, text: str, **more: str) -> str:
    given = urlencode({name: value for name, value in {"show": which, "q": text, **more}.items() if value})
    return reverse("desk:articles") + (f"?{given}" if given else "")


def row_of(article: Article, figures: ArticleFigures | None = None) -> dict[str, Any]:
    """One line, every text of it ready. The article comes with its texts; `figures` are those of the last 90 days."""
    kind = Kind(article.kind)
    return {
        "url": reverse("desk:article", args=[article.slug]),
        "title": title_of(article),
        "kind": "" if kind is Kind.ARTICLE else str(kind.label),
        "state": state_badge(article),
        "languages": standings(article),
        "category": pick(article.category.name),
        "team": pick(article.owner_team.name),
        "owner": article.owner.name,
        "votes": _votes(article),
        "solved": figures.solved if figures else 0,
        "review": _review(article),
        "changed": ago(article.updated_at),
    }


def title_of(article: Article) -> str:
    """The title for its authors: the newest one, in their language if there is one."""
    texts: dict[str, Translation] = {text.language: text for text in article.translations.all()}
    for code in ((get_language() or "")[:2], article.language, *languages(), *texts):
        if code in texts:
            return texts[code].newest.title
    return article.slug


def _votes(article: Article) -> dict[str, int] | None:
    if not article.helpful + article.unhelpful:
        return None
    return {"helpful": article.helpful, "unhelpful": article.unhelpful}


def _review(article: Article) -> dict[str, Any] | None:
    """The day on which somebody is to look it over, and whether it has come."""
    if article.review_on is None or article.state != State.LIVE:
        return None
    return {"due": article.review_on <= _today(), "words": short_day(article.review_on)}


def _today() -> Any:
    return clock.today(timezone.get_current_timezone())
