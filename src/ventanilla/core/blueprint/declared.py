"""Which facts a package knows, with their types: what its rules, values and messages may name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ventanilla.core.blueprint.blocks import walk
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import Choice, Choices, ListOptions, Question, RowOptions, Rows
from ventanilla.core.rules import FactDeclaration, FactType

Declared = Mapping[str, FactType | FactDeclaration]
Columns = Mapping[str, FactType | FactDeclaration]

LEVEL = frozenset({"low", "medium", "high"})

PERSON: Declared = {
    "id": FactType.PERSON,
    "name": FactType.TEXT,
    "email": FactType.TEXT,
    "language": FactType.TEXT,
    "department": FactType.TEXT,
    "teams": FactType.CHOICES,
    "location": FactType.LOCATION,
    "organization": FactType.TEXT,
    "organization_kind": FactDeclaration(FactType.CHOICE, frozenset({"internal", "customer", "partner"})),
    "job_title": FactType.TEXT,
    "cost_centre": FactDeclaration(FactType.TEXT, public=False),
    "manager": FactDeclaration(FactType.PERSON, public=False),
    "groups": FactDeclaration(FactType.CHOICES, public=False),
}
MOMENT: Declared = {"today": FactType.DATE, "now": FactType.INSTANT}
TICKET: Declared = {
    "ticket.number": FactType.TEXT,
    "ticket.kind": FactDeclaration(FactType.CHOICE, frozenset({"request", "incident", "question"})),
    "ticket.priority": FactType.TEXT,
    "ticket.impact": FactDeclaration(FactType.CHOICE, LEVEL),
    "ticket.urgency": FactDeclaration(FactType.CHOICE, LEVEL),
    "ticket.department": FactType.TEXT,
    "ticket.category": FactType.TEXT,
    "ticket.team": FactType.TEXT,
    "ticket.assignee": FactType.PERSON,
    "ticket.location": FactType.LOCATION,
    "ticket.status": FactType.TEXT,
    "ticket.created_at": FactType.INSTANT,
}


@dataclass(frozen=True)
class Known:
    """What is known from outside the package: the columns of lists by slug, and people's own attributes.

    What is not given is not known, and facts about it are let pass.
    """

    lists: Mapping[str, Columns] = field(default_factory=dict)
    attributes: Columns | None = None


@dataclass(frozen=True)
class Scope:
    """The facts that may be named at one place. What begins with an `open` prefix can't be judged."""

    facts: Declared
    open: frozenset[str] = frozenset()

    def knows(self, path: str) -> bool:
        """Whether the path names something, or might."""
        return path in self.facts or any(path.startswith(prefix) for prefix in self.open)

    def plus(self, facts: Declared, more_open: Iterable[str] = ()) -> Scope:
        """This scope with more facts."""
        return Scope({**self.facts, **facts}, self.open | frozenset(more_open))


NOTHING = Known()


def declared_facts(package: Package, known: Known = NOTHING) -> Declared:
    """Every fact that the package's workflow may name: answers, people, ticket, outputs, today, now."""
    return workflow_scope(package, known).facts


def audience_scope(known: Known = NOTHING) -> Scope:
    """What an audience may ask: about the person only, and nothing that changes by the day."""
    return _people(("person",), known)


def entry_scope(known: Known = NOTHING) -> Scope:
    """What is known before anything was answered."""
    return _people(("requester", "requested_for"), known).plus(MOMENT)


def form_scope(package: Package, known: Known = NOTHING) -> Scope:
    """What the form's own rules may name."""
    return asked_scope(entry_scope(known), questions(package.form), known)


def ticket_scope(package: Package, known: Known = NOTHING) -> Scope:
    """What routing, deadlines and levels may name."""
    return form_scope(package, known).plus(TICKET)


def workflow_scope(package: Package, known: Known = NOTHING) -> Scope:
    """What blocks may name: all of it, and the outputs of every block."""
    scope = ticket_scope(package, known)
    for block in walk(package.workflow):
        prefix = f"outputs.{block.id}"
        scope = scope.plus({f"{prefix}.{name}": kind for name, kind in block.output_types().items()})
        asked = (item for item in block.asked() if isinstance(item, Question))
        scope = asked_scope(scope, asked, known, prefix)
    return scope


def asked_scope(scope: Scope, asked: Iterable[Question], known: Known, prefix: str = "answers") -> Scope:
    """The scope with the answers to these questions, and the columns of the lists they choose from."""
    for question in asked:
        name = f"{prefix}.{question.id}"
        columns = _columns(question, known)
        below = {f"{name}.{column}": _private(kind) for column, kind in (columns or {}).items()}
        is_open = columns is None or question.fact_type is FactType.ROWS
        scope = scope.plus({name: _declaration(question), **below}, [f"{name}."] if is_open else [])
    return scope


def row_scope(scope: Scope, columns: Columns | None) -> Scope:
    """The scope of rules over one row: `row.*`; everything is let pass when the columns aren't known."""
    if columns is None:
        return scope.plus({}, ["row."])
    return scope.plus({f"row.{name}": kind for name, kind in columns.items()})


def list_columns(question: object, known: Known) -> Columns | None:
    """The columns of the list that the question chooses from; None when they aren't known."""
    options = question.options if isinstance(question, Choice | Choices) else None
    if isinstance(options, RowOptions):
        return None
    return known.lists.get(options.list) if isinstance(options, ListOptions) else {}


def _columns(question: Question, known: Known) -> Columns | None:
    if isinstance(question, Rows):
        return question.columns()
    return list_columns(question, known)


def _declaration(question: Question) -> FactType | FactDeclaration:
    if isinstance(question, Rows):
        return FactDeclaration(FactType.ROWS, columns=question.columns())
    if isinstance(question, Choice | Choices) and isinstance(question.options, tuple):
        return FactDeclaration(question.fact_type, frozenset(option.value for option in question.options))
    return question.fact_type


def _private(kind: FactType | FactDeclaration) -> FactDeclaration:
    """A list's column stays on the server unless its declaration says otherwise."""
    return kind if isinstance(kind, FactDeclaration) else FactDeclaration(kind, public=False)


def _people(prefixes: Iterable[str], known: Known) -> Scope:
    scope = Scope({})
    for prefix in prefixes:
        scope = scope.plus({f"{prefix}.{name}": kind for name, kind in PERSON.items()})
        if known.attributes is None:
            scope = scope.plus({}, [f"{prefix}.attributes."])
        else:
            attributes = known.attributes.items()
            scope = scope.plus({f"{prefix}.attributes.{name}": _private(kind) for name, kind in attributes})
    return scope
