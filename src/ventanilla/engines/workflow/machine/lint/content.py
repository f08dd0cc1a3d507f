"""Lists without rows, and texts that a language of the portal lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ventanilla.core.blueprint.blocks import Block, ForEach, Visit
from ventanilla.core.blueprint.form import placed, placed_in_form
from ventanilla.core.blueprint.questions import Element, ListOptions
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.core.rules import evaluate, facts_in
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding, Place
from ventanilla.engines.workflow.machine.lint.messages import MIXED, WRITTEN_SECRET
from ventanilla.engines.workflow.machine.lint.subject import Subject, at_block, at_question

LONGEST_SHOWN = 40
SECRET_NAME = re.compile(r"(?i).*(password|passwd|secret|token|api[_-]?key|authorization|contraseña)")


def content(subject: Subject) -> Iterator[Finding]:
    """What there is nothing of."""
    for path, element, _holder in placed_in_form(subject.package.form):
        yield from _list(path, element, subject)
    for visit in subject.visits:
        for path, element, _holder in placed(visit.block.asked(), (*visit.path, "asks")):
            yield from _list(path, element, subject)
        if isinstance(visit.block, ForEach):
            yield from _gone_through(visit, visit.block, subject)
    yield from _planned(subject)
    yield from _written(subject)
    if subject.organisation.languages:
        places = dict(_places(subject))
        yield from _texts(subject.package.to_document(), (), subject.organisation.languages, places)


def _list(path: SubPath, element: Element, subject: Subject) -> Iterator[Finding]:
    options = getattr(element, "options", None)
    if not isinstance(options, ListOptions) or options.list not in subject.organisation.rows:
        return
    rows = subject.organisation.rows[options.list]
    place = (*path, "options", "list")
    if not rows:
        yield at_question(element, place, "list_empty", Degree.ERROR, list=options.list)
    elif options.where is not None and _none_fits(options.where, rows):
        where = (*path, "options", "where")
        yield at_question(element, where, "list_none_fits", Degree.ERROR, list=options.list)


def _gone_through(visit: Visit, block: ForEach, subject: Subject) -> Iterator[Finding]:
    rows = subject.organisation.rows.get(block.list or "")
    if rows is None or "empty" in block.reactions:
        return
    if not rows:
        yield at_block(block, (*visit.path, "list"), "loop_empty", Degree.WARNING, list=block.list)
    elif block.where is not None and _none_fits(block.where, rows):
        yield at_block(block, (*visit.path, "where"), "loop_empty", Degree.WARNING, list=block.list)


def _planned(subject: Subject) -> Iterator[Finding]:
    """Schedules that ask for each row of a list without any."""
    for index, planned in enumerate(subject.package.schedules):
        rows = subject.organisation.rows.get(planned.list or "")
        if rows is not None and (not rows or (planned.where is not None and _none_fits(planned.where, rows))):
            names = {"list": planned.list}
            path = ("schedules", index, "list")
            yield Finding("loop_empty", Degree.WARNING, path, Place("service"), names)


def _written(subject: Subject) -> Iterator[Finding]:
    """Passwords and keys that stand in the package itself."""
    places = dict(_places(subject))
    for path, text in _strings(subject.package.to_document(), ()):
        written = WRITTEN_SECRET.search(text)
        named = bool(SECRET_NAME.fullmatch(str(path[-1]))) and "inputs" in path
        shown = text if named and len(text) > 7 else written[0] if written else ""
        if shown and MIXED.match(written[1] if written else text) and not _is_template(path):
            names = {"shown": _short(shown)}
            yield Finding("literal_secret", Degree.WARNING, path, _nearest(path, places), names)


def _is_template(path: SubPath) -> bool:
    """Whether it is a text of a block that facts are filled into: those are looked at by themselves."""
    fields = ("message", "subject", "instructions", "body", "heading", "foot")
    return "workflow" in path and path[-2] in fields and "inputs" not in path


def _strings(part: Any, path: SubPath) -> Iterator[tuple[SubPath, str]]:
    if isinstance(part, str):
        yield path, part
    items = part.items() if isinstance(part, Mapping) else enumerate(part) if isinstance(part, list) else ()
    for key, value in items:
        yield from _strings(value, (*path, key))


def _none_fits(rule: Any, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether no row fits what a rule asks about nothing but the row."""
    parts = rule["all"] if isinstance(rule, Mapping) and "all" in rule else [rule]
    own = [part for part in parts if all(fact.startswith("row.") for fact in facts_in(part))]
    return bool(own) and not any(evaluate({"all": own}, _as_facts(row)) for row in rows)


def _as_facts(row: Mapping[str, Any]) -> dict[str, Any]:
    return {f"row.{name}": value for name, value in row.items()}


def _places(subject: Subject) -> Iterator[tuple[SubPath, Place]]:
    """What questions, sections and blocks are called, by their place in the document."""
    for index, section in enumerate(subject.package.form):
        yield ("form", index), Place("section", section.title)
    for path, element, _holder in placed_in_form(subject.package.form):
        yield path, _question(element)
    for visit in subject.visits:
        yield visit.path, _step(visit.block)
        for path, element, _holder in placed(visit.block.asked(), (*visit.path, "asks")):
            yield path, _question(element)


def _question(element: Element) -> Place:
    return Place("question", getattr(element, "label", None) or {"en": element.id})


def _step(block: Block) -> Place:
    return Place("block", block.shown_title)


def _texts(
    part: Any, path: SubPath, languages: Mapping[str, Mapping[str, str]], places: Mapping[SubPath, Place]
) -> Iterator[Finding]:
    if isinstance(part, Mapping) and part and part.keys() <= languages.keys():
        for code in languages.keys() - part.keys():
            shown = next(iter(part.values()))
            names = {"text": _short(shown), "language": languages[code]}
            yield Finding("text_missing", Degree.WARNING, path, _nearest(path, places), names)
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _texts(value, (*path, key), languages, places)
    elif isinstance(part, list):
        for index, item in enumerate(part):
            yield from _texts(item, (*path, index), languages, places)


def _nearest(path: SubPath, places: Mapping[SubPath, Place]) -> Place:
    found = (places[path[:length]] for length in range(len(path), 0, -1) if path[:length] in places)
    return next(found, Place("service"))


def _short(shown: Any) -> str:
    text = shown if isinstance(shown, str) else ", ".join(map(str, shown))
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN].rstrip()}…"
