"""Markdown that people write, as safe HTML."""

from __future__ import annotations

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_LISTS = {"ul", "ol", "li"}
_WORDS = {"p", "br", "hr", "strong", "em", "s", "a", "code", "pre", "blockquote"}
_TAGS = _HEADINGS | _TABLES | _LISTS | _WORDS


@lru_cache(maxsize=2048)
def markdown(text: str) -> SafeString:
    """`text` as HTML that may stand in any page: no scripts, images or raw HTML; headings begin at h2 + 1.

    Cached by its text, since cleaning costs some milliseconds a page (nh3).
    """
    tokens = _parser.parse(text or "")
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    html = _parser.renderer.render(tokens, _parser.options, {})
    return SafeString(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener noreferrer nofollow",
        )
    )
