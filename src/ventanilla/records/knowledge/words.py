"""What authors hand over: the words of a text, and what surrounds them. Checked before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.blueprint.declared import audience_scope
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Department, Person, Team
from ventanilla.core.rules import RuleFault, facts_in, valid_rule
from ventanilla.records.catalog.models import Category, Service
from ventanilla.records.catalog.queries import known_to_packages
from ventanilla.records.knowledge import guides
from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.models import Article

LONGEST = {"title": 200, "summary": 400, "body": 40_000}
MOST_KEYWORDS, LONGEST_KEYWORD = 30, 60
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 80
RESERVED = frozenset({"new", "preview", "pictures"})
"""Pages of the portal and the desk are called so."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Words:
    """The text of an article in one language; `body` is Markdown."""

    title: str = ""
    summary: str = ""
    body: str = ""
    keywords: tuple[str, ...] = ()

    def tidy(self) -> Words:
        """Without what nobody typed on purpose: signs of control, Windows line ends, space at the ends."""
        return Words(
            title=" ".join(_plain(self.title).split()),
            summary=" ".join(_plain(self.summary).split()),
            body=_plain(self.body).strip("\n").rstrip(),
            keywords=tuple(
                dict.fromkeys(" ".join(_plain(word).split()) for word in self.keywords if word.strip())
            ),
        )

    def __bool__(self) -> bool:
        return bool(self.title or self.summary or self.body or self.keywords)


@dataclass(frozen=True)
class About:
    """All of an article but its texts. `audience`: a rule over `person.*`, or None for the people of the
    organisation that runs the portal."""

    kind: Kind
    department: Department
    category: Category
    owner: Person
    owner_team: Team
    audience: Any = None
    review_on: date | None = None
    services: Sequence[Service] = field(default=())
    related: Sequence[Article] = field(default=())


def _plain(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def check_words(words: Words, language: str, *, complete: bool = False) -> dict[str, list[str]]:
    """What is wrong with a text, by field as "title.es". `complete`: whether readers are to get it."""
    faults: dict[str, list[str]] = {}
    for name, most in LONGEST.items():
        length = len(getattr(words, name))
        if length > most:
            text = _("This is too long: at most %(most)d characters, and it has %(length)d.")
            faults[f"{name}.{language}"] = [text % {"most": most, "length": length}]
    if not words.title:
        faults[f"title.{language}"] = [_("Give it a title: what somebody would look for.")]
    if complete and not words.body:
        faults[f"body.{language}"] = [_("Write the text before you publish it.")]
    if len(words.keywords) > MOST_KEYWORDS or any(len(word) > LONGEST_KEYWORD for word in words.keywords):
        text = _("At most %(most)d search words of up to %(longest)d letters.")
        faults[f"keywords.{language}"] = [text % {"most": MOST_KEYWORDS, "longest": LONGEST_KEYWORD}]
    return faults


def check_guide(kind: str, words: Words, language: str) -> dict[str, list[str]]:
    """What would leave readers of a guide nowhere, by field: it isn't given to them before it is put right."""
    found = guides.faults(words.body) if kind == Kind.GUIDE else []
    return {f"body.{language}": found} if found else {}


def check_about(about: About) -> dict[str, list[str]]:
    """What is wrong with what surrounds the text, by field."""
    faults: dict[str, list[str]] = {}
    if about.owner_team.department_id != about.department.pk:
        faults["owner_team"] = [_("This team belongs to another department: choose one of its own.")]
    if not about.owner.is_active:
        faults["owner"] = [_("This person isn't here any more: choose somebody else.")]
    if about.audience is not None and (fault := _audience_fault(about.audience)):
        faults["audience"] = [fault]
    return faults


def _audience_fault(rule: Any) -> str:
    """Why `rule` can't say who reads, or ""."""
    try:
        valid_rule(rule)
    except RuleFault as fault:
        return _("This rule about who may read it can't be used: %(why)s") % {
            "why": fault.words((get_language() or "en")[:2])
        }
    scope = audience_scope(known_to_packages())
    unknown = sorted(path for path in facts_in(rule) if not scope.knows(path))
    if unknown:
        return _("The rule about who may read it names something unknown: %(facts)s.") % {
            "facts": ", ".join(unknown)
        }
    return ""


def check_slug(slug: str) -> dict[str, list[str]]:
    if len(slug) > LONGEST_SLUG or slug in RESERVED or not SLUG.fullmatch(slug):
        return {
            "slug": [_("Use small letters without accents, numbers and hyphens, as in “work-from-home”.")]
        }
    return {}


def refuse(*faults: Mapping[str, Iterable[str]]) -> None:
    """Raise Invalid with all of `faults`, if there are any."""
    found = {name: list(texts) for some in faults for name, texts in some.items()}
    if found:
        raise Invalid(_("This article needs another look."), found)
