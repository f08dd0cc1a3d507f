"""Writing an article: what is typed is kept, whatever comes between."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, Refusal
from ventanilla.core.kit.text import languages
from ventanilla.core.people.models import Person
from ventanilla.records.knowledge import actions
from ventanilla.records.knowledge.actions import TextMoved, Words
from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.markdown import render as render_markdown
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.queries import article_kept_by
from ventanilla.records.knowledge.words import LONGEST
from ventanilla.surfaces.desk.articles.difference import differences, words_in
from ventanilla.surfaces.desk.articles.doors import for_writers
from ventanilla.surfaces.desk.articles.page import editor, guide_faults
from ventanilla.surfaces.desk.articles.pictures import with_picture
from ventanilla.surfaces.desk.articles.typed import Typed, empty, from_article, from_post, manuscript
from ventanilla.surfaces.ui.format import time_tag

MONTHS = ("3", "6", "12")


@require_http_methods(["GET", "HEAD", "POST"])
@for_writers
def new(request: HttpRequest) -> HttpResponse:
    """An article from its first word."""
    person = person_of(request)
    if request.method == "POST":
        return _save(request, person, None)
    return _page(request, person, None, empty(person, (get_language() or "")[:2]))


@require_http_methods(["GET", "HEAD", "POST"])
@for_writers
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """The editor of an article that one's department keeps."""
    person = person_of(request)
    found = article_kept_by(person, slug)
    if request.method == "POST":
        return _save(request, person, found)
    return _page(request, person, found, from_article(found, request.GET.get("lang", "")))


def _page(
    request: HttpRequest,
    person: Person,
    article: Article | None,
    typed: Typed,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {**editor(person, article, typed, more.pop("errors", None)), **more}
    return render(request, "desk/articles/editor.html", context, status=status)


def _save(request: HttpRequest, person: Person, article: Article | None) -> HttpResponse:
    """What the pressed button says: save, publish, show the preview, or put a picture in."""
    typed, wanted = from_post(request), request.POST.get("do", "save")
    if wanted == "preview":
        return _page(request, person, article, typed, pane="preview")
    try:
        if wanted == "picture" and article is not None:
            return _page(request, person, article, with_picture(request, person, article, typed))
        saved = actions.save(
            actor=person,
            article=article,
            manuscript=manuscript(typed, person, article),
            publish_in=typed.wanted if wanted == "publish" else None,
        )
    except TextMoved as moved:
        return _moved(request, person, article, typed, moved)
    except Conflict as refusal:
        typed.edition = Article.objects.get(pk=article.pk).edition if article else 1
        return _page(request, person, article, typed, refusal.status, refused=str(refusal), pane="details")
    except Invalid as refusal:
        return _again(request, person, article, typed, refusal)
    if wanted == "publish":
        messages.success(request, _("It is published: readers have it now."))
    else:
        messages.success(request, _("It is saved. Readers see it when you publish it."))
    return redirect(f"{reverse('desk:article', args=[saved.slug])}?lang={typed.language}")


def _again(
    request: HttpRequest, person: Person, article: Article | None, typed: Typed, refusal: Refusal
) -> HttpResponse:
    """The form as it was typed, with what to put right; the tab with the first fault is open."""
    fields = getattr(refusal, "fields", {})
    errors = {name: texts[0] for name, texts in fields.items() if texts}
    in_text = [name.partition(".")[2] for name in errors if "." in name]
    if in_text and typed.language not in in_text:
        typed.language = in_text[0]
    pane = "write" if in_text or not errors else "details"
    refused = "" if errors else str(refusal)
    return _page(request, person, article, typed, refusal.status, errors=errors, pane=pane, refused=refused)


def _moved(
    request: HttpRequest, person: Person, article: Article | None, typed: Typed, moved: TextMoved
) -> HttpResponse:
    """Two wrote at once: both texts are there, and saving again is a choice."""
    newest = moved.newest
    typed.language = moved.language
    mine = typed.words[moved.language]
    context = {
        "who": newest.author.name if newest.author else "",
        "when": time_tag(newest.saved_at),
        "changes": differences(words_in(newest), mine),
        "theirs": newest,
    }
    typed.base[moved.language] = newest.number
    fresh = article_kept_by(person, article.slug) if article else None
    return _page(request, person, fresh, typed, moved.status, conflict=context)


@require_POST
@for_writers
def preview(request: HttpRequest) -> HttpResponse:
    """The text as its readers would see it."""
    code = request.GET.get("code", "")
    words = Words(
        title=request.POST.get(f"title_{code}", ""),
        summary=request.POST.get(f"summary_{code}", ""),
        body=request.POST.get(f"body_{code}", "")[: LONGEST["body"]],
    ).tidy()
    kind = request.POST.get("kind", "")
    text = {
        "words": words,
        "code": code if code in languages() else languages()[0],
        "body": render_markdown(words.body).html,
        "faults": guide_faults(kind, words.body),
    }
    return render(
        request,
        "desk/articles/_preview_anew.html",
        {"text": text, "kind": kind if kind in Kind.values else Kind.ARTICLE},
    )


@require_POST
@for_writers
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Take it from its readers."""
    person = person_of(request)
    found = article_kept_by(person, slug)
    try:
        actions.archive(actor=person, article=found, note=request.POST.get("note", ""))
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("It is archived: readers don't find it any more. You can publish it again.")
        )
    return redirect("desk:article", slug=slug)


@require_POST
@for_writers
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """It was looked over and is right; the next look is in so many months."""
    person = person_of(request)
    found = article_kept_by(person, slug)
    actions.reviewed(actor=person, article=found, review_on=_in_months(request.POST.get("months", "")))
    messages.success(request, _("Thank you: it is noted that the article is right."))
    return redirect("desk:article", slug=slug)


def _in_months(text: str) -> date | None:
    """The day so many months from now; None for no further look."""
    if text not in MONTHS:
        return None
    return clock.today(timezone.get_current_timezone()) + timedelta(days=round(int(text) * 30.44))
