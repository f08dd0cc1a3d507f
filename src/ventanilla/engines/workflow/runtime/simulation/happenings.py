"""What would happen, as a report: no rows, only what people would be asked and told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ventanilla.core.kit.text import Localized
from ventanilla.engines.workflow import machine


@dataclass(frozen=True)
class Seated:
    """Who would sit at a seat: what it is called, people by name, and why it is they."""

    label: Localized
    people: tuple[str, ...]
    need: int
    reasons: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A message as one person would read it."""

    to: str
    language: str
    subject: str
    text: str


@dataclass
class Happening:
    """One thing that would happen at `at`. `kind`: approval, task, ask, opened, message, set, asset, budget, work,
    reminder, escalation, late, fault, refused, resolved, cancelled.

    `who` has it, by name, and `reasons` say why; `outcome` and `ended_at` are how and when it was assumed to end.
    """

    at: datetime
    kind: str
    block: str = ""
    title: Localized = field(default_factory=dict)
    who: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    seats: tuple[Seated, ...] = ()
    letters: tuple[Letter, ...] = ()
    text: str = ""
    values: dict[str, str] = field(default_factory=dict)
    key: machine.StepKey | None = None
    outcome: str = ""
    ended_at: datetime | None = None
    due_at: datetime | None = None
    sealed: str = ""
    """What the answer stays sealed until: `deadline`, `all_answered`, `moment`; nothing for one that isn't."""
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    kept: bool = False
    """Whether who asks sees nothing of it."""
