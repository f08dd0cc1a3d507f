"""«This solved it», and «it didn't»: what becomes of somebody who came to an article by searching."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.engines.search import actions
from ventanilla.engines.search.choices import Ending, Kind
from ventanilla.engines.search.models import Need
from ventanilla.engines.search.queries import document_of, need_of
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import services_for
from ventanilla.records.knowledge.actions import vote
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.queries import article_for, services_for_article, text_for
from ventanilla.surfaces.portal.catalogue.shelves import Tile, service_tile
from ventanilla.surfaces.portal.searching.help import form_url, generic_service
from ventanilla.surfaces.portal.visit import Visit


@require_POST
def solutions(request: Visit) -> HttpResponse:
    """Whether an article (or the page of a service) solved it: `answer` is yes or no."""
    kind, slug, trace = (request.POST.get(name, "").replace("\x00", "") for name in ("kind", "slug", "need"))
    subject = _subject(request.user, kind, slug)
    document = document_of(Kind(kind), subject.pk)
    need = need_of(request.user, trace)
    answer = request.POST.get("answer", "")
    if answer not in ("yes", "no") or document is None:
        raise Invalid(_("Say yes or no."))
    if answer == "yes":
        actions.solved(actor=request.user, need=need, document=document)
        if isinstance(subject, Article):
            vote(actor=request.user, article=subject, helpful=True)
        return redirect("portal:solved")
    actions.not_solved(actor=request.user, need=need, document=document)
    query = {"article": slug, "need": trace} if kind == Kind.ARTICLE else {"need": trace}
    return redirect(f"{reverse('portal:not_solved')}?{urlencode(query)}")


@require_safe
def solved(request: Visit) -> HttpResponse:
    """Great, nothing else to do."""
    return render(request, "portal/searching/solved.html")


@require_safe
def not_solved(request: Visit) -> HttpResponse:
    """The forms that the article leads to, with what was looked for carried over; else anybody who can be asked."""
    trace, slug = request.GET.get("need", ""), request.GET.get("article", "").replace("\x00", "")
    need = need_of(request.user, trace)
    article = article_for(request.user, slug) if slug else None
    return render(request, "portal/searching/not_solved.html", _left(request.user, article, need, trace))


def _left(person: Person, article: Article | None, need: Need | None, trace: str) -> dict[str, Any]:
    text, trace = (need.text, trace) if need else ("", "")
    services = services_for_article(person, article) if article else []
    anything = generic_service(person)
    return {
        "text": text,
        "article": text_for(article) if article else None,
        "article_url": reverse("portal:article", args=[article.slug]) if article else "",
        "forms": [_form(service, text, trace) for service in services],
        "question_url": form_url(anything, text, trace) if anything else "",
        "solved_before": bool(need and need.ending == Ending.SOLVED),
    }


def _form(service: Service, text: str, trace: str) -> Tile:
    tile = service_tile(service)
    return Tile(form_url(service, text, trace), tile.icon, tile.title, tile.summary, tile.lang)


def _subject(person: Person, kind: str, slug: str) -> Article | Service:
    """Raises NotFound for what the person may not see, Invalid for no kind of thing at all."""
    if kind == Kind.ARTICLE:
        return article_for(person, slug)
    found = services_for(person).filter(slug=slug).first() if kind == Kind.SERVICE else None
    if found is None:
        raise Invalid(_("Say yes or no."))
    return found
