"""Somebody does something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Self

from pydantic import model_validator

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.values import Assign, Holder, Shown, TeamName
from ventanilla.core.blueprint.due import Due, due_sites
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions import Check, Element, Elements, Question
from ventanilla.core.blueprint.sites import Site, Template
from ventanilla.core.blueprint.texts import Email, Localized
from ventanilla.core.rules import FactType


class Task(Reacting):
    """Work for a team, a person or whoever a value names; `asks` is filled in on completion, so that `checks` hold.

    `show` is what it is about; in a confidential service those who do it see nothing else of the request.
    """

    type: ClassVar[str] = "task"
    name: ClassVar = {"en": "Task", "es": "Tarea"}
    outcomes: ClassVar[tuple[str, ...]] = ("done",)

    team: TeamName | None = None
    person: Email | None = None
    holder: Holder | None = None
    assign: Assign | None = None
    instructions: Localized | None = None
    asks: Elements = ()
    checks: tuple[Check, ...] = ()
    due: Due | None = None
    remind_after: Duration | None = None
    show: tuple[Shown, ...] = ()

    def sites(self) -> Iterator[Site]:
        if self.holder is not None:
            yield Site(("holder",), self.holder)
        yield from due_sites(self.due)

    def templates(self) -> Iterator[Template]:
        if self.instructions is not None:
            yield Template(("instructions",), self.instructions)

    def asked(self) -> tuple[Element, ...]:
        return self.asks

    def asked_checks(self) -> tuple[Check, ...]:
        return self.checks

    @model_validator(mode="after")
    def _one_holder(self) -> Self:
        if sum(name is not None for name in (self.team, self.person, self.holder)) != 1:
            raise fault("one_of_fields", names=("team", "person", "holder"))
        if self.assign and self.team is None:
            raise fault("assign_among_team")
        return self

    def output_types(self) -> Mapping[str, FactType]:
        return {
            **super().output_types(),
            "by": FactType.TEXT,
            "who": FactType.PERSON,
            **asked_types(self.asks),
        }

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        return asked_names(self.asks)


def asked_names(asks: Elements) -> dict[str, Mapping[str, str]]:
    """What the answers that a block collects are called."""
    return {item.id: item.label for item in asks if isinstance(item, Question)}


def asked_types(asks: Elements) -> dict[str, FactType]:
    """The types of the answers that a block collects."""
    return {item.id: item.kind for item in asks if isinstance(item, Question) and item.is_fact}
