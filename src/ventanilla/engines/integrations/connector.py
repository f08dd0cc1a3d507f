"""What every connector is: settings, actions with typed inputs and outputs, and how each ends.

A connector returns a value and calls nobody of ours. It tells apart what decides whether a thing may be tried again:
it was done (`Done`), the other side said no (`Refused`), it was certainly not sent (`NotSent`), or nobody knows
(`NoAnswer`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict, SecretStr

Words = str | Promise


class Mode(StrEnum):
    """Whether an action may be done again when nobody knows how the last try ended."""

    REPEATABLE = "repeatable"
    AT_MOST_ONCE = "at_most_once"


class ConnectionSettings(BaseModel):
    """The settings of a connection. A field of type SecretStr is kept sealed and never shown again.

    `words` gives each field its label and its hint.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    words: ClassVar[Mapping[str, tuple[Words, Words]]] = {}

    @classmethod
    def secret_names(cls) -> list[str]:
        """The fields that are sealed, in order."""
        return [name for name, found in cls.model_fields.items() if SecretStr in _types(found.annotation)]


def _types(annotation: Any) -> tuple[Any, ...]:
    return (annotation, *getattr(annotation, "__args__", ()))


class Inputs(BaseModel):
    """What an action is given; facts have become JSON values by then."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True)
class Action:
    """One thing that a connector can do. `outputs` says what its answer holds, by name and type; None: anything."""

    title: Words
    mode: Mode
    inputs: type[Inputs]
    outputs: Mapping[str, str] | None = None
    secrets: tuple[str, ...] = ()
    """Names of what is shown to one person once and never kept, such as a one-time password."""


@dataclass(frozen=True)
class Done:
    """It was done. `secrets` are for one person's eyes, once."""

    value: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """The other side understood and said no; trying again would give the same."""

    reason: str
    value: Mapping[str, Any] = field(default_factory=dict)


Answer = Done | Refused


class NotSent(Exception):
    """It was certainly not done: nobody could be reached. It may be tried again whatever it is."""


class NoAnswer(Exception):
    """It was sent and nobody knows what became of it."""


class Misconfigured(Exception):
    """The settings or inputs can't be used; trying again helps nobody until somebody changes them."""


@dataclass(frozen=True)
class Attempt:
    """One try. `key` is the same for every try of one step, for the other side to know it by."""

    key: str
    seconds: float


class Connector(ABC):
    """A kind of system that can be connected to. One instance serves all connections; it keeps no state."""

    kind: ClassVar[str]
    title: ClassVar[Words]
    about: ClassVar[Words]
    settings: ClassVar[type[ConnectionSettings]]
    actions: ClassVar[Mapping[str, Action]]
    offers: ClassVar[str] = ""
    """The action whose answer the choices of a form may come from; "": none."""

    @abstractmethod
    def perform(self, settings: Any, action: str, inputs: Any, attempt: Attempt) -> Answer:
        """Do it. Raises NotSent, NoAnswer or Misconfigured."""

    @abstractmethod
    def probe(self, settings: Any) -> str:
        """Look whether the connection works, changing nothing; a sentence about what was found. Raises as
        `perform`, with words for an administrator."""
