"""Messages and questions to people without an account: only to an address that was asked for, or is on file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ventanilla.core.blueprint.blocks import Ask, ForEach, Notify, Visit, find_block, visits, walk
from ventanilla.core.blueprint.declared import Columns, Known, list_columns, workflow_scope
from ventanilla.core.blueprint.form import placed, questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.blueprint.questions import Choice, Element, EmailAddress, Persons, RowOptions, Rows
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.core.rules import FactType
from ventanilla.core.rules.facts import declaration

OUTSIDE_TYPES = frozenset(
    {"short_text", "long_text", "number", "money", "date", "time", "choice", "choices", "yes_no", "email"}
    | {"rating", "consent", "note", "rows", "instant", "date_range", "secret"}
)


def check_addresses(package: Package, known: Known) -> Iterator[Problem]:
    """Every block that goes outside says to which address, and asks nothing that shows the portal."""
    typed = _addresses(package, known)
    for visit in visits(package.workflow):
        if isinstance(visit.block, Notify):
            yield from _outside(visit, visit.block.to, package, known, typed)
        elif isinstance(visit.block, Ask) and not isinstance(visit.block.to, str):
            if names_person(visit.block.to, visit.loops, package, known):
                continue
            yield from _outside(visit, (visit.block.to,), package, known, typed)
            if package.outside_mail or not _of_list(visit.block.to.get("fact"), visit, package, known):
                yield from _for_outside(visit.path, visit.block)


def _for_outside(path: SubPath, block: Ask) -> Iterator[Problem]:
    """Who has no account sees nobody and nothing of the portal: only what is typed or chosen can be asked."""
    for below, element, _holder in placed(block.asks, (*path, "asks")):
        if element.type not in OUTSIDE_TYPES:
            yield Problem(below, "not_for_outside", {"id": element.id})
    if block.amend:
        yield Problem((*path, "amend"), "not_for_outside", {"id": "amend"})


def _outside(
    visit: Visit, to: Iterable[Any], package: Package, known: Known, typed: set[str]
) -> Iterator[Problem]:
    """A message may go outside only where the service says so, to a question for an address or to one on file."""
    for index, addressee in enumerate(to):
        if isinstance(addressee, str):
            continue
        if isinstance(visit.block, Notify) and _names_people(addressee, visit, package, known):
            continue
        place = (*visit.path, "to", index) if isinstance(visit.block, Notify) else (*visit.path, "to")
        fact = addressee.get("fact", "")
        if not package.outside_mail:
            if _of_list(fact, visit, package, known):
                continue
            yield Problem(place, "outside_undeclared")
        item = isinstance(fact, str) and visit.loops and _of_item(fact, visit.loops[-1], package, known)
        if fact not in typed and not item and not _on_file(fact, package, known):
            yield Problem(place, "outside_not_email", {"fact": fact or addressee})


def _of_list(fact: Any, visit: Visit, package: Package, known: Known) -> bool:
    """Whether it is a column of a list, in the row that was chosen or is gone through: an address that nobody types.
    Where nothing goes outside it means somebody of the portal."""
    loop = visit.loops[-1] if visit.loops else None
    if loop is not None and loop.list is not None and str(fact).startswith("item."):
        return _of_item(str(fact), loop, package, known)
    return fact in _on_lists(package, known) or _on_file(fact, package, known)


def _on_lists(package: Package, known: Known) -> set[str]:
    """The columns with text of the rows that are chosen from lists, in the form and in the steps."""
    asked: list[tuple[str, Element]] = [("answers", item) for item in questions(package.form)]
    asked += [(f"outputs.{block.id}", item) for block in walk(package.workflow) for item in block.asked()]
    return {
        f"{prefix}.{item.id}.{column}"
        for prefix, item in asked
        for column in _texts(list_columns(item, known) or {})
    }


def _names_people(addressee: Any, visit: Visit, package: Package, known: Known) -> bool:
    """Whether it names one or several of the portal: in an answer, an output or the item."""
    asked = _asked(str(addressee.get("fact")), package)
    several = any(isinstance(each, Persons) for each in asked)
    return several or names_person(addressee, visit.loops, package, known)


def names_person(value: Any, loops: tuple[ForEach, ...], package: Package, known: Known) -> bool:
    """Whether a value names one person of the portal: in an answer, an output or the item; also by the address that
    the portal has of them."""
    fact = str(value.get("fact"))
    whose, _dot, what = fact.partition(".")
    if what == "email" and whose == "item" and loops and loops[-1].people is not None:
        return True
    found = workflow_scope(package, known, loops).facts.get(fact)
    return found is not None and declaration(found).type is FactType.PERSON


def _of_item(fact: str, loop: ForEach, package: Package, known: Known) -> bool:
    """Whether it is an address of what the loop goes through."""
    item, _dot, column = fact.partition(".")
    columns = _of_loop(loop, package, known)
    return item == "item" and (columns is None or column in columns)


def _of_loop(loop: ForEach, package: Package, known: Known) -> set[str] | None:
    """The columns with addresses of what a loop goes through; None when nobody can say."""
    if loop.list is not None:
        columns = known.lists.get(loop.list)
        return None if columns is None else _texts(columns)
    return _of_rows(loop.rows or "", package, known)


def _of_rows(fact: str, package: Package, known: Known) -> set[str] | None:
    """The columns with addresses of rows that were filled in, or of what a loop has left of them."""
    start, block, name = (*fact.split("."), "", "")[:3]
    loop = find_block(package.workflow, block) if start == "outputs" and name == "items" else None
    if isinstance(loop, ForEach):
        return _of_loop(loop, package, known)
    rows = (each for each in _asked(fact, package) if isinstance(each, Rows))
    return {inner.id for each in rows for inner in each.inner() if isinstance(inner, EmailAddress)}


def _asked(fact: str, package: Package) -> list[Element]:
    """The question whose answer the fact is."""
    start, _dot, rest = fact.partition(".")
    if start == "answers":
        return [item for item in questions(package.form) if item.id == rest]
    block = find_block(package.workflow, rest.partition(".")[0])
    return [item for item in (block.asked() if block else ()) if item.id == rest.partition(".")[2]]


def _texts(columns: Columns) -> set[str]:
    return {name for name, kind in columns.items() if declaration(kind).type is FactType.TEXT}


def _addresses(package: Package, known: Known) -> set[str]:
    typed = {f"answers.{item.id}" for item in questions(package.form) if isinstance(item, EmailAddress)}
    typed |= _on_lists(package, known)
    for block in walk(package.workflow):
        for item in block.asked():
            if isinstance(item, EmailAddress):
                typed.add(f"outputs.{block.id}.{item.id}")
            elif isinstance(item, Choice) and isinstance(item.options, RowOptions):
                columns = _of_rows(item.options.rows, package, known) or set()
                typed |= {f"outputs.{block.id}.{item.id}.{column}" for column in columns}
    return typed


def _on_file(fact: Any, package: Package, known: Known) -> bool:
    """Whether it may be a column of the row that was chosen from a list that isn't known here."""
    question, _dot, column = str(fact).removeprefix("answers.").partition(".")
    unknown = {item.id for item in questions(package.form) if list_columns(item, known) is None}
    return bool(column) and question in unknown
