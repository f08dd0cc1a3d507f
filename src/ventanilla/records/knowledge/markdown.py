"""The Markdown of articles as HTML: CommonMark with tables, and no HTML of the authors' own.

Beyond CommonMark it knows callouts (`> **Note** …`), checks to tick off (`- [ ] …`), links to what is in the portal
(`article:vpn`, `service:laptop`) and the article's own pictures (`picture:KEY`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

VERSION = 2
"""Of what comes out: HTML that was kept by an older one is made anew."""

CALLOUTS = {
    "note": ("note", "nota"),
    "tip": ("tip", "consejo", "truco"),
    "warning": ("warning", "careful", "important", "atención", "cuidado", "importante", "aviso"),
    "check": ("check", "comprueba", "comprobación"),
}
_CALLOUT = {word: name for name, words in CALLOUTS.items() for word in words}
PLACES = {"article": "/articles/{}/", "service": "/services/{}/", "picture": "/articles/pictures/{}/"}
_OWN = re.compile(r"(article|service|picture):([A-Za-z0-9-]{1,100})")
_NAMED = re.compile(r"(.*\S)\s*\{#([a-z0-9][a-z0-9-]{0,79})\}")
_BOX = re.compile(r"\[([ xX])\] ")
LOWEST, HIGHEST = 2, 4

_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_TAGS = {"h2", "h3", "h4", "p", "br", "hr", "strong", "em", "s", "a", "code", "pre", "blockquote", "img"}
_TAGS |= {"ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "div", "label", "input", "span"}
_ATTRIBUTES = {
    "a": {"href", "rel"},
    "blockquote": {"class"},
    "div": {"class", "tabindex"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "img": {"src", "alt", "loading"},
    "input": {"type"},
    "li": {"class"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "td": {"class"},
    "th": {"class"},
}


@dataclass(frozen=True)
class Heading:
    """One line of the list of contents: level 2 or 3, and the `id` of its place."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Rendered:
    html: str
    contents: tuple[Heading, ...]


@lru_cache(maxsize=256)
def render(body: str) -> Rendered:
    """`body` as HTML that may stand in any page: no scripts, no styles, no foreign pictures. Costs some ten
    milliseconds a page, so it is kept."""
    tokens = _parser.parse(body or "")
    contents = tuple(_name_headings(tokens))
    _mark_callouts(tokens)
    _mark_checks(tokens)
    for token in tokens:
        _each(token.children or (), _aim)
    html = _parser.renderer.render(tokens, _parser.options, {})
    html = html.replace("<pre>", '<pre tabindex="0">')
    html = html.replace("<table>", '<div class="wide" tabindex="0"><table>')
    html = html.replace("</table>", "</table></div>")
    return Rendered(_cleaned(html), tuple(heading for heading in contents if heading.level < HIGHEST))


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def _name_headings(tokens: Sequence[Token]) -> list[Heading]:
    """Every heading gets an id of its own, made of its words; the page's own title is the only h1."""
    found: list[Heading] = []
    taken: set[str] = set()
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        level = min(HIGHEST, max(LOWEST, int(opening.tag[1])))
        opening.tag = closing.tag = f"h{level}"
        text, name = heading_name(_plain(inline))
        if inline.content != text and inline.children:
            inline.children[-1].content = heading_name(inline.children[-1].content)[0]
        name = _free(f"a-{name}"[:80], taken)
        opening.attrSet("id", name)
        found.append(Heading(level, name, text))
    return found


def heading_name(text: str) -> tuple[str, str]:
    """A heading's words and its name: the one that its author gave it, `## Words {#name}`, or made of its words."""
    given = _NAMED.fullmatch(text)
    return (given[1], given[2]) if given else (text, slugify(text) or "section")


def _free(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken.add(candidate)
    return candidate


def _plain(inline: Token) -> str:
    words = (child.content for child in inline.children or () if child.type in {"text", "code_inline"})
    return "".join(words).strip()


def _mark_callouts(tokens: Sequence[Token]) -> None:
    """A quotation that begins with a strong «Note» is one."""
    for quote, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if quote.type != "blockquote_open" or paragraph.type != "paragraph_open":
            continue
        children = inline.children or []
        first = next((n for n, child in enumerate(children) if child.type != "text" or child.content), None)
        if first is None or children[first].type != "strong_open" or first + 1 >= len(children):
            continue
        word = children[first + 1].content.strip().rstrip(".:!").lower()
        if word in _CALLOUT:
            quote.attrSet("class", f"callout callout-{_CALLOUT[word]}")


def _mark_checks(tokens: Sequence[Token]) -> None:
    """`- [ ] Is the cable in?` becomes something to tick off while reading."""
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type != "list_item_open" or paragraph.type != "paragraph_open":
            continue
        children = inline.children or []
        if children and children[0].type == "text" and _BOX.match(children[0].content):
            children[0].content = _BOX.sub("", children[0].content, count=1)
            children.insert(0, _raw('<label><input type="checkbox"> <span>'))
            children.append(_raw("</span></label>"))
            item.attrSet("class", "check")


def _raw(html: str) -> Token:
    token = Token("html_inline", "", 0)
    token.content = html
    return token


def _each(tokens: Sequence[Token], do: Callable[[Token], None]) -> None:
    for token in tokens:
        do(token)
        _each(token.children or (), do)


def _aim(token: Token) -> None:
    """Links and pictures lead into the portal or, said so to the browser, out of it."""
    if token.type == "link_open":
        href = _place(str(token.attrGet("href") or ""))
        token.attrSet("href", href)
        if _leads_out(href):
            token.attrSet("rel", "noopener noreferrer external")
    elif token.type == "image":
        source = _place(str(token.attrGet("src") or ""))
        if source.startswith("/articles/pictures/"):
            token.attrs = {"src": source, "alt": token.content, "loading": "lazy"}
        else:  # a picture from elsewhere would tell others who reads what
            token.type, token.tag, token.attrs = "text", "", {}
            token.children = []


def _place(target: str) -> str:
    own = _OWN.fullmatch(target.partition("?")[0])
    if target.startswith("#") and not target.startswith("#a-"):
        return f"#a-{target[1:]}"
    return PLACES[own[1]].format(own[2]) if own else target


def _leads_out(href: str) -> bool:
    try:
        return bool(urlsplit(href).netloc)
    except ValueError:
        return True
