"""The words of a mail: HTML as plain text, and what is new in an answer without what it quotes."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from mailparser_reply import EmailReplyParser

LANGUAGES = ["es", "en", "fr", "de", "it", "pt"]
UNSEEN = {"script", "style", "head", "title", "template", "noscript", "object", "svg"}
VOID = {"br", "img", "hr", "meta", "link", "input", "col", "wbr", "area", "base", "source"}
LINES = {"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section"}
QUOTES = re.compile(
    r"gmail_quote|gmail_extra|yahoo_quoted|moz-cite-prefix|protonmail_quote|OutlookMessageHeader"
)
REST_IS_QUOTED = re.compile(r"divRplyFwdMsg|appendonsend|mail-editor-reference-message-container")
ITEM = "\ue000 "  # the parser takes a list for a signature
SENT_FROM = re.compile(
    r"^(Enviado desde|Enviado con|Obtener Outlook para|Sent from|Get Outlook for|Descarga Outlook)\b.{0,80}$",
    re.IGNORECASE,
)


class _Reader(HTMLParser):
    """Collects the words that a person sees. Nothing of the markup survives."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.hidden: list[str] = []  # the open elements from the first hidden one on
        self.ended = False
        self.address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        marks = f"{given.get('class', '')} {given.get('id', '')}"
        if REST_IS_QUOTED.search(marks):
            self.ended = True
        if self.hidden or tag in UNSEEN or tag == "blockquote" or QUOTES.search(marks):
            if tag not in VOID:
                self.hidden.append(tag)
            return
        if tag == "br" or tag in LINES:
            self.words.append("\n")
        elif tag == "li":
            self.words.append("\n- ")
        elif tag == "a":
            self.address = given.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag in self.hidden:
                while self.hidden.pop() != tag:
                    pass
            return
        if tag in LINES:
            self.words.append("\n")
        elif tag == "a":
            self._name_address()

    def handle_data(self, data: str) -> None:
        if not self.hidden and not self.ended:
            self.words.append(re.sub(r"\s+", " ", data))

    def _name_address(self) -> None:
        """A link's address stands behind its words, unless they are the address."""
        said = self.words[-1].strip() if self.words else ""
        if self.address.startswith(("http://", "https://")) and self.address.rstrip("/") != said.rstrip("/"):
            self.words.append(f" ({self.address})")
        self.address = ""


def from_html(html: str) -> str:
    """The words of an HTML mail, without what it quotes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.words).replace("\xa0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def answer_in(text: str) -> str:
    """What is new in an answer: without the mail that it quotes, and without the signature."""
    marked = re.sub(r"^- ", ITEM, _unsigned(text), flags=re.MULTILINE)
    parsed = EmailReplyParser(languages=LANGUAGES).read(marked).replies
    return _trimmed(parsed[0].body.replace(ITEM, "- ") if parsed else "")


def message_in(text: str) -> str:
    """A mail that answers nothing, without the signature."""
    return _trimmed(_unsigned(text))


def _unsigned(text: str) -> str:
    """Up to the line that begins a signature: two dashes (RFC 3676, 4.3)."""
    return re.split(r"^-- ?$", text, maxsplit=1, flags=re.MULTILINE)[0]


def _trimmed(text: str) -> str:
    """Without quoted lines at the end, and what a telephone adds."""
    lines = text.strip().split("\n")
    while lines and (
        not lines[-1].strip() or lines[-1].startswith(">") or SENT_FROM.match(lines[-1].strip())
    ):
        lines.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
