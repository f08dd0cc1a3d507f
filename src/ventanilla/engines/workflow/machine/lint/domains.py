"""What a fact can be: its type, its options, and the limits that its question sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ventanilla.core.blueprint.blocks import Repeat, visits, walk
from ventanilla.core.blueprint.blocks.repeat import TURN
from ventanilla.core.blueprint.declared import Known, audience_scope, workflow_scope
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import Element, Question, Rating
from ventanilla.core.rules import FactDeclaration, FactType


@dataclass(frozen=True)
class Domain:
    """The values that a fact may have, besides none. What isn't known is not limited."""

    type: FactType | None = None
    options: frozenset[str] | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    whole: bool = False
    currency: str = ""
    filled: bool = False
    """Whether it always has a value."""


@dataclass(frozen=True)
class Domains:
    """The domain of each fact, and for each question with a condition the rule that holds while it has an answer."""

    of: Mapping[str, Domain]
    needs: Mapping[str, Any]

    def domain(self, fact: str) -> Domain:
        return self.of.get(fact, UNKNOWN)

    def need(self, fact: str) -> Any:
        """The rule that holds for certain while the fact has a value; True where nothing is known."""
        name = ".".join(fact.split(".")[:2]) if fact.startswith("answers.") else fact
        return self.needs.get(name, True)

    def with_filled(self, facts: Iterable[str]) -> Domains:
        """The same where these facts have a value for certain."""
        more = {fact: replace(self.domain(fact), filled=True) for fact in facts}
        return Domains({**self.of, **more}, self.needs) if more else self


UNKNOWN = Domain()
OF_REQUESTS = {
    "ticket.priority": frozenset({"low", "normal", "high", "urgent"}),
    "ticket.status": frozenset({"new", "open", "waiting", "resolved", "closed"}),
}


def domains_of(package: Package, known: Known) -> Domains:
    """The domains of every fact that the workflow of the package may name."""
    declared = _declared_anywhere(package, known)
    found = {fact: _declared(kind) for fact, kind in declared.items()}
    asked = list(questions(package.form))
    found |= {
        name: _limited(item, found[name]) for item in asked if (name := f"answers.{item.id}") in found
    }  # a secret is no fact
    found |= {
        fact: Domain(FactType.CHOICE, options) for fact, options in OF_REQUESTS.items() if fact in found
    }
    for block in walk(package.workflow):
        if block.possible_outcomes:
            outcomes = frozenset(block.possible_outcomes)
            found[f"outputs.{block.id}.outcome"] = Domain(FactType.CHOICE, outcomes)
        if isinstance(block, Repeat):
            turns = Domain(FactType.NUMBER, low=Decimal(1), high=Decimal(block.max), whole=True)
            found |= {f"outputs.{block.id}.{name}": turns for name in (TURN, "turns")}
    return Domains(
        found, {f"answers.{item.id}": item.visible_if for item in asked if item.visible_if is not None}
    )


def _declared_anywhere(package: Package, known: Known) -> dict[str, FactType | FactDeclaration]:
    """The facts of the workflow and of the audience, and what is left behind inside of what is done for each."""
    found = {**audience_scope(known).facts, **workflow_scope(package, known).facts}
    around = {tuple(loop.id for loop in visit.loops): visit.loops for visit in visits(package.workflow)}
    for loops in filter(None, around.values()):
        inside = workflow_scope(package, known, loops).facts
        found |= {fact: kind for fact, kind in inside.items() if fact.startswith("outputs.")}
    return found


def with_rows(domains: Domains, columns: Iterable[Element]) -> Domains:
    """The domains inside a repeating group: also `row.*`."""
    asked = [item for item in columns if isinstance(item, Question)]
    rows = {f"row.{item.id}": _limited(item, Domain(item.fact_type, _options(item))) for item in asked}
    needs = {f"row.{item.id}": item.visible_if for item in asked if item.visible_if is not None}
    return Domains({**domains.of, **rows}, {**domains.needs, **needs})


def with_answers(domains: Domains, asked: Iterable[Element]) -> Domains:
    """The domains inside the form of a block, where `answers.*` names its own questions first."""
    items = [item for item in asked if isinstance(item, Question)]
    own = {f"answers.{item.id}": _limited(item, Domain(item.fact_type, _options(item))) for item in items}
    needs = {fact: rule for fact, rule in domains.needs.items() if fact not in own}
    needs |= {f"answers.{item.id}": item.visible_if for item in items if item.visible_if is not None}
    return Domains({**domains.of, **own}, needs)


def _declared(kind: FactType | FactDeclaration) -> Domain:
    return Domain(kind.type, kind.options) if isinstance(kind, FactDeclaration) else Domain(kind)


def _options(item: Question) -> frozenset[str] | None:
    options = getattr(item, "options", None)
    closed = item.fact_type in (FactType.CHOICE, FactType.CHOICES) and isinstance(options, tuple)
    return frozenset(option.value for option in options or ()) if closed else None


def _limited(item: Question, domain: Domain) -> Domain:
    if isinstance(item, Rating):
        return Domain(domain.type, low=Decimal(1), high=Decimal(item.most), whole=True)
    if item.fact_type not in (FactType.NUMBER, FactType.MONEY) or item.type not in ("number", "money"):
        return domain
    return Domain(
        domain.type,
        domain.options,
        low=_number(getattr(item, "min", None)),
        high=_number(getattr(item, "max", None)),
        whole=item.type == "number" and getattr(item, "decimals", None) == 0,
        currency=str(getattr(item, "currency", "") or ""),
    )


def _number(limit: object) -> Decimal | None:
    return Decimal(str(limit)) if isinstance(limit, int | float | Decimal) else None
