"""From the text of a file to its words and the names it gives; what the names mean is for `references`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import languages
from ventanilla.records.catalog.packages.document import read
from ventanilla.records.catalog.packages.faults import TextRefused
from ventanilla.records.knowledge.files.faults import ArticleRefused
from ventanilla.records.knowledge.words import LONGEST, SLUG, Words

NAME = re.compile(r"(?P<slug>[^/\\]+)\.(?P<language>[a-z]{2})\.md")
HEAD = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<head>.*?)^---[ \t]*\r?\n?(?P<body>.*)\Z", re.DOTALL | re.MULTILINE
)
OF_WORDS = {"title": str, "summary": str, "keywords": list}
OF_ARTICLE = {
    "kind": str,
    "state": str,
    "department": str,
    "category": str,
    "owner": str,
    "team": str,
    "services": list,
    "related": list,
    "audience": object,
    "review_on": str,
}
ORIGINAL = "department"
"""The file that names it is the original's."""


@dataclass(frozen=True)
class ArticleFile:
    """One language of one article; `values` are those of OF_ARTICLE that the head gives."""

    name: str
    slug: str
    language: str
    words: Words
    values: Mapping[str, Any]

    @property
    def is_original(self) -> bool:
        return ORIGINAL in self.values


def read_file(name: str, text: str) -> ArticleFile:
    """The file `name` (`vpn.es.md`) that holds `text`. Raises ArticleRefused, naming file and field."""
    called = NAME.fullmatch(name)
    if called is None or not SLUG.fullmatch(called["slug"]) or called["language"] not in languages():
        known = " / ".join(f"vpn.{code}.md" for code in languages())
        raise ArticleRefused({name: [_("Call the file like %(known)s.") % {"known": known}]})
    head, body = _parted(name, text)
    values = _head(name, head)
    words = Words(
        title=values.get("title", ""),
        summary=values.get("summary", ""),
        body=body,
        keywords=tuple(values.get("keywords", ())),
    )
    given = {key: value for key, value in values.items() if key in OF_ARTICLE}
    return ArticleFile(name, called["slug"], called["language"], words.tidy(), given)


def gather(files: Mapping[str, str]) -> dict[str, list[ArticleFile]]:
    """The files by article, the original first. Raises ArticleRefused with all that is wrong."""
    faults: dict[str, list[str]] = {}
    found: dict[str, list[ArticleFile]] = defaultdict(list)
    for name in sorted(files):
        try:
            one = read_file(name, files[name])
        except ArticleRefused as refused:
            faults.update(refused.faults)
        else:
            found[one.slug].append(one)
    for parts in found.values():
        parts.sort(key=lambda part: not part.is_original)
        faults.update(_one_original(parts))
    if faults:
        raise ArticleRefused(faults)
    return dict(found)


def _one_original(parts: list[ArticleFile]) -> dict[str, list[str]]:
    originals = [part for part in parts if part.is_original]
    if not originals:
        return {f"{parts[0].name}: {ORIGINAL}": [_("Say which department keeps the article.")]}
    faults = {}
    for part in parts:
        if part is not originals[0] and part.values:
            text = _("%(names)s stand in %(file)s already: take them out of this one.")
            values = {"names": ", ".join(part.values), "file": originals[0].name}
            faults[part.name] = [text % values]
    return faults


def _parted(name: str, text: str) -> tuple[str, str]:
    if len(text) > 2 * LONGEST["body"]:
        raise ArticleRefused({name: [_("This file is too long.")]})
    parts = HEAD.match(text)
    if parts is None:
        said = _("Begin with a line of three dashes, the title and so on, and another line of three dashes.")
        raise ArticleRefused({name: [said]})
    return parts["head"], parts["body"]


def _head(name: str, head: str) -> dict[str, Any]:
    try:
        values = read(head).value
    except TextRefused as refused:
        raise ArticleRefused({name: [str(fault) for fault in refused.faults]}) from refused
    faults: dict[str, list[str]] = {}
    known = {**OF_WORDS, **OF_ARTICLE}
    for key, value in values.items():
        if key not in known:
            said = _("There is no such field. Known are: %(known)s.") % {"known": ", ".join(known)}
            faults[f"{name}: {key}"] = [said]
        elif fault := _shape_fault(value, known[key]):
            faults[f"{name}: {key}"] = [fault]
    if not values.get("title"):
        faults[f"{name}: title"] = [_("Give it a title: what somebody would look for.")]
    if faults:
        raise ArticleRefused(faults)
    return {key: value for key, value in values.items() if value is not None}


def _shape_fault(value: Any, shape: type) -> str:
    if value is None or shape is object:
        return ""
    if shape is str and not isinstance(value, str):
        return _("Write a text here.")
    if shape is list and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        return _("Write a list of texts here, as in [one, two].")
    return ""
