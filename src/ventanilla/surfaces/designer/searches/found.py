"""What a search finds, as the pages for its keepers show it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.urls import reverse

from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.queries import Hit

PAGES = {Kind.SERVICE: "portal:service", Kind.ARTICLE: "portal:article", Kind.TICKET: "portal:request"}


def found_rows(hits: Iterable[Hit]) -> list[dict[str, str]]:
    """Results as short rows."""
    return [
        {
            "url": reverse(PAGES[hit.kind], args=[hit.slug]),
            "icon": hit.icon,
            "title": hit.title,
            "kind": str(hit.kind.label),
            "lang": hit.language,
        }
        for hit in hits
    ]


def words_given(text: str) -> list[str]:
    """Words or phrases that were written with commas or on lines of their own."""
    return [word.strip() for word in re.split(r"[,;\n]", text.replace("\x00", "")) if word.strip()]
