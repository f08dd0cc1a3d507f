"""What the checks of the linter look at: a package, and what is known of the organisation that it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ventanilla.core.blueprint.blocks import Ask, Block, Visit, visits, walk
from ventanilla.core.blueprint.checks.addresses import names_person
from ventanilla.core.blueprint.declared import NOTHING, Known
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import Calculated, Element, Hidden, Question
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.engines.workflow.machine.lint.domains import Domains, domains_of
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding, Place
from ventanilla.engines.workflow.machine.lint.ways import Before, before, leading


@dataclass(frozen=True)
class Organisation:
    """What the package alone doesn't say. What is not given is not judged.

    `rows` are the active rows of lists by slug, `members` how many active people are in groups and `staff` in teams,
    `leads` the teams that have an active lead; `memberships` the teams of those to whom messages go, by address;
    `services` are those that its workflow asks for, by slug, and `asked_by` those that ask for it;
    `languages` the portal's languages with what they are called in each.
    """

    known: Known = NOTHING
    languages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    members: Mapping[str, int] = field(default_factory=dict)
    staff: Mapping[str, int] = field(default_factory=dict)
    leads: frozenset[str] | None = None
    memberships: Mapping[str, Sequence[str]] = field(default_factory=dict)
    services: Mapping[str, Package] | None = None
    asked_by: Sequence[Package] = ()


@dataclass(frozen=True)
class Subject:
    """One package under examination."""

    package: Package
    organisation: Organisation

    @cached_property
    def domains(self) -> Domains:
        return domains_of(self.package, self.organisation.known)

    @cached_property
    def sent(self) -> Domains:
        """The same once the form was sent: what has to be answered is answered."""
        return self.domains.with_filled(name for name, item in self.answers.items() if always_answered(item))

    def at(self, block: str) -> Domains:
        """The same when a step is reached: what was asked before it for certain is answered, too."""
        done = [self.blocks[step] for step in self.before[block].certain if step in self.blocks]
        return self.sent.with_filled(
            f"outputs.{each.id}.{item.id}"
            for each in done
            if "expired" not in leading(each)
            for item in asked_of(each)
            if always_answered(item)
        )

    @cached_property
    def visits(self) -> list[Visit]:
        return list(visits(self.package.workflow))

    @cached_property
    def before(self) -> dict[str, Before]:
        return before(self.package.workflow)

    @cached_property
    def blocks(self) -> dict[str, Block]:
        return {block.id: block for block in walk(self.package.workflow)}

    @cached_property
    def answers(self) -> dict[str, Question]:
        """The questions of the form by the fact that their answer is."""
        return {f"answers.{item.id}": item for item in questions(self.package.form)}

    @cached_property
    def outside(self) -> frozenset[str]:
        """The questions to somebody without an account."""
        known = self.organisation.known
        return frozenset(
            visit.block.id
            for visit in self.visits
            if isinstance(visit.block, Ask)
            and self.package.outside_mail
            and not isinstance(visit.block.to, str)
            and not names_person(visit.block.to, visit.loops, self.package, known)
        )

    def asked(self, fact: str) -> Question | None:
        """The question whose answer, or a column of it, the fact is."""
        parts = fact.split(".")
        if parts[0] == "outputs" and len(parts) > 2 and parts[1] in self.blocks:
            return next((item for item in asked_of(self.blocks[parts[1]]) if item.id == parts[2]), None)
        return self.answers.get(".".join(parts[:2]))


def asked_of(block: Block) -> list[Question]:
    """The questions that a block asks."""
    return [item for item in block.asked() if isinstance(item, Question)]


def at_block(block: Block, path: SubPath, code: str, degree: Degree, **params: Any) -> Finding:
    """Something found at a block."""
    return Finding(code, degree, path, Place("block", block.shown_title), params)


def at_question(element: Element, path: SubPath, code: str, degree: Degree, **params: Any) -> Finding:
    """Something found at a question or a note."""
    name = element.label if isinstance(element, Question) else {"en": element.id, "es": element.id}
    return Finding(code, degree, path, Place("question", name), params)


def always_answered(question: Question) -> bool:
    """Whether everybody answers it who sends the form in which it stands."""
    return question.required and question.visible_if is None and question.is_fact


def may_lack(question: Question) -> bool:
    """Whether a question may stay without an answer. What the portal works out by itself needs none."""
    if question.visible_if is not None:
        return True
    given = isinstance(question, Hidden) and question.default is not None
    return not (question.required or given or isinstance(question, Calculated))
