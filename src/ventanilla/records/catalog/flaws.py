"""Everything that keeps a package from being published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.blueprint.checks import check
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem, spell
from ventanilla.core.kit.errors import Invalid
from ventanilla.records.catalog.queries import known_to_packages
from ventanilla.records.catalog.references import Path, missing
from ventanilla.records.catalog.scheduled import judge_schedules

ABOUT_NAMES = frozenset({"unknown_key", "unknown_outcome"})
WITHIN: dict[str, Path] = {"unknown_kind": ("type",), "unknown_outcome": ("on",)}


@dataclass(frozen=True)
class Flaw:
    """What is wrong at `path` of the document and what to do, in the active language.

    `of_name`: it is the name that is wrong, not what stands behind it. `within`: where below `path` it
    is best shown, when that is there.
    """

    path: Path
    text: str
    of_name: bool = False
    within: Path = ()


class PackageRefused(Invalid):
    """A package that can't be published; `flaws` are all that were found, `fields` the same by spelled
    path.
    """

    code = "package_refused"

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        self.flaws = list(flaws)
        fields: dict[str, list[object]] = {}
        for flaw in self.flaws:
            fields.setdefault(spell(flaw.path), []).append(flaw.text)
        super().__init__(_("This service can't be published yet: some things have to be put right."), fields)


def flaws_of(package: Package) -> list[Flaw]:
    """References to facts, questions and blocks that aren't there, and to things that don't exist."""
    return [
        *in_words(check(package, known_to_packages())),
        *(Flaw(lost.path, lost.text) for lost in [*missing(package), *judge_schedules(package)]),
    ]


def in_words(problems: Iterable[Problem]) -> list[Flaw]:
    """The blueprint's problems in the active language."""
    language = get_language() or "en"
    return [
        Flaw(
            problem.parts,
            problem.say(language),
            of_name=problem.code in ABOUT_NAMES,
            within=WITHIN.get(problem.code, ()),
        )
        for problem in problems
    ]
