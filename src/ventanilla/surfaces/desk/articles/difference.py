"""What changed between two texts, as paragraphs with the words taken out and put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ventanilla.records.knowledge.models import Revision
from ventanilla.records.knowledge.words import Words

MOST_WORDS = 2000
"""Longer passages are shown as taken out and put in as a whole: comparing word by word would take seconds."""
NEAR = 1
_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Change:
    """A field with what changed in it, as HTML lines; `skipped` lines are those that stayed the same."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Line:
    html: SafeString
    kind: str
    """same, changed, added, removed, skipped"""


def differences(old: Words, new: Words) -> list[Change]:
    """Every field that is different."""
    pairs = (
        (_("Title"), old.title, new.title),
        (_("Summary"), old.summary, new.summary),
        (_("Search words"), ", ".join(old.keywords), ", ".join(new.keywords)),
        (_("Text"), old.body, new.body),
    )
    return [Change(label, tuple(_lines(a, b))) for label, a, b in pairs if a != b]


def words_in(revision: Revision) -> Words:
    return Words(revision.title, revision.summary, revision.body, tuple(revision.keywords))


def _lines(old: str, new: str) -> Iterator[Line]:
    before, after = old.split("\n"), new.split("\n")
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            yield from _same(before[a1:a2], first=a1 == 0, last=a2 == len(before))
        else:
            yield from _changed("\n".join(before[a1:a2]), "\n".join(after[b1:b2]))


def _same(lines: list[str], *, first: bool, last: bool) -> Iterator[Line]:
    """Only what stands next to a change is repeated."""
    head = [] if first else lines[:NEAR]
    tail = [] if last else lines[max(len(head), len(lines) - NEAR) :]
    yield from (Line(SafeString(escape(line)), "same") for line in head if line.strip())
    if len(lines) > len(head) + len(tail):
        yield Line(SafeString("…"), "skipped")
    yield from (Line(SafeString(escape(line)), "same") for line in tail if line.strip())


def _changed(old: str, new: str) -> Iterator[Line]:
    if not old.strip():
        if new.strip():
            yield Line(SafeString(f"<ins>{escape(new.strip())}</ins>"), "added")
        return
    if not new.strip():
        yield Line(SafeString(f"<del>{escape(old.strip())}</del>"), "removed")
        return
    a, b = _PIECES.findall(old), _PIECES.findall(new)
    if max(len(a), len(b)) > MOST_WORDS:
        yield Line(SafeString(f"<del>{escape(old)}</del>"), "removed")
        yield Line(SafeString(f"<ins>{escape(new)}</ins>"), "added")
        return
    yield Line(SafeString(_by_words(a, b)), "changed")


def _by_words(old: list[str], new: list[str]) -> str:
    html: list[str] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        taken, put = escape("".join(old[a1:a2])), escape("".join(new[b1:b2]))
        if tag == "equal":
            html.append(put)
            continue
        html.append(f"<del>{taken}</del>" if taken else "")
        html.append(f"<ins>{put}</ins>" if put else "")
    return "".join(html)
