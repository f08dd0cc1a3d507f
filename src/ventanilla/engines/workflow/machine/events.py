"""What may happen to a run. An event for a step that isn't waiting for it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ventanilla.engines.workflow.machine.steps import StepKey


@dataclass(frozen=True)
class Started:
    """The run begins."""


@dataclass(frozen=True)
class Finished:
    """The step came to one of its outcomes; `outputs` are JSON values."""

    key: StepKey
    outcome: str
    outputs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class HandedIn:
    """Somebody answered a sealed question. What they answered is kept elsewhere until it is opened."""

    key: StepKey


@dataclass(frozen=True)
class Failed:
    """The step could not do its work: nobody to ask, a connector that refuses."""

    key: StepKey
    code: str
    detail: str = ""


@dataclass(frozen=True)
class TimerFired:
    """A timer that the machine asked for has run out; `known` is what the step has to know then, by name."""

    key: StepKey
    name: str
    known: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ItemsFound:
    """What a for_each goes through: {"key": …, "facts": {name: value}, "label": {language: text}} each."""

    key: StepKey
    items: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Arrived:
    """A message came from outside; `id` tells it from the same one sent twice. One that nothing waits for yet is
    kept until something does."""

    name: str
    id: str
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FactsChanged:
    """Answers or ticket fields are other than before; `doubted` are approvals that saw other answers."""

    doubted: tuple[StepKey, ...] = ()


@dataclass(frozen=True)
class AskedAnew:
    """Other people decide an approval from now on, or the same ones about other answers: its time begins again. With
    `whole` so does the time until it expires."""

    key: StepKey
    whole: bool = False


@dataclass(frozen=True)
class Retried:
    """Somebody wants the failed step tried again."""

    key: StepKey


@dataclass(frozen=True)
class WentOn:
    """Somebody wants to go on as if the failed step had ended with these outputs (by its first outcome)."""

    key: StepKey
    outputs: Mapping[str, Any] = field(default_factory=dict)
    outcome: str | None = None


@dataclass(frozen=True)
class Cancelled:
    """The ticket was withdrawn, or resolved by hand: the run ends with that outcome."""

    outcome: str = "withdrawn"


Event = (
    Started
    | Finished
    | HandedIn
    | Failed
    | TimerFired
    | ItemsFound
    | Arrived
    | FactsChanged
    | AskedAnew
    | Retried
    | WentOn
    | Cancelled
)
