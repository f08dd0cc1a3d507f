"""What a service asks of another one that it asks for: whether that could be asked for like this."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from ventanilla.core.blueprint.blocks import CreateTicket, Visit, Wait
from ventanilla.core.blueprint.declared import workflow_scope
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.opening import Window
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import Calculated, Choice, Choices, Hidden, Question
from ventanilla.core.rules import FactType
from ventanilla.core.rules.check import Checker
from ventanilla.engines.workflow.machine.lint.domains import domains_of
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding
from ventanilla.engines.workflow.machine.lint.guaranteed import holding, may_be_missing
from ventanilla.engines.workflow.machine.lint.limits import broken
from ventanilla.engines.workflow.machine.lint.possible import impossible
from ventanilla.engines.workflow.machine.lint.subject import Subject, at_block

LABELS = frozenset({FactType.TEXT, FactType.CHOICE, FactType.PERSON, FactType.LOCATION})
TAKES: Mapping[FactType, frozenset[FactType]] = {
    FactType.MONEY: frozenset({FactType.NUMBER}),
    FactType.CHOICES: frozenset({FactType.CHOICE, FactType.TEXT}),
    FactType.TEXT: frozenset(FactType) - {FactType.ROWS, FactType.ROW, FactType.FILE},
}
"""What fits into a question besides its own type."""
TYPES = {
    "text": {"en": "a text", "es": "un texto"},
    "number": {"en": "a number", "es": "un número"},
    "money": {"en": "an amount of money", "es": "un importe"},
    "date": {"en": "a day", "es": "un día"},
    "instant": {"en": "a moment", "es": "un momento"},
    "time": {"en": "a time of the day", "es": "una hora"},
    "boolean": {"en": "yes or no", "es": "sí o no"},
    "choice": {"en": "a choice", "es": "una opción"},
    "choices": {"en": "several choices", "es": "varias opciones"},
    "person": {"en": "a person", "es": "una persona"},
    "location": {"en": "a place", "es": "un sitio"},
    "file": {"en": "a file", "es": "un archivo"},
    "rows": {"en": "rows", "es": "filas"},
    "row": {"en": "a row", "es": "una fila"},
}


def neighbours(subject: Subject) -> Iterator[Finding]:
    """Every request that the workflow makes, against the service that it is made to; and what asks for this one."""
    known = subject.organisation.services
    if known is None:
        return
    for visit in subject.visits:
        if isinstance(visit.block, CreateTicket):
            other = subject.package if visit.block.service == subject.package.service else None
            yield from asked_of_other(visit, visit.block, other or known.get(visit.block.service), subject)
    for package in subject.organisation.asked_by:
        yield from _still_asked(package, subject)


def _still_asked(package: Package, subject: Subject) -> Iterator[Finding]:
    """Whether another service can still ask for this one as it does."""
    asks = Subject(package, subject.organisation)
    for visit in asks.visits:
        if not isinstance(visit.block, CreateTicket) or visit.block.service != subject.package.service:
            continue
        for found in asked_of_other(visit, visit.block, subject.package, asks):
            if found.degree is Degree.ERROR:
                words = {code: found.say(code) for code in ("en", "es")}
                params = {"service": package.title, "why": words}
                yield Finding("breaks_other", Degree.WARNING, ("form",), found.place, params)


def asked_of_other(
    visit: Visit, block: CreateTicket, other: Package | None, subject: Subject
) -> Iterator[Finding]:
    """What would go wrong with one request to another service."""
    here = (*visit.path, "service")
    if other is None:
        yield at_block(block, here, "other_unknown", Degree.ERROR, service=block.service)
        return
    if other.is_resource:
        yield at_block(block, here, "other_resource", Degree.ERROR, service=other.title)
        return
    yield from _audience(visit, block, other, subject)
    if _closes(other) and not _waits_before(block, subject):
        yield at_block(block, here, "other_closes", Degree.WARNING, service=other.title)
    asked = {item.id: item for item in questions(other.form)}
    for name, value in block.answers.items():
        place = (*visit.path, "answers", name)
        if name not in asked:
            near = difflib.get_close_matches(name, asked, n=1)
            hint = near[0] if near else ", ".join(asked)
            params = {"name": name, "service": other.title, "hint": hint}
            yield at_block(block, place, "other_question", Degree.ERROR, **params)
            continue
        for code, degree, params in _value(visit, asked[name], value, subject):
            told = {"question": asked[name].label, "service": other.title, **params}
            yield at_block(block, place, code, degree, **told)
    yield from _unfilled(visit, block, other, subject)


def _audience(visit: Visit, block: CreateTicket, other: Package, subject: Subject) -> Iterator[Finding]:
    """Whether whoever asks for this may ask for that."""
    own, names = subject.package.audience, {"service": other.title}
    place = (*visit.path, "service")
    if block.asked_by == "requester":
        if impossible({"all": [own, other.audience]}, subject.domains):
            yield at_block(block, place, "other_nobody", Degree.ERROR, **names)
        elif own != other.audience and not impossible(
            {"all": [own, {"not": other.audience}]}, subject.domains
        ):
            yield at_block(block, place, "other_perhaps_nobody", Degree.WARNING, **names)
    alone = subject.package.requested_for == "self" and block.asked_by != "service.owner"
    same = block.requested_for == block.asked_by or (
        alone and block.requested_for in ("requester", "requested_for")
    )
    if other.requested_for == "self" and not same:
        yield at_block(block, place, "other_for_self", Degree.WARNING, **names)


def _closes(other: Package) -> bool:
    """Whether there are days on which nobody may ask for it, or not everybody."""
    return bool(other.open) and not any(_never_closes(window) for window in other.open)


def _never_closes(window: Window) -> bool:
    """Whether it is for everybody on every day, from some day on."""
    monthly = window.monthly
    if window.when is not None or window.list is not None or (monthly and monthly.working_days):
        return False
    if monthly:
        return monthly.from_ in (None, 1) and monthly.until in (None, 31, -1)
    return window.until is None


def _waits_before(block: CreateTicket, subject: Subject) -> bool:
    """Whether a day is awaited before, perhaps that on which it opens."""
    before = (subject.blocks.get(step) for step in subject.before[block.id].certain)
    return any(isinstance(each, Wait) and each.until is not None for each in before)


Found = tuple[str, Degree, dict[str, Any]]


def _value(visit: Visit, question: Question, value: Any, subject: Subject) -> Iterator[Found]:
    """What is wrong with one answer that is handed over."""
    scope = workflow_scope(subject.package, subject.organisation.known, visit.loops)
    given = Checker(scope.facts).type_of(value)
    takes = {question.fact_type, *TAKES.get(question.fact_type, ())}
    takes |= LABELS if question.fact_type in LABELS else set()
    plain = not isinstance(value, Mapping) or value.keys() == {"amount", "currency"}
    if given is not None and given not in takes and not (plain and _reads_as(question, value)):
        yield (
            "other_type",
            Degree.ERROR,
            {"given": TYPES[given.value], "holds": TYPES[question.fact_type.value]},
        )
        return
    missing = _no_options(question, value, subject)
    if missing:
        degree = Degree.ERROR if plain else Degree.WARNING
        yield "other_option", degree, {"option": ", ".join(sorted(missing))}
    elif plain and (limit := broken(question, value, lambda _fact: None)):
        yield "other_limit", Degree.ERROR, {"limit": limit}
    elif question.required and question.visible_if is None and _may_be_empty(visit, value, subject):
        yield "other_maybe_empty", Degree.WARNING, {}


def _reads_as(question: Question, value: Any) -> bool:
    """Whether plain text is what people type into it: days and times are written so."""
    return isinstance(value, str) and question.fact_type in (FactType.DATE, FactType.INSTANT, FactType.TIME)


def _no_options(question: Question, value: Any, subject: Subject) -> set[str]:
    """What may be handed over and can't be chosen there."""
    options = question.options if isinstance(question, Choice | Choices) else None
    if not isinstance(options, tuple):
        return set()
    offered = {option.value.casefold(): option.value for option in options}
    handed = value if isinstance(value, list) else [value]
    named = {str(each) for each in handed if isinstance(each, str)}
    for each in handed:
        fact = each.get("fact") if isinstance(each, Mapping) else None
        if isinstance(fact, str):
            named |= subject.domains.domain(fact).options or frozenset()
    return {each for each in named if each.casefold() not in offered}


def _may_be_empty(visit: Visit, value: Any, subject: Subject) -> bool:
    fact = value.get("fact") if isinstance(value, Mapping) else None
    question = subject.asked(fact) if isinstance(fact, str) else None
    if question is None or not isinstance(fact, str):
        return value in (None, "", [])
    prefix, depth = fact.rpartition(".")[0], 3 if fact.startswith("outputs.") else 2
    return fact.count(".") == depth - 1 and may_be_missing(question, prefix, holding(visit), subject)


def _unfilled(visit: Visit, block: CreateTicket, other: Package, subject: Subject) -> Iterator[Finding]:
    """What has to be answered there and nothing fills in."""
    given = {
        f"answers.{name}": value for name, value in block.answers.items() if not isinstance(value, Mapping)
    }
    known: list[Any] = [
        {"fact": fact, "op": "is", "value": value}
        for fact, value in given.items()
        if not isinstance(value, list)
    ]
    left = [item for item in questions(other.form) if item.id not in block.answers and _needs_somebody(item)]
    known += [{"fact": f"answers.{item.id}", "op": "is_empty"} for item in left]
    domains = domains_of(other, subject.organisation.known)
    for item in left:
        needed = {"all": [_or_true(item.visible_if), True if item.required else item.required_if or False]}
        if impossible({"all": [*known, needed]}, domains):
            continue
        certain = impossible({"all": [*known, {"not": needed}]}, domains)
        code = "other_unfilled" if certain else "other_maybe_unfilled"
        degree = Degree.ERROR if certain else Degree.WARNING
        params = {"question": item.label, "name": item.id, "service": other.title}
        yield at_block(block, (*visit.path, "answers"), code, degree, **params)


def _or_true(rule: Any) -> Any:
    return True if rule is None else rule


def _needs_somebody(item: Question) -> bool:
    """Whether the portal doesn't fill it in by itself."""
    return not isinstance(item, Calculated | Hidden) and item.default is None
