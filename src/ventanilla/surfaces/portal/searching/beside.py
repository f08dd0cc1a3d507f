"""Beside a form: articles that may solve it, while the need is being written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.core.access.limits import guard_searching
from ventanilla.engines.search import actions, traces
from ventanilla.engines.search.choices import Kind, Origin
from ventanilla.engines.search.queries import Hit, search
from ventanilla.engines.search.text import cleaned
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of, service_for
from ventanilla.records.catalog.resources import opens_of
from ventanilla.records.knowledge.queries import article_for, articles_for_service, html, text_for
from ventanilla.surfaces.portal.articles.guide import is_guide
from ventanilla.surfaces.portal.articles.rows import foreign
from ventanilla.surfaces.portal.catalogue.entry import live
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.resources import says

MOST = 3
LEAST_LETTERS = 8
"""Before that nothing can be told from what was typed."""
LOOKED_AT = 12
ANSWERED = 0.47
"""How much of what was written an article has to answer to stand here, unless it belongs to the service."""
OWN = 2.0
"""An article of the service counts twice: whoever asks here means that."""
NEAR_THE_BEST = 0.6
"""Whoever fills in a form looks up for what is about their need, not for what has a word in common."""


@dataclass(frozen=True)
class Offer:
    """A service that may be what is really needed: its form, with what was written carried over; or a resource, with
    what it opens."""

    url: str
    icon: str
    title: str
    lang: str
    note: str = ""


@dataclass(frozen=True)
class Suggestion:
    """An article that can be read without leaving the form."""

    slug: str
    title: str
    summary: str
    lang: str
    trace: str
    url: str
    text_url: str


@require_safe
def beside(request: Visit, slug: str) -> HttpResponse:
    """What may answer `text`, for the column beside the form of a service; nothing when nothing does. Beside the
    service for questions of any kind stand the services, too, that may be what is needed."""
    service = service_for(request.user, slug)
    text = cleaned(request.GET.get("text", ""))
    kind_of_service = package_of(live(service)).kind
    hits: dict[Kind, list[Hit]] = {}
    if len(text) >= LEAST_LETTERS:
        guard_searching(request.user)
        generic = kind_of_service == "question"
        for kind in (Kind.ARTICLE, Kind.SERVICE) if generic else (Kind.ARTICLE,):
            found = search(request.user, text, kinds=(kind,), size=LOOKED_AT).hits
            own = _own(request, service) if kind == Kind.ARTICLE and found else set()
            hits[kind] = worth_reading(found, own)
    key = traces.new_key()
    articles, services = hits.get(Kind.ARTICLE, []), hits.get(Kind.SERVICE, [])
    context = {
        "is_wish": kind_of_service == "request",
        "rows": [_suggestion(request, hit, text, place, key) for place, hit in enumerate(articles, start=1)],
        "offers": [_offer(request, hit, text) for hit in services if hit.slug != slug],
    }
    return render(request, "portal/searching/beside.html", context)


def worth_reading(hits: Sequence[Hit], own: Collection[str]) -> list[Hit]:
    """The few of `hits` that are about what is being written: those of the service (`own`, by slug) first, nothing
    that has only a word or two in common with it, and nothing far behind the best."""
    weighed = [(hit.score * (OWN if hit.slug in own else 1.0), hit) for hit in hits]
    about = [(score, hit) for score, hit in weighed if hit.slug in own or hit.coverage >= ANSWERED]
    best = max((score for score, _hit in about), default=0.0)
    near = [(score, hit) for score, hit in about if score >= NEAR_THE_BEST * best]
    return [hit for _score, hit in sorted(near, key=lambda pair: -pair[0])][:MOST]


def _own(request: Visit, service: Service) -> set[str]:
    return {article.slug for article in articles_for_service(request.user, service, most=LOOKED_AT)}


def _offer(request: Visit, hit: Hit, text: str) -> Offer:
    url = f"{reverse('portal:ask', args=[hit.slug])}?{urlencode({'text': text})}"
    opens = opens_of(hit.opens)
    if opens is not None:
        url = reverse("portal:service", args=[hit.slug])
    return Offer(url, hit.icon, hit.title, _lang(request, hit), says(opens) if opens else "")


def _lang(request: Visit, hit: Hit) -> str:
    return "" if hit.language == request.LANGUAGE_CODE[:2] else hit.language


def _suggestion(request: Visit, hit: Hit, text: str, place: int, key: str) -> Suggestion:
    trace = traces.of_suggestion(request.user.pk, text, place, key, Origin.FORM)
    return Suggestion(
        slug=hit.slug,
        title=hit.title,
        summary=hit.summary,
        lang=_lang(request, hit),
        trace=trace,
        url=reverse("portal:article", args=[hit.slug]),
        text_url=reverse("portal:article_text", args=[hit.slug]),
    )


@require_safe
def article_text(request: Visit, slug: str) -> HttpResponse:
    """The text of an article alone, for reading it beside a form; that it was opened is noted."""
    article = article_for(request.user, slug)
    trace = request.GET.get("need", "")
    if trace:
        actions.opened(actor=request.user, trace=trace, kind=Kind.ARTICLE, pk=article.pk)
    text = text_for(article)
    context = {
        "body": html(text),
        "lang": foreign(text),
        "slug": slug,
        "trace": trace,
        "guide_url": reverse("portal:article", args=[slug]) if is_guide(article) else "",
    }
    return render(request, "portal/searching/beside_text.html", context)
