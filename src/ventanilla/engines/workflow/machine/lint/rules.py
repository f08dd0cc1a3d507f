"""Rules that can never hold, or always do, and questions that therefore nobody sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ventanilla.core.blueprint.blocks import Block, Branch
from ventanilla.core.blueprint.form import placed, placed_in_form
from ventanilla.core.blueprint.questions import Check, Element, Question, Rows
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.engines.workflow.machine.lint.domains import Domains, with_answers, with_rows
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding, Place
from ventanilla.engines.workflow.machine.lint.possible import impossible, inevitable
from ventanilla.engines.workflow.machine.lint.subject import Subject, at_block, at_question

RULES = frozenset({"visible_if", "required_if", "offered_if", "where", "when", "until"})
NAMES = {
    "visible_if": {"en": "visible if", "es": "visible si"},
    "required_if": {"en": "required if", "es": "obligatoria si"},
    "offered_if": {"en": "offered if", "es": "se ofrece si"},
}


def rules(subject: Subject) -> Iterator[Finding]:
    """What rules of the package can never be otherwise."""
    yield from _entry(subject)
    yield from _form(placed_in_form(subject.package.form), subject.domains)
    for index, section in enumerate(subject.package.form):
        around = Place("section", section.title)
        yield from _checks(("form", index), around, section.checks, subject.sent)
    yield from _routing(subject)
    yield from _promises(subject)
    for visit in subject.visits:
        yield from _block(visit.block, visit.path, subject)
        if visit.block.asked():
            inside = with_answers(subject.domains, visit.block.asked())
            yield from _form(placed(visit.block.asked(), (*visit.path, "asks")), inside)
            around = Place("block", visit.block.shown_title)
            yield from _checks(visit.path, around, visit.block.asked_checks(), inside)


def _entry(subject: Subject) -> Iterator[Finding]:
    package = subject.package
    if impossible(package.audience, subject.domains):
        yield Finding("nobody_sees", Degree.ERROR, ("audience",), Place("audience"))
    if not isinstance(package.requested_for, str) and impossible(package.requested_for, subject.domains):
        names = {"part": {"en": "for whom", "es": "para quién"}}
        yield Finding("rule_never", Degree.ERROR, ("requested_for",), Place("for_whom"), names)
    for index, window in enumerate(package.open):
        if window.when is not None and impossible(window.when, subject.domains):
            names = {"part": {"en": "when", "es": "cuándo"}}
            yield Finding("rule_never", Degree.WARNING, ("open", index, "when"), Place("service"), names)


Placed = Iterable[tuple[SubPath, Element, Question | None]]


def _form(elements: Placed, domains: Domains) -> Iterator[Finding]:
    for path, element, holder in elements:
        inside = with_rows(domains, holder.inner()) if holder else domains
        yield from _element(path, element, inside)


def _element(path: SubPath, element: Element, domains: Domains) -> Iterator[Finding]:
    if element.visible_if is not None:
        place = (*path, "visible_if")
        if impossible(element.visible_if, domains):
            yield at_question(element, place, "question_never", Degree.ERROR)
            return
        yield from _idle(path, element, "visible_if", domains)
    if isinstance(element, Question) and element.required_if is not None:
        if impossible(element.required_if, domains):
            place = (*path, "required_if")
            yield at_question(element, place, "rule_never", Degree.WARNING, part=NAMES["required_if"])
        else:
            yield from _idle(path, element, "required_if", domains)
    yield from _options(path, element, domains)
    if isinstance(element, Rows):
        around = Place("question", element.label)
        yield from _checks(path, around, element.checks, with_rows(domains, element.inner()))


def _checks(path: SubPath, place: Place, checks: Iterable[Check], domains: Domains) -> Iterator[Finding]:
    """What has to hold among answers: never, and nobody can send the form; always, and it is for nothing."""
    for index, check in enumerate(checks):
        where, names = (*path, "checks", index, "rule"), {"part": check.message}
        if impossible(check.rule, domains):
            yield Finding("check_never", Degree.ERROR, where, place, names)
        elif inevitable(check.rule, domains):
            yield Finding("rule_always", Degree.WARNING, where, place, names)


def _idle(path: SubPath, element: Element, name: str, domains: Domains) -> Iterator[Finding]:
    """A rule that decides nothing, or has parts that don't."""
    rule = getattr(element, name)
    place = (*path, name)
    if inevitable(rule, domains):
        yield at_question(element, place, "rule_always", Degree.WARNING, part=NAMES[name])
        return
    for below, code in idle_parts(rule, domains):
        yield at_question(element, (*place, *below), code, Degree.WARNING, part=NAMES[name])


def _options(path: SubPath, element: Element, domains: Domains) -> Iterator[Finding]:
    options = getattr(element, "options", None)
    if not isinstance(options, tuple):
        return
    dead = [
        (index, option)
        for index, option in enumerate(options)
        if option.offered_if is not None and impossible(option.offered_if, domains)
    ]
    if len(dead) == len(options):
        yield at_question(element, (*path, "options"), "nothing_offered", Degree.ERROR)
        return
    for index, option in dead:
        place = (*path, "options", index, "offered_if")
        yield at_question(element, place, "option_never", Degree.WARNING, option=option.label)


def _routing(subject: Subject) -> Iterator[Finding]:
    earlier: list[Any] = []
    for index, route in enumerate(subject.package.routing):
        rule = True if route.when is None else route.when
        place = Place("routing", {"en": str(index + 1), "es": str(index + 1)})
        path = ("routing", index)
        if subject.organisation.staff.get(route.team or "") == 0:
            yield Finding("team_empty", Degree.ERROR, (*path, "team"), place, {"team": route.team})
        if impossible(rule, subject.sent):
            names = {"part": {"en": "when", "es": "cuándo"}}
            yield Finding("rule_never", Degree.WARNING, (*path, "when"), place, names)
        elif earlier and impossible({"all": [*earlier, rule]}, subject.sent):
            yield Finding("route_taken", Degree.WARNING, path, place)
        earlier.append({"not": rule})


def _promises(subject: Subject) -> Iterator[Finding]:
    deadlines = subject.package.deadlines
    for name in DEADLINES:
        promises = getattr(deadlines, name)
        earlier: list[Any] = []
        for index, promise in enumerate(promises):
            rule = True if promise.when is None else promise.when
            path = ("deadlines", name, index)
            names = {"line": index + 1, "name": DEADLINES[name], "part": DEADLINES[name]}
            if impossible(rule, subject.sent):
                yield Finding("rule_never", Degree.WARNING, (*path, "when"), Place("deadlines"), names)
            elif earlier and impossible({"all": [*earlier, rule]}, subject.sent):
                yield Finding("promise_taken", Degree.WARNING, path, Place("deadlines"), names)
            if promise.by is None:  # a day may not be known
                earlier.append({"not": rule})


DEADLINES = {
    "first_response": {"en": "first answer", "es": "primera respuesta"},
    "resolution": {"en": "resolution", "es": "resolución"},
}


def _block(block: Block, path: SubPath, subject: Subject) -> Iterator[Finding]:
    """Rules of blocks other than branches, which `reach` looks at as ways."""
    known = subject.at(block.id)
    if isinstance(block, Branch):
        for index, case in enumerate(block.cases):
            for below, code in idle_parts(case.when, known):
                place = (*path, "cases", index, "when", *below)
                yield at_block(block, place, code, Degree.WARNING, part=case.title or block.shown_title)
        return
    for site in block.sites():
        if site.path[-1] not in RULES or site.over_rows or not _is_rule(site.tree):
            continue
        if impossible(site.tree, known):
            code = "waits_forever" if block.type == "wait" else "rule_never"
            yield at_block(block, (*path, *site.path), code, Degree.ERROR, part=block.shown_title)
        elif inevitable(site.tree, known):
            yield at_block(block, (*path, *site.path), "rule_always", Degree.WARNING, part=block.shown_title)


def _is_rule(tree: Any) -> bool:
    return isinstance(tree, bool) or (
        isinstance(tree, dict) and bool({"all", "any", "not", "op"} & tree.keys())
    )


def idle_parts(rule: Any, domains: Domains, path: SubPath = ()) -> Iterator[tuple[SubPath, str]]:
    """The parts of a rule that can be left out: in «all» those that always hold, in «any» those that never do."""
    if isinstance(rule, bool):
        return
    for kind, idle, code in (("all", inevitable, "part_always"), ("any", impossible, "part_never")):
        for index, part in enumerate(rule.get(kind, ())):
            below = (*path, kind, index)
            if idle(part, domains):
                yield below, code
            else:
                yield from idle_parts(part, domains, below)
