"""Answers that a form accepts: what the situation says, and for the rest what fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from ventanilla.core.blueprint.questions import (
    Choice,
    Choices,
    Date,
    EmailAddress,
    FileUpload,
    LocationChoice,
    Money,
    Number,
    PersonChoice,
    Question,
    Rows,
    Text,
    YesNo,
)
from ventanilla.core.people.models import Person
from ventanilla.demo.history.papers import paper
from ventanilla.demo.past.words import FIRST, words
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import check
from ventanilla.records.intake.options import offered
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.sequence import Items, questions_of
from ventanilla.records.intake.types import type_of

MOST_ROUNDS = 8
SOON = 6


class Unanswerable(Exception):
    """A form that chance finds no answers to, with what is wrong."""


@dataclass(frozen=True)
class Answering:
    """Who answers when: what values are computed from."""

    person: Person
    today: date
    colleagues: list[Person]
    chance: Random

    def filled(self, items: Items, said: Mapping[str, Any], context: Context) -> dict[str, Any]:
        """`said` without what is not asked, and made up answers where the form needs one.

        Raises Unanswerable.
        """
        known = {question.id: question for question in questions_of(items)}
        raw = {name: self._fitting(known[name], value) for name, value in said.items() if name in known}
        for _round in range(MOST_ROUNDS):
            checked = check(items, raw, context)
            raw = {name: value for name, value in raw.items() if name in checked.visible}
            open_ones = [name for name in checked.required if name in known and name not in checked.answers]
            wrong = [name for name in checked.errors if name in known]
            if not open_ones and not wrong:
                return raw
            scope = Scope(context, {**context.facts, "today": context.today, **checked.facts})
            for name in dict.fromkeys([*wrong, *open_ones]):
                raw[name] = self.made_up(known[name], scope)
        raise Unanswerable(str(checked.errors))

    def _fitting(self, question: Question, said: Any) -> Any:
        value = self.value(said)
        return str(value) if isinstance(question, Text) else value

    def value(self, said: Any) -> Any:
        """A value of words.yaml as raw JSON."""
        if isinstance(said, Mapping):
            if said.keys() <= {"es", "en"}:
                return self.chance.choice(said.get(self.person.language) or said[FIRST])
            return {name: self.value(value) for name, value in said.items()}
        if isinstance(said, list):
            return [self.value(value) for value in said]
        if isinstance(said, str) and said.startswith("="):
            verb, _, rest = said[1:].partition(" ")
            return self._computed(verb, rest)
        return said

    def _computed(self, verb: str, rest: str) -> Any:
        match verb:
            case "day":
                return (self.today + timedelta(days=int(rest))).isoformat()
            case "eur":
                return {"amount": rest, "currency": "EUR"}
            case "file":
                return [str(paper(rest, ["Documento de muestra."], by=self.person).key)]
            case "number":
                low, high = map(int, rest.split())
                return self.chance.randint(low, high)
        raise ValueError(f"words.yaml: ={verb}")

    def made_up(self, question: Question, scope: Scope) -> Any:
        """Something that `question` accepts."""
        match question:
            case Choice():
                return self._one(question, scope)
            case Choices():
                return [self._one(question, scope)]
            case Date():
                return self._day(question, scope).isoformat()
            case Money():
                return {"amount": str(question.min or 120), "currency": question.currency}
            case Number():
                return int(question.min or 1)
            case YesNo():
                return self.chance.random() < 0.3
            case EmailAddress():
                return self.person.email
            case PersonChoice():
                return str(self.chance.choice(self.colleagues).pk)
            case LocationChoice():
                return self.person.location.path if self.person.location else None
            case FileUpload():
                return self._computed("file", "documento.pdf")
            case Rows():
                inner = [part for part in question.questions if isinstance(part, Question) and part.required]
                rows = range(question.min_rows or 1)
                return [{part.id: self.made_up(part, scope.inside_row()) for part in inner} for _row in rows]
        return words().say("done", self.person.language, self.chance)

    def _one(self, question: Choice | Choices, scope: Scope) -> str:
        return str(self.chance.choice(offered(question, scope)).value)

    def _day(self, question: Date, scope: Scope) -> date:
        first, last = type_of(question).limits(question, scope)  # type: ignore[attr-defined]
        day = (first or self.today) + timedelta(days=self.chance.randint(0, SOON))
        return min(day, last) if last else day
