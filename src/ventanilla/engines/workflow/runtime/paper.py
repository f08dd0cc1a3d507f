"""A letter as PDF, by typst: a sheet with the portal's logo, Markdown for its words, and a number on each page.

Words never become markup: every one is a quoted string of typst.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typst
from markdown_it import MarkdownIt
from markdown_it.token import Token

_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_LANGUAGE = re.compile(r"^[a-z]{2,3}$")
_LINK = re.compile(r"^(https?|mailto|tel):")
LOGO_KINDS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/svg+xml": "svg",
    "image/webp": "webp",
    "image/gif": "gif",
}
LONGEST = 200_000
OPENING = {
    "paragraph_open": "#par[",
    "bullet_list_open": "#list(",
    "ordered_list_open": "#enum(",
    "list_item_open": "[",
    "blockquote_open": "#quote(block: true)[",
    "strong_open": "#strong[",
    "em_open": "#emph[",
    "s_open": "#strike[",
    "th_open": "table.cell(fill: luma(240))[#strong[",
    "td_open": "[",
}
CLOSING = {
    "paragraph_close": "]\n",
    "bullet_list_close": ")\n",
    "ordered_list_close": ")\n",
    "list_item_close": "],",
    "blockquote_close": "]\n",
    "heading_close": "]\n",
    "strong_close": "]",
    "em_close": "]",
    "s_close": "]",
    "link_close": "]",
    "table_close": ")\n",
    "th_close": "]],",
    "td_close": "],",
}
PLAIN = {"softbreak": ' #" "', "hardbreak": "#linebreak()", "hr": "#line(length: 100%, stroke: 0.5pt)\n"}


class Unprintable(Exception):
    """The letter can't be set."""


@dataclass(frozen=True)
class Logo:
    """The picture at the head, of one of the kinds that can be printed."""

    content: bytes
    ending: str

    @classmethod
    def of(cls, media_type: str, content: bytes) -> Logo | None:
        """The picture, if it can be printed."""
        ending = LOGO_KINDS.get(media_type)
        return cls(content, ending) if ending and content else None


@dataclass(frozen=True)
class Letter:
    """What stands on it; `body` and `foot` are Markdown without pictures or HTML."""

    heading: str
    body: str
    number: str
    language: str
    portal: str
    foot: str = ""
    logo: Logo | None = None


def pdf_of(letter: Letter) -> bytes:
    """The letter as PDF. Raises Unprintable."""
    if len(letter.body) > LONGEST:
        raise Unprintable("the text is too long")
    with tempfile.TemporaryDirectory(prefix="letter-") as folder:
        place = Path(folder)
        if letter.logo:
            (place / f"logo.{letter.logo.ending}").write_bytes(letter.logo.content)
        (place / "letter.typ").write_text(source_of(letter))
        try:
            return bytes(typst.compile(str(place / "letter.typ"), root=folder, ignore_system_fonts=False))
        except (typst.TypstError, RuntimeError) as error:
            raise Unprintable(str(error)[:300]) from error


def source_of(letter: Letter) -> str:
    """What typst is given."""
    lang = letter.language.partition("-")[0]
    spoken = lang if _LANGUAGE.match(lang) else "es"
    logo = (
        f'#image("logo.{letter.logo.ending}", height: 14mm)'
        if letter.logo
        else f"#strong[{_said(letter.portal)}]"
    )
    foot = "".join(_set(letter.foot)) if letter.foot else ""
    return f"""#set document(title: {_quoted(letter.heading)})
#set text(lang: {_quoted(spoken)}, size: 11pt, font: ("Libertinus Serif", "DejaVu Sans"))
#set par(justify: false, leading: 0.75em, spacing: 1.1em)
#set page(paper: "a4", margin: (x: 25mm, top: 25mm, bottom: 28mm), footer: context [
#set text(size: 8.5pt, fill: luma(90))
#grid(columns: (1fr, auto), [{_said(letter.portal)} · {_said(letter.number)}],
counter(page).display("1 / 1", both: true))])
{logo}
#v(10mm)
#heading(level: 1, outlined: true)[{_said(letter.heading)}]
#v(4mm)
{"".join(_set(letter.body))}
#v(8mm)
#[#set text(size: 9.5pt)
{foot}]
"""


def _set(text: str) -> Iterator[str]:
    tokens = _parser.parse(text)
    for place, token in enumerate(tokens):
        if token.type == "inline":
            yield from (_one(child) for child in token.children or [])
        elif token.type == "table_open":
            columns = _columns(tokens[place:])
            yield f"#table(columns: {columns}, stroke: 0.5pt + luma(180), inset: 6pt, "
        else:
            yield _one(token)


def _columns(tokens: list[Token]) -> int:
    end = next(place for place, token in enumerate(tokens) if token.type == "thead_close")
    return sum(token.type == "th_open" for token in tokens[:end])


def _one(token: Token) -> str:
    match token.type:
        case "text" | "text_special":
            return _said(token.content)
        case "code_inline" | "fence" | "code_block":
            return f"#raw({_quoted(token.content)})"
        case "heading_open":
            return f"#heading(level: {min(int(token.tag[1]) + 1, 4)})["
        case "link_open":
            address = str(token.attrs.get("href", ""))
            return f"#link({_quoted(address)})[" if _LINK.match(address) else "#text["
    found = OPENING.get(token.type) or CLOSING.get(token.type) or PLAIN.get(token.type)
    return found or ""


def _said(text: str) -> str:
    return f"#text({_quoted(text)})" if text else ""


def _quoted(text: str) -> str:
    """A string of typst: JSON's escapes but for code points, which are written as they are."""
    return json.dumps(
        "".join(char for char in text if char.isprintable() or char in "\n\t"), ensure_ascii=False
    )
