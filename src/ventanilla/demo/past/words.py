"""What people say, from words.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from ventanilla.records.catalog.packages.document import read

FILE = Path(__file__).parent / "words.yaml"
FIRST = "es"


@dataclass(frozen=True)
class Situation:
    """Why somebody asks: answers to the form, and to the tasks by block, as words.yaml has them."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    tasks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """All of words.yaml."""

    common: Mapping[str, Mapping[str, list[str]]]
    services: Mapping[str, Mapping[str, Any]]
    searches: Mapping[str, Mapping[str, list[str]]]
    votes: Mapping[str, list[str]]

    def say(self, what: str, language: str, chance: Random) -> str:
        """One of the usual phrases."""
        return chance.choice(self.common.get(language, self.common[FIRST])[what])

    def weight(self, service: str) -> int:
        """How often a service is asked for, beside the others."""
        return int(self.services.get(service, {}).get("weight", 1))

    def situation(self, service: str, language: str, chance: Random) -> Situation:
        """Why somebody who speaks `language` asks for `service`; an empty one for services that aren't told of."""
        told = self.services.get(service, {})
        known = told.get(language) or told.get(FIRST) or [{}]
        chosen = chance.choice(known)
        tasks = {**told.get("tasks", {}), **chosen.get("tasks", {})}
        return Situation(chosen.get("answers", {}), tasks)


@cache
def words() -> Words:
    """Read once for each process."""
    return Words(**read(FILE.read_text(encoding="utf-8")).value)
