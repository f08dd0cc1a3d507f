"""Finding an article, reading it, and saying whether it helped."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.files.serve import show
from ventanilla.core.kit.errors import Invalid
from ventanilla.engines.search.choices import Kind
from ventanilla.records.knowledge import actions
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.queries import article_for, picture_for, vote_of
from ventanilla.surfaces.portal.articles.guide import gone_through, is_guide
from ventanilla.surfaces.portal.articles.page import asked, shown
from ventanilla.surfaces.portal.articles.shelves import all_shelves, one_shelf
from ventanilla.surfaces.portal.searching.arriving import came_to
from ventanilla.surfaces.portal.visit import Visit


@require_safe
def articles(request: Visit) -> HttpResponse:
    """What is worth knowing, by category; with `category`, all of one."""
    category = request.GET.get("category", "").replace("\x00", "")
    if not category:
        return render(request, "portal/articles/all.html", {"shelves": all_shelves(request.user)})
    shelf = one_shelf(request.user, category, request.GET.get("after"))
    return render(request, "portal/articles/category.html", shelf)


@require_safe
def article(request: Visit, slug: str) -> HttpResponse:
    """One article in the reader's language, or the nearest."""
    found = article_for(request.user, slug)
    context = shown(found, request.user) | {"trace": came_to(request, Kind.ARTICLE, found.pk)}
    if not is_guide(found):
        return render(request, "portal/articles/page.html", context)
    context |= gone_through(found, request.user, request.GET.dict())
    return render(request, "portal/articles/guide.html", context)


@require_POST
def vote(request: Visit, slug: str) -> HttpResponse:
    """Whether it helped, and why not; the answer can be changed and taken back."""
    found = article_for(request.user, slug)
    wanted = request.POST.get("helpful", "")
    reason, text = request.POST.get("reason", ""), request.POST.get("text", "")
    try:
        if wanted == "again":
            actions.withdraw_vote(actor=request.user, article=found)
        elif wanted not in ("yes", "no"):
            raise Invalid(_("Say yes or no."))
        else:
            actions.vote(actor=request.user, article=found, helpful=wanted == "yes", reason=reason, text=text)
    except Invalid as refusal:
        return _again(request, found, refusal, reason, text)
    if request.htmx:
        context = {**asked(found, vote_of(request.user, found)), "fresh": True}
        return render(request, "portal/articles/_helpful.html", context)
    return redirect(f"{reverse('portal:article', args=[slug])}#helpful")


def _again(request: Visit, article: Article, refusal: Invalid, reason: str, text: str) -> HttpResponse:
    """The question once more, with what was typed and what to put right."""
    errors = {name: texts[0] for name, texts in refusal.fields.items()} or {"reason": str(refusal)}
    typed = {"errors": errors, "chosen": reason, "typed": text}
    if request.htmx:
        context = {**asked(article, vote_of(request.user, article)), **typed}
        return render(request, "portal/articles/_helpful.html", context, status=422)
    context = {**shown(article, request.user), **typed}
    return render(request, "portal/articles/page.html", context, status=422)


@require_safe
def picture(request: Visit, key: str) -> HttpResponseBase:
    """A picture of an article that the person may read, or writes."""
    return show(picture_for(request.user, key))
