"""Words that mean the same: the list, one group, and a box to try them in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Invalid
from ventanilla.engines.search import actions
from ventanilla.engines.search.choices import Source
from ventanilla.engines.search.models import Synonym
from ventanilla.engines.search.queries import search
from ventanilla.engines.search.queries.synonyms import synonym_for, understood
from ventanilla.engines.search.queries.synonyms import synonyms as groups
from ventanilla.engines.search.text import STEMMERS, cleaned
from ventanilla.surfaces.designer.searches.doors import for_menders
from ventanilla.surfaces.designer.searches.found import found_rows, words_given
from ventanilla.surfaces.ui.format import time_tag

LANGUAGES = [("es", "Español"), ("en", "English")]


@require_http_methods(["GET", "HEAD", "POST"])
@for_menders
def synonyms(request: HttpRequest) -> HttpResponse:
    """All groups, and (POST) a new one."""
    if request.method != "POST":
        return _list(request)
    words, language = words_given(request.POST.get("words", "")), request.POST.get("language", "")
    try:
        actions.save_synonym(actor=person_of(request), words=words, language=language)
    except Invalid as refusal:
        errors = {name: texts[0] for name, texts in refusal.fields.items()}
        return _list(request, errors=errors, typed=request.POST.dict(), status=422)
    messages.success(request, _("Saved. It holds from the next search on."))
    return redirect(f"{reverse('designer:synonyms')}?{urlencode({'language': language})}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_menders
def synonym(request: HttpRequest, pk: int) -> HttpResponse:
    """One group, and (POST) changed."""
    person, found = person_of(request), synonym_for(person_of(request), pk)
    shown: dict[str, Any] = {
        "group": found,
        "words": ", ".join(found.words),
        "language": found.language,
        "languages": LANGUAGES,
        "source": _source(found),
    }
    if request.method != "POST":
        return render(request, "designer/searches/synonym.html", shown)
    words, language = request.POST.get("words", ""), request.POST.get("language", "")
    try:
        actions.save_synonym(actor=person, words=words_given(words), language=language, synonym=found)
    except Invalid as refusal:
        errors = {name: texts[0] for name, texts in refusal.fields.items()}
        shown |= {"errors": errors, "words": words, "language": language}
        return render(request, "designer/searches/synonym.html", shown, status=422)
    messages.success(request, _("Saved. It holds from the next search on."))
    return redirect("designer:synonyms")


@require_POST
@for_menders
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """These words don't mean the same any more."""
    found = synonym_for(person_of(request), pk)
    actions.remove_synonym(actor=person_of(request), synonym=found)
    messages.success(request, _("Removed. It holds from the next search on."))
    return redirect("designer:synonyms")


@require_safe
@for_menders
def trial(request: HttpRequest) -> HttpResponse:
    """How a text is understood, and what it finds."""
    person, text = person_of(request), cleaned(request.GET.get("try", ""))
    results = search(person, text, size=5)
    context = {
        "text": text,
        "words": understood(person, text) if text else [],
        "rows": found_rows(results.hits),
    }
    return render(request, "designer/searches/tried.html", context)


def _list(
    request: HttpRequest,
    *,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    language, text = request.GET.get("language", ""), cleaned(request.GET.get("q", ""))
    language = language if language in STEMMERS else ""
    found = groups(person_of(request), language=language, text=text, after=request.GET.get("after"))
    query = {"language": language, "q": text, "after": found.next or ""}
    context = {
        "rows": [_row(group) for group in found.items],
        "more": f"?{urlencode(query)}" if found.next else "",
        "text": text,
        "language": language,
        "filters": _filters(language, text),
        "languages": LANGUAGES,
        "errors": errors or {},
        "typed": typed or {},
        "chosen": (typed or {}).get("language") or language or request.LANGUAGE_CODE[:2],
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "designer/searches/synonym_rows.html", context)
    return render(request, "designer/searches/synonyms.html", context, status=status)


def _row(group: Synonym) -> dict[str, Any]:
    return {
        "url": reverse("designer:synonym", args=[group.pk]),
        "words": ", ".join(group.words),
        "language": group.language.upper(),
        "lang": group.language,
        "source": _source(group),
        "when": time_tag(group.saved_at),
    }


def _source(group: Synonym) -> str:
    """Where it comes from; a starter that somebody has changed is theirs."""
    changed = group.source == Source.STARTER and group.saved_by_id is not None
    return str(Source.PEOPLE.label if changed else group.get_source_display())


def _filters(language: str, text: str) -> list[dict[str, Any]]:
    here = reverse("designer:synonyms")
    chips = [("", pgettext("languages", "All")), *LANGUAGES]
    return [
        {
            "label": label,
            "url": f"{here}?{urlencode({'language': code, 'q': text})}",
            "current": code == language,
        }
        for code, label in chips
    ]
