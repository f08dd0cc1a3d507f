"""What a version changed, in words: grouped by question, block or text of the entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ventanilla.core.blueprint import Package, Question
from ventanilla.core.blueprint.blocks import walk
from ventanilla.core.blueprint.difference import WHOLE, Difference, How, differences
from ventanilla.core.blueprint.form import elements
from ventanilla.core.kit.text import pick
from ventanilla.core.rules import say, valid_rule
from ventanilla.records.catalog.models import ServiceVersion
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.catalog.queries.rule_names import rule_names
from ventanilla.records.catalog.versions import document_of
from ventanilla.surfaces.designer.services.part_names import PARTS
from ventanilla.surfaces.designer.services.part_values import lines_of

Path = tuple[str, ...]
HOW = {
    How.ADDED: pgettext_lazy("part of a service", "Added"),
    How.REMOVED: pgettext_lazy("part of a service", "Removed"),
    How.CHANGED: pgettext_lazy("part of a service", "Changed"),
    How.MOVED: pgettext_lazy("part of a service", "Moved"),
}
TONES = {How.ADDED: "positive", How.REMOVED: "negative", How.CHANGED: "info", How.MOVED: "neutral"}
BETWEEN = frozenset({"branches", "blocks", "cases", "otherwise", "questions", "asks"})


@dataclass(frozen=True)
class Change:
    """One part that differs: `what` of the group, as lines before and after."""

    how: str
    tone: str
    what: str
    old: list[str]
    new: list[str]


@dataclass
class Group:
    """Everything that differs in one question, section or block, or in the entry itself."""

    kind: str
    title: str
    changes: list[Change] = field(default_factory=list)


def changes(before: ServiceVersion, after: ServiceVersion, language: str) -> list[Group]:
    """What `after` does otherwise than `before`, in the order of the package and in the active language."""
    reader = _Reader(package_of(before), package_of(after), language)
    groups: dict[Path, Group] = {}
    for difference in differences(document_of(before), document_of(after)):
        place, kind, title, rest = reader.thing(difference.path)
        group = groups.setdefault(place, Group(kind, title))
        group.changes.append(reader.change(difference, rest))
    return list(groups.values())


class _Reader:
    """Knows what the parts of both packages are called."""

    def __init__(self, old: Package, new: Package, language: str) -> None:
        self.language = language
        self.package = new
        self.questions: dict[str, str] = {}
        self.blocks: dict[str, tuple[str, str]] = {}
        self.sections: dict[str, str] = {}
        for package in (old, new):
            self._learn(package)

    def _learn(self, package: Package) -> None:
        self.sections |= {section.id: pick(section.title) for section in package.form}
        self._learn_questions(elements(package.form))
        for block in walk(package.workflow):
            self.blocks[block.id] = (pick(dict(block.name)), pick(block.shown_title))
            self._learn_questions(block.asked())

    def _learn_questions(self, asked: Iterable[Any]) -> None:
        for element in asked:
            self.questions[element.id] = pick(element.label) if isinstance(element, Question) else _("Note")
            self._learn_questions(element.inner())

    def thing(self, path: Path) -> tuple[Path, str, str, Path]:
        """The question, section or block that a path leads to: its place, kind, name, and the rest of the path."""
        found: tuple[Path, str, str, Path] = ((), _("Entry"), "", path)
        for index, part in enumerate(path):
            above = path[index - 1] if index else ""
            place, rest = path[: index + 1], path[index + 1 :]
            if above in ("questions", "asks") and part in self.questions:
                found = (place, _("Question"), self.questions[part], rest)
            elif above == "form" and part in self.sections:
                found = (place, _("Section"), self.sections[part], rest)
            elif path[0] == "workflow" and above not in BETWEEN - {"blocks"} and part in self.blocks:
                kind, title = self.blocks[part]
                found = (place, kind, title if title != kind else "", rest[1:])
        return found

    def change(self, difference: Difference, rest: Path) -> Change:
        """One difference, `rest` being its path below the thing it belongs to."""
        how = difference.how
        what, whole = self._what(rest), not rest or how is How.MOVED
        old, new = ([] if whole else list(self._lines(value)) for value in (difference.old, difference.new))
        # A branch of one step is called like it: once is enough.
        return Change(
            how=str(HOW[how]),
            tone=TONES[how],
            what=what,
            old=old if old != [what] else [],
            new=new if new != [what] else [],
        )

    def _what(self, rest: Path) -> str:
        languages = {code: str(name).lower() for code, name in settings.LANGUAGES}
        words = [
            str(PARTS[part]) if part in PARTS else languages.get(part) or self._called(part)
            for part in rest
            if part not in BETWEEN
        ]
        return " · ".join(words)

    def _called(self, part: str) -> str:
        """The name of a step or question, where a path leads through one."""
        kind, title = self.blocks.get(part, ("", ""))
        return title or kind or self.questions.get(part, part)

    def _lines(self, value: Any) -> Iterator[str]:
        if isinstance(value, Mapping) and value.keys() & WHOLE and valid_rule(value):
            names = rule_names(self.package, [value], self.language)
            yield from say(value, self.language, names).lines()
        else:
            yield from lines_of(value, self._called)
