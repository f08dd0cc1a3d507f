"""Choices and identifiers that are looked up elsewhere: assets, tickets, services, and what connectors reach.

A source is registered under the name that packages call it by:

    register("assets", Assets())

It is asked in two steps, so that nothing outside can hold up a form or a transaction: `options` and `find` read
what they need of our own tables and give back a function; that function asks whoever knows, within `patience`
seconds, in a thread of its own, and touches no table of ours. A source that only reads our tables has no patience
(None), and is asked at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from django.core.cache import cache

from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Person
from ventanilla.core.rules import FactDeclaration, FactType, as_json

T = TypeVar("T")

MOST = 500
"""How many options are taken from a source at most."""
SULK = 20
"""Seconds in which a source that didn't answer isn't asked again: a form looks at its options many times."""
WORKERS = 16


class NoAnswer(Exception):
    """The source isn't there, took too long, or answered what can't be understood."""


@dataclass(frozen=True)
class Enquiry:
    """Who asks, for whom, and what the package hands over; `inputs` are plain JSON by the source's own names.
    `department` is the slug of the one that the service belongs to."""

    person: Person
    requested_for: Person
    inputs: Mapping[str, Any] = field(default_factory=dict)
    department: str = ""


@dataclass(frozen=True)
class Found:
    """One thing that a source knows: what is stored, how it reads, and its columns as JSON, which become facts."""

    value: str
    label: Localized
    hint: Localized = field(default_factory=dict)
    columns: Mapping[str, Any] = field(default_factory=dict)


class Source(Protocol):
    """What a source has. One that offers no choices, or knows no identifiers, raises NoAnswer there."""

    @property
    def patience(self) -> float | None:
        """Seconds to wait for an answer from outside; None when only our own tables are read."""

    @property
    def keeps(self) -> int:
        """Seconds for which options may be remembered, for the same people and inputs."""

    @property
    def columns(self) -> Mapping[str, FactType | FactDeclaration] | None:
        """The facts of what is found; None when nobody can say beforehand."""

    def options(self, enquiry: Enquiry) -> Callable[[], Sequence[Found]]:
        """What may be chosen, in order. The function may raise NoAnswer."""

    def find(self, enquiry: Enquiry, written: str) -> Callable[[], Found | None]:
        """What the identifier stands for; None both for what doesn't exist and for what these people may not see."""


_known: dict[str, Source] = {}
_threads = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="source")


def register(name: str, source: Source) -> None:
    """Let packages use the source under `name`; the last one of a name counts."""
    _known[name] = source


def forget(name: str) -> None:
    """Take the source away again."""
    _known.pop(name, None)


def known_sources() -> dict[str, Source]:
    """Every source by name."""
    return dict(_known)


def options_of(name: str, enquiry: Enquiry) -> Sequence[Found]:
    """What may be chosen now, remembered for as long as the source allows. Raises NoAnswer."""
    source = _source(name)
    if not source.keeps:
        return _asked(name, source, source.options(enquiry))[:MOST]
    key = f"source:{name}:{_digest(enquiry)}"
    kept: Sequence[Found] | None = cache.get(key)
    if kept is None:
        kept = list(_asked(name, source, source.options(enquiry)))[:MOST]
        cache.set(key, kept, source.keeps)
    return kept


def find_in(name: str, enquiry: Enquiry, written: str) -> Found | None:
    """What the identifier stands for, if these people may see it. Never remembered. Raises NoAnswer."""
    source = _source(name)
    return _asked(name, source, source.find(enquiry, written))


def _source(name: str) -> Source:
    if name not in _known:
        raise NoAnswer(f"there is no source “{name}”")
    return _known[name]


def _asked(name: str, source: Source, ask: Callable[[], T]) -> T:
    if source.patience is None:
        return ask()
    sulking = f"source:{name}:sulking"
    if cache.get(sulking):
        raise NoAnswer(f"“{name}” didn't answer a moment ago")
    try:
        return _threads.submit(ask).result(timeout=source.patience)
    except Exception as error:  # whatever goes wrong out there is one thing to a form: no answer
        cache.set(sulking, True, SULK)
        raise NoAnswer(f"“{name}”: {error or type(error).__name__}") from error


def _digest(enquiry: Enquiry) -> str:
    asked = [
        enquiry.person.pk,
        enquiry.requested_for.pk,
        as_json(dict(enquiry.inputs)),
        enquiry.department,
    ]
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()
