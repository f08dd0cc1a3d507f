"""What people looked for in vain: the list, and one of them until it has an answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.engines.search import actions
from ventanilla.engines.search.choices import GapEnd, GapState
from ventanilla.engines.search.models import Gap
from ventanilla.engines.search.queries import nearest
from ventanilla.engines.search.queries.gaps import MINE, discreet, discreet_ways, gap_for, gaps, lately
from ventanilla.engines.search.queries.synonyms import tried
from ventanilla.surfaces.designer.searches.doors import for_menders
from ventanilla.surfaces.designer.searches.found import found_rows, words_given
from ventanilla.surfaces.ui.context import address
from ventanilla.surfaces.ui.format import time_tag

SHOWS = ("", MINE, GapState.DONE.value, GapState.DISMISSED.value)


@require_safe
@for_menders
def searches(request: HttpRequest) -> HttpResponse:
    """The searches without an answer, those that most people have first."""
    which = request.GET.get("show", "")
    which = which if which in SHOWS else ""
    found = gaps(person_of(request), which=which, after=request.GET.get("after"))
    texts = discreet(found.items)
    more = f"?{urlencode({'show': which, 'after': found.next})}" if found.next else ""
    context = {"rows": [_row(gap, texts[gap.pk]) for gap in found.items], "more": more, "which": which}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "designer/searches/rows.html", context)
    return render(
        request, "designer/searches/list.html", context | {"tabs": _tabs(which), "lately": lately()}
    )


@require_safe
@for_menders
def gap(request: HttpRequest, pk: int) -> HttpResponse:
    """One search without an answer: who has it, what comes near, and the ways to end it."""
    found = gap_for(person_of(request), pk)
    return render(request, "designer/searches/one.html", _page(person_of(request), found))


@require_safe
@for_menders
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the search finds now, or would with the words that are being typed."""
    person, found = person_of(request), gap_for(person_of(request), pk)
    words = [found.text, *words_given(request.GET.get("words", ""))]
    results = tried(person, found.text, words, request.GET.get("language", found.language))
    return render(request, "designer/searches/found.html", {"rows": found_rows(results.hits)})


@require_POST
@for_menders
def taking(request: HttpRequest, pk: int) -> HttpResponse:
    """Look after it, or (`release`) no longer."""
    person, found = person_of(request), gap_for(person_of(request), pk)
    if request.POST.get("release"):
        actions.release_gap(actor=person, gap=found)
    else:
        actions.take_gap(actor=person, gap=found)
    return redirect("designer:gap", pk)


@require_POST
@for_menders
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """End it: as an article, a synonym, a service, or dismissed with a reason."""
    person, found = person_of(request), gap_for(person_of(request), pk)
    try:
        _end(person, found, request)
    except Invalid as refusal:
        typed = {
            "errors": {name: texts[0] for name, texts in refusal.fields.items()},
            "typed": request.POST.dict(),
        }
        context = _page(person, found) | typed
        return render(request, "designer/searches/one.html", context, status=422)
    messages.success(request, _("Done. Thank you: the next one who looks for it has an answer."))
    return redirect("designer:gap", pk)


def _end(person: Person, found: Gap, request: HttpRequest) -> None:
    way, note = request.POST.get("as", ""), request.POST.get("note", "").replace("\x00", "")
    if way == GapEnd.SYNONYM:
        words = [found.text, *words_given(request.POST.get("words", ""))]
        actions.mend_by_synonym(
            actor=person, gap=found, words=words, language=request.POST.get("language", found.language)
        )
    else:
        ended_as = GapEnd(way) if way in GapEnd.values else None
        actions.close_gap(actor=person, gap=found, ended_as=ended_as, note=note)


def _row(gap: Gap, text: str) -> dict[str, Any]:
    return {
        "url": reverse("designer:gap", args=[gap.pk]),
        "text": text,
        "language": gap.language.upper(),
        "people": _people(gap.people),
        "times": _times(gap.times),
        "last": time_tag(gap.last_at),
        "owner": gap.owner.name if gap.owner else "",
        "ended": gap.get_ended_as_display() if gap.ended_as else "",
    }


def _people(count: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", count) % {"n": count}


def _times(count: int) -> str:
    return ngettext("%(n)s time", "%(n)s times", count) % {"n": count}


def _tabs(which: str) -> list[dict[str, Any]]:
    words = {
        "": pgettext("searches", "Open"),
        MINE: pgettext("searches", "Mine"),
        GapState.DONE.value: pgettext("searches", "Answered"),
        GapState.DISMISSED.value: pgettext("searches", "Dismissed"),
    }
    here = reverse("designer:searches")
    return [
        {"label": words[one], "url": f"{here}?show={one}" if one else here, "current": one == which}
        for one in SHOWS
    ]


def _page(person: Person, found: Gap) -> dict[str, Any]:
    text = discreet([found])[found.pk]
    new_article = address("desk:article_new")
    return {
        "gap": found,
        "text": text,
        "people": _people(found.people),
        "times": _times(found.times),
        "ways": [{"text": way, "times": _times(times)} for way, times in discreet_ways(found)],
        "open": found.state == GapState.OPEN,
        "mine": found.owner_id == person.pk,
        "now": found_rows(tried(person, found.text).hits),
        "near": found_rows(nearest(person, found.text, language=found.language)),
        "article_url": f"{new_article}?{urlencode({'title': text})}" if new_article else "",
        "languages": [("es", "Español"), ("en", "English")],
        "typed": {},
    }
