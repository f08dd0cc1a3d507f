"""Rules, values and messages that name nothing, or compare what can't be compared."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from ventanilla.core.blueprint.blocks import Approval, Ask, Block, ForEach, Task, visits, walk
from ventanilla.core.blueprint.deadlines import Promise
from ventanilla.core.blueprint.declared import (
    Columns,
    Known,
    Scope,
    asked_scope,
    audience_scope,
    entry_scope,
    form_scope,
    line_scope,
    list_columns,
    row_scope,
    ticket_scope,
    workflow_scope,
)
from ventanilla.core.blueprint.form import placed, placed_in_form, questions
from ventanilla.core.blueprint.messages import check_template
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem, sentence
from ventanilla.core.blueprint.questions import Element, Question, RowOptions, Rows
from ventanilla.core.blueprint.sites import SubPath, Template
from ventanilla.core.rules import FactDeclaration, FactType, Finding
from ventanilla.core.rules import check as check_rule
from ventanilla.core.rules.check import Checker
from ventanilla.core.rules.kinds import as_date, as_instant
from ventanilla.core.rules.wording import TYPES

STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def check_references(package: Package, known: Known) -> Iterator[Problem]:
    """Everything in the package that refers to facts or questions."""
    yield from _entry(package, known)
    scope = form_scope(package, known)
    for path, element, holder in placed_in_form(package.form):
        yield from _element(path, element, holder, scope, known)
    scope = workflow_scope(package, known)
    yield from _ticket(package, ticket_scope(package, known), scope)
    shown = {question.id for question in questions(package.form)}
    shown |= {
        f"outputs.{block.id}.{name}" for block in walk(package.workflow) for name in block.output_names()
    }
    shown |= {
        f"{item.id}.{column}"
        for item in questions(package.form)
        for column in list_columns(item, known) or ()
    }
    yield from _schedules(package, known)
    scopes: dict[tuple[str, ...], Scope] = {(): scope}
    for visit in visits(package.workflow):
        around = tuple(loop.id for loop in visit.loops)
        if around not in scopes:
            scopes[around] = workflow_scope(package, known, visit.loops)
        scope = scopes[around]
        yield from _block(visit.path, visit.block, scope, known, shown)
        if isinstance(visit.block, ForEach):
            yield from _loop(visit.path, visit.block, scope, package, known, visit.loops)


def _entry(package: Package, known: Known) -> Iterator[Problem]:
    yield from tree_problems(("audience",), package.audience, audience_scope(known))
    if not isinstance(package.requested_for, str):
        yield from tree_problems(("requested_for",), package.requested_for, entry_scope(known))


def _ticket(package: Package, scope: Scope, workflow: Scope) -> Iterator[Problem]:
    yield from tree_problems(("impact",), package.impact, scope)
    if package.same_as is not None and package.same_as.when is not None:
        yield from tree_problems(("same_as", "when"), package.same_as.when, scope)
    yield from tree_problems(("urgency",), package.urgency, scope)
    if package.ready_by is not None:
        yield from tree_problems(("ready_by",), package.ready_by, scope)
    for index, route in enumerate(package.routing):
        if route.when is not None:
            yield from tree_problems(("routing", index, "when"), route.when, scope)
    promises = {
        "first_response": package.deadlines.first_response,
        "resolution": package.deadlines.resolution,
    }
    for name, ways in promises.items():
        for index, promise in enumerate(ways):
            yield from _promise(("deadlines", name, index), promise, workflow)


def _promise(path: SubPath, promise: Promise, scope: Scope) -> Iterator[Problem]:
    """A deadline may follow from what the workflow left behind, and says why with the same words."""
    if promise.when is not None:
        yield from tree_problems((*path, "when"), promise.when, scope)
    if promise.by is not None:
        yield from tree_problems((*path, "by"), promise.by, scope)
        yield from _day((*path, "by"), promise.by, scope)
    if promise.because is not None:
        yield from _template(path, Template(("because",), dict(promise.because)), scope)


def _day(path: SubPath, tree: Any, scope: Scope) -> Iterator[Problem]:
    """What a day is worked out from has to come to one."""
    given = Checker(scope.facts).type_of(tree)
    if isinstance(tree, str) and (as_date(tree) is not None or as_instant(tree) is not None):
        return
    if isinstance(tree, list) or given not in (FactType.DATE, FactType.INSTANT, None):
        kind = given.value if given else FactType.ROWS.value
        yield Problem(path, "no_day", {f"given_{code}": TYPES[code][kind] for code in ("en", "es")})


def _schedules(package: Package, known: Known) -> Iterator[Problem]:
    """Whom a schedule is for: about a person, a row, and the day."""
    for index, planned in enumerate(package.schedules):
        path = ("schedules", index)
        if planned.people is not None:
            yield from tree_problems((*path, "people"), planned.people, audience_scope(known))
        if planned.where is not None:
            yield from tree_problems(
                (*path, "where"), planned.where, row_scope(entry_scope(known), rows_of(planned.list, known))
            )


def rows_of(slug: str | None, known: Known) -> Columns | None:
    """The columns of a list, and the key of its row, which is `row.value`."""
    columns = known.lists.get(slug or "")
    return None if columns is None else {**columns, "value": FactType.TEXT}


def _gone_through(block: ForEach, scope: Scope, known: Known) -> Columns | None:
    """The columns of the rows that it goes through; None where nobody can say."""
    if block.rows is None:
        return rows_of(block.list, known)
    fact = scope.facts.get(block.rows)
    if isinstance(fact, FactDeclaration) and fact.type is FactType.ROWS:
        return fact.columns
    return None


def _element(
    path: SubPath, element: Element, holder: Question | None, scope: Scope, known: Known
) -> Iterator[Problem]:
    inner = line_scope(scope, holder, known) if isinstance(holder, Rows) else scope
    for site in element.sites():
        site_scope = inner
        if site.over_rows and isinstance(element, Rows):
            site_scope = line_scope(inner, element, known)
        elif site.over_rows:
            site_scope = row_scope(inner, list_columns(element, known))
        yield from tree_problems((*path, *site.path), site.tree, site_scope)
    options = getattr(element, "options", None)
    if isinstance(options, RowOptions):
        yield from _row_options(path, element, options, inner)


def _row_options(path: SubPath, element: Element, options: RowOptions, scope: Scope) -> Iterator[Problem]:
    """The column that tells the rows apart, and the words for a row, name columns of those rows."""
    fact = scope.facts.get(options.rows)
    columns = fact.columns if isinstance(fact, FactDeclaration) and fact.type is FactType.ROWS else None
    for template in element.templates():
        yield from _template(path, template, row_scope(Scope({}), columns))
    if columns is not None and options.value not in columns:
        names = ", ".join(columns)
        hints = {"hint_en": f"There are: {names}.", "hint_es": f"Hay: {names}."}
        yield Problem((*path, "options", "value"), "unknown_column", {"id": options.value, **hints})


def _block(path: SubPath, block: Block, scope: Scope, known: Known, shown: set[str]) -> Iterator[Problem]:
    rows = _gone_through(block, scope, known) if isinstance(block, ForEach) else None
    for site in block.every_site():
        about = (
            audience_scope(known).plus(scope.facts, scope.open)
            if site.over_person
            else row_scope(scope, rows)
            if site.over_rows
            else scope
        )
        yield from tree_problems((*path, *site.path), site.tree, about)
    for template in block.templates():
        yield from _template(path, template, scope)
    asked = block.asked()
    inside = asked_scope(scope, (item for item in asked if isinstance(item, Question)), known)
    for below, element, holder in placed(asked, (*path, "asks")):
        yield from _element(below, element, holder, inside, known)
    yield from _asked_checks(path, block, inside)
    if isinstance(block, Ask) and block.mark:
        yield from _marks(path, block, shown)
    if isinstance(block, Approval):
        for index, name in enumerate(block.hangs_on):
            if name not in shown or "." in name:
                yield Problem((*path, "hangs_on", index), "hangs_on_nothing", {"id": name})
    if isinstance(block, Approval | Ask | Task):
        for index, name in enumerate(block.show):
            if name not in shown and not _open_column(name, scope):
                yield Problem((*path, "show", index), "shows_nothing", {"id": name})


def _asked_checks(path: SubPath, block: Block, inside: Scope) -> Iterator[Problem]:
    """What has to hold among the answers to a block's own form."""
    asked = [item.id for item in block.asked()]
    for index, each in enumerate(block.asked_checks()):
        here = (*path, "checks", index)
        if not asked:
            yield Problem(here, "checks_nothing")
            continue
        yield from tree_problems((*here, "rule"), each.rule, inside)
        if each.at is not None and each.at not in asked:
            names = ", ".join(asked)
            hints = {"hint_en": f"There are: {names}.", "hint_es": f"Hay: {names}."}
            yield Problem((*here, "at"), "check_nowhere", {"id": each.at, **hints})


def _marks(path: SubPath, block: Ask, shown: set[str]) -> Iterator[Problem]:
    """What is marked has to be a question of the form that is opened again."""
    for index, name in enumerate(block.mark):
        if not block.amend or name not in shown or "." in name:
            yield Problem((*path, "mark", index), "marks_nothing", {"id": name})


def _loop(
    path: SubPath, block: ForEach, scope: Scope, package: Package, known: Known, loops: tuple[ForEach, ...]
) -> Iterator[Problem]:
    """What it goes through has to hold rows or several choices; what it collects knows the item."""
    if block.rows is not None:
        fact = scope.facts.get(block.rows)
        kind = fact.type if isinstance(fact, FactDeclaration) else fact
        if not scope.knows(block.rows):
            yield _unknown((*path, "rows"), block.rows, scope)
        elif kind not in (FactType.ROWS, FactType.CHOICES, None):
            yield Problem((*path, "rows"), "not_items", {"fact": block.rows})
    inside = workflow_scope(package, known, (*loops, block))
    for site in block.inner_sites():
        yield from tree_problems((*path, *site.path), site.tree, inside)
    for template in block.inner_templates():
        yield from _template(path, template, inside)


def _open_column(name: str, scope: Scope) -> bool:
    """Whether it may be a column of a list that isn't known here."""
    question = name.partition(".")[0]
    return f"answers.{question}." in scope.open and name != question


def tree_problems(path: SubPath, tree: Any, scope: Scope) -> Iterator[Problem]:
    """What a rule or value at `path` names that isn't there, or compares that can't be compared."""
    for finding in check_rule(tree, scope.facts):
        place = (*path, *_steps(finding.where))
        if finding.code != "unknown_fact":
            words = Finding(finding.code, "", finding.details)
            yield Problem(place, "rule", {code: sentence(words.words(code)) for code in ("en", "es")})
        elif not scope.knows(finding.details["given"]):
            yield _unknown(place, finding.details["given"], scope)


def _template(path: SubPath, template: Template, scope: Scope) -> Iterator[Problem]:
    for language, text in template.texts.items():
        place = (*path, *template.path, language)
        for finding in check_template(text, scope.knows):
            if finding.code == "unknown_fact":
                yield _unknown(place, finding.params["fact"], scope)
            else:
                yield Problem(place, finding.code, finding.params)


def _unknown(path: SubPath, fact: str, scope: Scope) -> Problem:
    near = difflib.get_close_matches(fact, scope.facts, n=1)
    hints = {
        "hint_en": f"Did you mean “{near[0]}”?"
        if near
        else "Name a question, a person's field or an output.",
        "hint_es": f"¿Querías decir «{near[0]}»?"
        if near
        else "Nombra una pregunta, un dato de persona o un resultado.",
    }
    return Problem(path, "unknown_fact", {"fact": fact, **hints})


def _steps(where: str) -> SubPath:
    """The parts of a place in a tree: `all[1].value` is all, 1, value."""
    return tuple(int(index) if index else name for name, index in STEP.findall(where))
