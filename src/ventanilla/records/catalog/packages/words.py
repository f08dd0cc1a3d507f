"""How one text is written in YAML so that every reader, of 1.1 too, reads the same text."""

from __future__ import annotations

import json
import re

from ventanilla.records.catalog.packages.scalars import Scalar, could_be_misread

UNSAFE_START = frozenset("-?:,[]{}#&*!|>'\"%@`. \t")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
LINE_BREAKS = re.compile("[\n\r\x85\u2028\u2029]")
FLOW_MARKS = re.compile(r"[,\[\]{}]")
FOLDABLE = re.compile(r"[^\s]+( [^\s]+)*")


def scalar(value: Scalar, *, within: bool) -> str:
    """The value on one line; `within` brackets some texts need quotes that don't outside."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return value if _may_be_bare(value, within) else quoted(value)


def quoted(text: str) -> str:
    """The text in double quotes, with everything escaped that could be lost or seen wrongly."""
    return UNPRINTABLE.sub(_escape, json.dumps(text, ensure_ascii=False))


def literal(text: str, indent: int) -> list[str] | None:
    """A text of several lines as a literal block (`|`), or None when it can't be kept exactly by one."""
    if (
        "\n" not in text
        or text.startswith((" ", "\n", "\t"))
        or text.endswith("\n\n")
        or UNPRINTABLE.search(text)
    ):
        return None
    if "\r" in text or "\t" in text or any(line != line.rstrip() for line in text.split("\n")):
        return None
    lines = text[:-1].split("\n") if text.endswith("\n") else text.split("\n")
    mark = "|" if text.endswith("\n") else "|-"
    return [mark, *(" " * indent + line if line else "" for line in lines)]


def folded(text: str, indent: int, width: int) -> list[str] | None:
    """A long text as a folded block (`>-`), or None when it can't be kept exactly by one."""
    if UNPRINTABLE.search(text) or not FOLDABLE.fullmatch(text):
        return None
    lines, line = [], ""
    for word in text.split(" "):
        if line and indent + len(line) + 1 + len(word) > width:
            lines.append(" " * indent + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [">-", *lines, " " * indent + line]


def _may_be_bare(text: str, within: bool) -> bool:
    if not text or text != text.strip() or text[0] in UNSAFE_START or could_be_misread(text):
        return False
    if UNPRINTABLE.search(text) or LINE_BREAKS.search(text) or "\t" in text:
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    return not (within and FLOW_MARKS.search(text))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
