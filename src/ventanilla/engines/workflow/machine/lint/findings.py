"""What was found in a package: where, how bad, and what to do about it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.problems import spell
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.engines.workflow.machine.lint.words import LENGTHS, PLACES, WORDS

Texts = Mapping[str, str]


class Degree(StrEnum):
    """An error goes wrong for certain, a warning for some requests; advice would make it better."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True)
class Place:
    """Which part of the service: its kind (a key of PLACES) and what people call it."""

    kind: str
    name: Texts = field(default_factory=dict)

    def say(self, language: str) -> str:
        """«Block “Manager's approval”»."""
        words = PLACES[self.kind][_known(language)]
        return words.format(name=_picked(self.name, language)) if self.name else words


@dataclass(frozen=True)
class Finding:
    """One thing at one place. `path` leads through the document, `params` fill the words of `code`."""

    code: str
    degree: Degree
    path: SubPath
    place: Place
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def spelled(self) -> str:
        """The path as people write it."""
        return spell(self.path)

    def say(self, language: str) -> str:
        """What is wrong and what to do."""
        shown = {name: _picked(value, language) for name, value in self.params.items()}
        return WORDS[self.code][_known(language)].format(**shown)


def _known(language: str) -> str:
    return "es" if language.startswith("es") else "en"


def _picked(value: Any, language: str) -> str:
    if isinstance(value, Duration):
        words = LENGTHS[value.unit][_known(language)]
        return f"{value.amount} {words[0 if value.amount == 1 else 1]}"
    if isinstance(value, Mapping):
        return str(
            value.get(language) or value.get("es") or value.get("en") or next(iter(value.values()), "")
        )
    return str(value)
