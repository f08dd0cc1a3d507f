"""Which facts a package knows, with their types: what its rules, values and messages may name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ventanilla.core.blueprint.blocks import Block, ForEach, visits
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import (
    Choice,
    Choices,
    Identifier,
    ListOptions,
    LookedUp,
    Question,
    RowOptions,
    Rows,
    SourceOptions,
)
from ventanilla.core.rules import FactDeclaration, FactType

Declared = Mapping[str, FactType | FactDeclaration]
Columns = Mapping[str, FactType | FactDeclaration]

ENDED_AT = "ended_at"
"""When a block was over: an output that every one of them has."""
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
THING: Columns = dict.fromkeys(("asset", "serial", "model", "name"), FactType.TEXT)
ACCESS: Columns = {"access": FactType.TEXT, "label": FactType.TEXT}
PARTS: Columns = {"from": FactType.DATE, "to": FactType.DATE, "days": FactType.NUMBER}
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
    "ticket.created_on": FactType.DATE,
    "ticket.reports": FactType.NUMBER,
}


@dataclass(frozen=True)
class Known:
    """What is known from outside the package: the columns of lists by slug, people's own attributes, and the
    sources that questions may ask, each with its columns (None: nobody can say).

    What is not given is not known, and facts about it are let pass.
    """

    lists: Mapping[str, Columns] = field(default_factory=dict)
    attributes: Columns | None = None
    sources: Mapping[str, Columns | None] | None = None

    def source(self, name: str) -> Columns | None:
        """The columns of what the source finds; None when they aren't known."""
        return (self.sources or {}).get(name)


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


def opening_scope(known: Known = NOTHING) -> Scope:
    """What says whether a service is open to somebody: who asks, and the day."""
    return _people(("requester",), known).plus(MOMENT)


def entry_scope(known: Known = NOTHING) -> Scope:
    """What is known before anything was answered."""
    return _people(("requester", "requested_for"), known).plus(MOMENT)


def form_scope(package: Package, known: Known = NOTHING) -> Scope:
    """What the form's own rules may name."""
    return asked_scope(entry_scope(known), questions(package.form), known)


def ticket_scope(package: Package, known: Known = NOTHING) -> Scope:
    """What routing, deadlines and levels may name."""
    return form_scope(package, known).plus(TICKET)


def workflow_scope(package: Package, known: Known = NOTHING, loops: tuple[ForEach, ...] = ()) -> Scope:
    """What blocks may name that stand in these `loops`: all of it, the outputs of every block that is done as often
    or more seldom, and the item."""
    scope = ticket_scope(package, known).plus(_next_days(known), () if known.lists else ["lists."])
    around = [loop.id for loop in loops]
    for visit in visits(package.workflow):
        if [loop.id for loop in visit.loops] == around[: len(visit.loops)]:
            scope = _with_outputs(scope, visit.block, known)
    return _item_scope(scope, loops[-1], known) if loops else scope


def _next_days(known: Known) -> Declared:
    """The next day in each column of days of each list."""
    return {
        f"lists.{slug}.{name}.next": FactDeclaration(FactType.DATE, public=False)
        for slug, columns in known.lists.items()
        for name, kind in columns.items()
        if (kind.type if isinstance(kind, FactDeclaration) else kind) is FactType.DATE
    }


def _with_outputs(scope: Scope, block: Block, known: Known) -> Scope:
    prefix = f"outputs.{block.id}"
    left: dict[str, FactType | FactDeclaration] = {
        ENDED_AT: FactType.INSTANT,
        **block.output_types(),
        **block.output_rows(),
    }
    scope = scope.plus({f"{prefix}.{name}": kind for name, kind in left.items()})
    asked = (item for item in block.asked() if isinstance(item, Question))
    return asked_scope(scope, asked, known, prefix)


def _item_scope(scope: Scope, loop: ForEach, known: Known) -> Scope:
    """`item.*`: the columns of the row, or the fields of the person; all is let pass where they aren't known."""
    if loop.people is not None:
        return _people(("item",), known).plus(scope.facts, scope.open)
    if loop.things_of or loop.accesses_of:
        held = THING if loop.things_of else ACCESS
        return scope.plus({f"item.{name}": kind for name, kind in held.items()})
    columns: Columns | None = known.lists.get(loop.list or "")
    if loop.rows is not None:
        fact = scope.facts.get(loop.rows)
        columns = fact.columns if isinstance(fact, FactDeclaration) and fact.type is FactType.ROWS else None
    named: Columns = {"value": FactType.TEXT, "label": FactType.TEXT} if loop.list or columns is None else {}
    if columns is None:
        return scope.plus({f"item.{name}": kind for name, kind in named.items()}, ["item."])
    return scope.plus({f"item.{name}": kind for name, kind in {**with_parts(columns), **named}.items()})


def with_parts(columns: Columns) -> Columns:
    """The columns, and of each stretch of days its first and last day and how many they are."""
    below = {
        f"{name}.{part}": PARTS[part]
        for name, kind in columns.items()
        if (kind.type if isinstance(kind, FactDeclaration) else kind) is FactType.ROW
        for part in PARTS
    }
    return {**columns, **below}


def asked_scope(scope: Scope, asked: Iterable[Question], known: Known, prefix: str = "answers") -> Scope:
    """The scope with the answers to these questions, and the columns of the lists they choose from."""
    found: dict[str, FactType | FactDeclaration] = {}
    opened: list[str] = []
    for question in asked:
        if not question.is_fact:
            continue
        name = f"{prefix}.{question.id}"
        columns = _columns(question, known)
        found[name] = _declaration(question)
        found.update((f"{name}.{column}", _private(kind)) for column, kind in (columns or {}).items())
        if not isinstance(question, LookedUp):
            found.update((f"{name}.{column}", kind) for column, kind in question.facts_below().items())
        if columns is None or question.kind is FactType.ROWS:
            opened.append(f"{name}.")
    return scope.plus(found, opened)


def row_scope(scope: Scope, columns: Columns | None) -> Scope:
    """The scope of rules over one row: `row.*`; everything is let pass when the columns aren't known."""
    if columns is None:
        return scope.plus({}, ["row."])
    return scope.plus({f"row.{name}": kind for name, kind in with_parts(columns).items()})


def line_scope(scope: Scope, holder: Rows, known: Known) -> Scope:
    """The scope of rules inside a repeating group: the other questions of the line, and the columns of what they
    choose."""
    asked = (item for item in holder.inner() if isinstance(item, Question))
    return asked_scope(row_scope(scope, holder.columns()), asked, known, "row")


def list_columns(question: object, known: Known) -> Columns | None:
    """The columns of the list that the question chooses from; None when they aren't known."""
    options = question.options if isinstance(question, Choice | Choices) else None
    if isinstance(options, RowOptions):
        return None
    if isinstance(options, SourceOptions):
        return known.source(options.source)
    return known.lists.get(options.list) if isinstance(options, ListOptions) else {}


def _columns(question: Question, known: Known) -> Columns | None:
    if isinstance(question, Rows):
        return question.columns()
    if isinstance(question, Identifier):
        columns = known.source(question.source)
        return None if columns is None else {**columns, "checked": FactType.BOOLEAN}
    if isinstance(question, LookedUp):
        return question.facts_below()
    return list_columns(question, known)


def _declaration(question: Question) -> FactType | FactDeclaration:
    if isinstance(question, Rows):
        return FactDeclaration(FactType.ROWS, columns=question.columns())
    if isinstance(question, Choice | Choices) and isinstance(question.options, tuple):
        return FactDeclaration(question.fact_type, frozenset(option.value for option in question.options))
    return question.declared()


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
