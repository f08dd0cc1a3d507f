"""Searching: the page of results, suggestions while typing, and «I didn't find it»."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.access.limits import guard_searching
from ventanilla.core.people.models import Person
from ventanilla.engines.search import actions, traces
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.queries import Results, need_of, suggest, ticket_called
from ventanilla.engines.search.text import cleaned
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_staff
from ventanilla.surfaces.portal.searching.happening import happening
from ventanilla.surfaces.portal.searching.help import ways_on
from ventanilla.surfaces.portal.searching.rows import rows_of, suggested
from ventanilla.surfaces.portal.visit import Visit

MOST_SHOWN = 20
MOST_SUGGESTED = 6
MOST_HAPPENING = 2  # of the suggestions
KINDS = (Kind.SERVICE, Kind.ARTICLE, Kind.TICKET)


@require_safe
def search(request: Visit) -> HttpResponse:
    """What answers `q`, narrowed to a kind by `kind`; the number of a ticket leads straight to it."""
    text, kind = cleaned(request.GET.get("q", "")), request.GET.get("kind", "")
    if not text:
        return render(request, "portal/searching/begin.html", ways_on(request.user, ""))
    ticket = ticket_called(request.user, text)
    if ticket is not None:
        return _to(ticket, request.user)
    guard_searching(request.user)
    kinds = (Kind(kind),) if kind in KINDS else KINDS
    results = actions.look(actor=request.user, text=text, kinds=kinds, size=MOST_SHOWN)
    return render(request, "portal/searching/results.html", _page(request, results, kind))


@require_safe
def suggestions(request: Visit) -> HttpResponse:
    """The best few for what has been typed so far, as a list for the box; what is out just now stands first."""
    guard_searching(request.user)
    found = suggest(request.user, request.GET.get("q", ""), size=MOST_SUGGESTED)
    shown = [*happening(request.user, found.marks)[:MOST_HAPPENING], *suggested(found, request.user)][
        :MOST_SUGGESTED
    ]
    said = ngettext("%(n)s suggestion", "%(n)s suggestions", len(shown)) % {"n": len(shown)}
    context = {"text": found.text, "rows": shown, "said": said}
    return render(request, "portal/searching/suggestions.html", context)


@require_POST
def missing(request: Visit) -> HttpResponse:
    """«I didn't find it»: noted for those who write the answers; then the ways that are left."""
    trace = request.POST.get("need", "")
    need = need_of(request.user, trace)
    if need is None:
        return redirect("portal:search")
    actions.missing(actor=request.user, need=need)
    return redirect(f"{reverse('portal:search_missed')}?{urlencode({'need': trace})}")


@require_safe
def missed(request: Visit) -> HttpResponse:
    """Where to go from here when the search didn't help."""
    trace = request.GET.get("need", "")
    need = need_of(request.user, trace)
    text = need.text if need else ""
    context = {"text": text, "noted": need is not None, **ways_on(request.user, text, trace if need else "")}
    return render(request, "portal/searching/missed.html", context)


def _to(ticket: Ticket, person: Person) -> HttpResponseRedirect:
    """A ticket where this person reads it: at the desk when they work on it."""
    name = "desk:ticket" if is_staff(person, ticket) else "portal:request"
    return redirect(name, ticket.number)


def _page(request: Visit, results: Results, kind: str) -> dict[str, Any]:
    trace = traces.of_need(request.user.pk, results.need.pk) if results.need else ""
    count = ngettext("%(n)s result", "%(n)s results", len(results.hits)) % {"n": len(results.hits)}
    shown: dict[str, Any] = {
        "text": results.text,
        "rows": rows_of(results, request.user),
        "happening": happening(request.user, results.marks) if not kind else [],
        "count": count,
        "filters": _filters(results, kind),
        "need": trace,
        "corrected": results.corrected,
        "corrected_url": f"?{urlencode({'q': results.corrected})}",
        "all_url": f"?{urlencode({'q': results.text})}",
        "found": results.found,
    }
    return shown if results.found else shown | ways_on(request.user, results.text, trace)


def _filters(results: Results, kind: str) -> list[dict[str, Any]]:
    """All, and each kind that was found; nothing when there is nothing to choose."""
    words = {
        Kind.SERVICE: _("Catalogue"),
        Kind.ARTICLE: _("Articles"),
        Kind.TICKET: _("My requests"),
    }
    found = [one for one in KINDS if results.counts.get(one)]
    if len(found) < 2:
        return []
    query = urlencode({"q": results.text})
    chips = [{"label": pgettext("results", "All"), "url": f"?{query}", "current": kind not in KINDS}]
    return chips + [
        {
            "label": words[one],
            "url": f"?{query}&kind={one.value}",
            "current": kind == one,
            "count": results.counts[one],
        }
        for one in found
    ]
