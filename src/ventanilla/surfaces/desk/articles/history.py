"""The saved texts of an article, what changed in each, and taking one back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.branding.queries import brand
from ventanilla.core.kit.errors import NotFound
from ventanilla.records.knowledge import actions, queries
from ventanilla.records.knowledge.actions import Words
from ventanilla.records.knowledge.models import Article, Revision
from ventanilla.surfaces.desk.articles.difference import differences, words_in
from ventanilla.surfaces.desk.articles.doors import for_writers
from ventanilla.surfaces.desk.articles.listing import title_of
from ventanilla.surfaces.ui.format import time_tag


@require_safe
@for_writers
def history(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The texts in one language, the newest first."""
    article = queries.article_kept_by(person_of(request), slug)
    found = queries.history(article, code, after=request.GET.get("after"))
    if not found.items:
        raise NotFound(_("There is no such text of this article."))
    return render(
        request,
        "desk/articles/history.html",
        {
            **_common(article, code),
            "rows": [_row(article, revision) for revision in found.items],
            "tabs": [
                {
                    "label": str(dict(settings.LANGUAGES).get(text.language, text.language)),
                    "url": reverse("desk:article_history", args=[slug, text.language]),
                    "current": text.language == code,
                }
                for text in article.translations.all()
            ],
            "more": f"?{urlencode({'after': found.next})}" if found.next else "",
        },
    )


@require_safe
@for_writers
def revision(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """What one text changed: from the one before it, or from `since`."""
    article = queries.article_kept_by(person_of(request), slug)
    shown = queries.revision_of(article, code, number)
    since = request.GET.get("since", "")
    before = int(since) if since.isdecimal() and len(since) < 9 else number - 1
    old = words_in(queries.revision_of(article, code, before)) if before else Words()
    newest = {text.language: text.newest.number for text in article.translations.all()}
    return render(
        request,
        "desk/articles/revision.html",
        {
            **_common(article, code),
            **_row(article, shown),
            "before": before,
            "changes": differences(old, words_in(shown)),
            "shown": shown,
            "is_newest": newest.get(code) == number,
            "take_url": reverse("desk:article_take_back", args=[slug, code, number]),
        },
    )


@require_POST
@for_writers
def take_back(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """An earlier text becomes the newest; readers get it when it is published."""
    person = person_of(request)
    article = queries.article_kept_by(person, slug)
    words = words_in(queries.revision_of(article, code, number))
    actions.save_draft(actor=person, article=article, texts={code: words})
    messages.success(request, _("The earlier text is back. Readers see it when you publish it."))
    return redirect(f"{reverse('desk:article', args=[slug])}?lang={code}")


def _common(article: Article, code: str) -> dict[str, Any]:
    return {
        "article": article,
        "title": title_of(article),
        "url": f"{reverse('desk:article', args=[article.slug])}?lang={code}",
        "history_url": reverse("desk:article_history", args=[article.slug, code]),
        "language": str(dict(settings.LANGUAGES).get(code, code)),
    }


def _row(article: Article, revision: Revision) -> dict[str, Any]:
    return {
        "number": revision.number,
        "who": revision.author.name if revision.author else brand().name,
        "when": time_tag(revision.saved_at),
        "published": time_tag(revision.published_at) if revision.published_at else "",
        "url": reverse("desk:article_revision", args=[article.slug, revision.language, revision.number]),
    }
