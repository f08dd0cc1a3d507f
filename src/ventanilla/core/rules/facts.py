"""Which facts a rule uses, what is declared about them, and which operators suit a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ventanilla.core.rules.facttype import FactType
from ventanilla.core.rules.operators import OPERATORS, Operator


@dataclass(frozen=True)
class FactDeclaration:
    """What is known about a fact before it has a value.

    `options` are the values that it can have (None: anything), `public` whether a browser may know it,
    `columns` what its rows hold (None: not known).
    """

    type: FactType
    options: frozenset[str] | None = None
    public: bool = True
    columns: Mapping[str, FactDeclaration | FactType] | None = None


Declared: TypeAlias = Mapping[str, FactType | FactDeclaration]


def declaration(declared: FactType | FactDeclaration) -> FactDeclaration:
    """The long form of a declaration."""
    return declared if isinstance(declared, FactDeclaration) else FactDeclaration(declared)


def facts_in(tree: Any) -> set[str]:
    """The paths of every fact that a rule or a value reads."""
    return set(_paths(tree))


def is_public(tree: Any, declared: Declared) -> bool:
    """Whether a rule or value may be sent to a browser: every fact, with all its columns, is public.

    A fact that isn't declared isn't public.
    """
    return all(path in declared and _is_public(declaration(declared[path])) for path in facts_in(tree))


def operators_for(given: FactType) -> list[Operator]:
    """The operators that make sense for a type, in the order to offer them."""
    return [operator for operator in OPERATORS.values() if given in operator.suits]


def _is_public(fact: FactDeclaration) -> bool:
    columns = (fact.columns or {}).values()
    return fact.public and all(_is_public(declaration(column)) for column in columns)


def _paths(tree: Any) -> Iterator[str]:
    if isinstance(tree, list):
        for item in tree:
            yield from _paths(item)
    elif isinstance(tree, Mapping):
        for key, item in tree.items():
            if key in ("fact", "rows") and isinstance(item, str):
                yield item
            else:
                yield from _paths(item)
