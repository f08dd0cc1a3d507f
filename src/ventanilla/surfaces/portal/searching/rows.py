"""Results as the page and the suggestions show them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ventanilla.core.people.models import Person
from ventanilla.engines.search import traces
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.queries import Hit, Results
from ventanilla.engines.search.text import bare
from ventanilla.records.catalog.resources import opens_of
from ventanilla.surfaces.portal.catalogue.links import opening_link
from ventanilla.surfaces.ui.format import locale
from ventanilla.surfaces.ui.tickets.naming import called, lozenge

WORD = re.compile(r"\w+")
LONGEST_TAIL = 4  # letters that may follow the stem of a marked word: impresor-as


@dataclass(frozen=True)
class Row:
    """One result; `lang` only when it isn't the page's; `opens`, of a resource, the link that opens it."""

    url: str
    icon: str
    kind: str
    title: SafeString
    summary: SafeString
    lang: str = ""
    number: str = ""
    status: str = ""
    opens: str | SafeString = ""


def rows_of(results: Results, person: Person) -> list[Row]:
    """The results with their words marked; each link tells the page it leads to which search led there."""
    need = results.need
    rows = []
    for position, hit in enumerate(results.hits, start=1):
        trace = traces.of_need(person.pk, need.pk, position) if need else ""
        rows.append(_row(hit, results.marks, trace))
    return rows


def suggested(results: Results, person: Person) -> list[Row]:
    """The same for suggestions: their need is recorded when one of them is chosen."""
    key = traces.new_key()
    return [
        _row(hit, results.marks, traces.of_suggestion(person.pk, results.text, position, key))
        for position, hit in enumerate(results.hits, start=1)
    ]


def _row(hit: Hit, marks: Sequence[str], trace: str) -> Row:
    own = locale().language
    shown: dict[str, Any] = {
        "icon": hit.icon,
        "kind": str(hit.kind.label),
        "title": marked(hit.title, marks),
        "summary": marked(hit.summary, marks),
        "lang": "" if hit.language == own else hit.language,
    }
    if hit.ticket is not None:
        shown["title"] = marked(called(hit.ticket), marks)
        status = lozenge(hit.ticket)
        return Row(url_of(hit), number=hit.slug, status=status, **shown)
    opens = opens_of(hit.opens)
    if opens is not None:
        shown |= {"kind": _("Resource"), "opens": opening_link(hit.slug, opens, trace)}
    query = f"?{urlencode({'need': trace})}" if trace else ""
    return Row(url_of(hit) + query, **shown)


def url_of(hit: Hit) -> str:
    name = {Kind.SERVICE: "service", Kind.ARTICLE: "article", Kind.TICKET: "request"}[hit.kind]
    return reverse(f"portal:{name}", args=[hit.slug])


def marked(text: str, marks: Sequence[str]) -> SafeString:
    """`text` with the words that were looked for in <mark>, as safe HTML."""
    parts, last = [], 0
    for word in WORD.finditer(text):
        if is_hit(bare(word[0].lower()), marks):
            parts += [conditional_escape(text[last : word.start()]), format_html("<mark>{}</mark>", word[0])]
            last = word.end()
    parts.append(conditional_escape(text[last:]))
    return mark_safe("".join(parts))  # noqa: S308 (every part was escaped)


def is_hit(word: str, marks: Sequence[str]) -> bool:
    """Whether a word (in small letters, without accents) is one of those whose stems are the `marks`."""
    for mark in marks:
        stem = mark.removesuffix("*")
        tail = len(word) - len(stem) if word.startswith(stem) else -1
        if tail == 0 or (tail > 0 and stem != mark) or (0 < tail <= LONGEST_TAIL and len(stem) > 3):
            return True
    return False
