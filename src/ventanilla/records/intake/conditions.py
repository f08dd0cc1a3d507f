"""The conditions of a form, for whoever shows it: a browser, or a program that uses the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ventanilla.core.blueprint import Element, Question
from ventanilla.core.blueprint.declared import NOTHING, asked_scope, entry_scope
from ventanilla.core.blueprint.questions import (
    Calculated,
    Check,
    DateRange,
    Hidden,
    ListOptions,
    Money,
    Number,
    RowOptions,
    Rows,
    SourceOptions,
)
from ventanilla.core.blueprint.questions.limits import is_worked_out
from ventanilla.core.kit.text import pick
from ventanilla.core.rules import as_json, facts_in, is_public
from ventanilla.records.intake.apart import overlap_words
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.crossing import checks_of, names_in
from ventanilla.records.intake.limits import TOWARDS, has_worked_out, places_for
from ventanilla.records.intake.listed import columns_of_options, listed
from ventanilla.records.intake.sequence import (
    ANSWERS,
    ROW,
    Items,
    elements_of,
    in_order,
    needs_of,
    questions_of,
)
from ventanilla.records.intake.types.computed import tree_of

TOLD = ("visible_if", "required_if", "limits", "options", "rows")
# What a browser can't work out from what stands in the field.
UNREADABLE = frozenset({"person", "persons", "identifier"})
CALENDAR = frozenset({"working_days", "add_working_days"})


def rules(items: Items, context: Context) -> dict[str, Any]:
    """The rules that may leave the server, the public facts that they need, and who needs the server.

    {"questions": [{"id", "type", "visible_if"?, "required"?, "required_if"?, "options"?: {value: rule},
    "limits"?: {"min"?, "max"?} (None: only the server may know), "rows"?: [...], "checks"?: [...],
    "apart"?: {"of": [one or two columns], "message"}}], in the order in which they have to be worked out,
    "facts": {path: value},
    "columns": {question: {row: {column: value}}}, what stands in the public columns of the lists that are chosen from,
    "checks": [{"at", "message", "of": [answers], "needs": [answers], "rule"?}], "server": [ids]}.

    A check without a `rule` is judged by the server alone; it waits for the answers that it `needs`.
    """
    items = list(items)
    elements = elements_of(items)
    checks = checks_of(items)
    declared = _declared(items, context)
    ordered = in_order(elements)
    described = [_described(element, declared) for element in ordered]
    used = set().union(*map(needs_of, elements), *(facts_in(check.rule) for check in checks))
    known = {"today": context.today, **context.facts}
    facts = {path: as_json(known[path]) for path in sorted(used) if path in declared and path in known}
    public = {path: value for path, value in facts.items() if for_browser({"fact": path}, declared)}
    return {
        "questions": described,
        "facts": public,
        "checks": _checks(checks, declared),
        "columns": columns_of_options(items, context, listed(items, context)),
        "server": [element.id for element in ordered if needs_server(element, declared)],
    }


def _checks(checks: Iterable[Check], declared: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What has to hold among several answers, each with its words in the language of now."""
    found = []
    for check in checks:
        told = {"at": check.at or "", "message": pick(check.message), "of": names_in(check)}
        rule = {"rule": check.rule} if for_browser(check.rule, declared) else {}
        found.append({**told, "needs": sorted(check.compared() & set(told["of"])), **rule})
    return found


def for_browser(tree: Any, declared: Mapping[str, Any]) -> bool:
    """Whether a browser may know the rule or value, and can work it out: it has no calendar."""
    return is_public(tree, declared) and not _names(tree) & CALENDAR


def _names(tree: Any) -> set[str]:
    if isinstance(tree, list):
        return set().union(*map(_names, tree)) if tree else set()
    if isinstance(tree, Mapping):
        return set(tree).union(*map(_names, tree.values()))
    return set()


def follows(question: Question) -> bool:
    """Whether the question's default hangs on other answers."""
    start = f"{ANSWERS}."
    return not isinstance(question, Hidden) and any(
        path.startswith(start) for path in facts_in(question.default)
    )


def needs_server(element: Element, declared: Mapping[str, Any]) -> bool:
    """Whether what is asked can change with the answers in a way that only the server may know."""
    trees = [element.visible_if, getattr(element, "required_if", None), *_option_rules(element).values()]
    if isinstance(element, Calculated):
        trees.append(element.value)
    if isinstance(element, Question) and follows(element):
        trees.append(element.default)
    if any(tree is not None and not for_browser(tree, declared) for tree in trees):
        return True
    if isinstance(element, Rows) and (is_worked_out(element.min_rows) or is_worked_out(element.max_rows)):
        return True
    options = getattr(element, "options", None)
    if isinstance(options, SourceOptions):
        return any(
            path.startswith(f"{ANSWERS}.") for path in facts_in([dict(options.inputs or {}), options.where])
        )
    changing = isinstance(options, RowOptions) or (
        isinstance(options, ListOptions) and options.where is not None
    )
    return changing or any(needs_server(inner, declared) for inner in element.inner())


def _described(element: Element, declared: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": element.id, "type": element.type}
    if element.visible_if is not None and for_browser(element.visible_if, declared):
        found["visible_if"] = element.visible_if
    if isinstance(element, Question):
        if element.required:
            found["required"] = True
        if isinstance(element, Calculated) and for_browser(element.value, declared):
            found |= {"value": tree_of(element), "holds": element.holds}
        if (
            isinstance(element, Hidden)
            and not element.from_address
            and for_browser(element.default, declared)
        ):
            found["value"] = element.default
        if follows(element) and for_browser(element.default, declared):
            found["start"] = element.default
        if element.required_if is not None and for_browser(element.required_if, declared):
            found["required_if"] = element.required_if
    if isinstance(element, Number | Money) and has_worked_out(element):
        found["limits"] = _limits(element, declared)
    offered = {value: rule for value, rule in _option_rules(element).items() if for_browser(rule, declared)}
    if offered:
        found["options"] = offered
    if element.inner():
        found["rows"] = [_described(inner, declared) for inner in in_order(element.inner(), ROW)]
    if isinstance(element, Rows) and element.checks:
        found["checks"] = _checks(element.checks, declared)
    if isinstance(element, Rows) and element.apart_by:
        found["apart"] = {"of": list(element.apart_by), "message": overlap_words()}
    return found


def _limits(question: Number | Money, declared: Mapping[str, Any]) -> dict[str, Any] | None:
    """The limits as values that come to what may be written; None when the server has to say them."""
    given = {name: limit for name in TOWARDS if (limit := getattr(question, name)) is not None}
    if not all(for_browser(limit, declared) for limit in given.values() if is_worked_out(limit)):
        return None
    places = places_for(question)
    return {
        name: {
            "round": limit if is_worked_out(limit) else as_json(limit),
            "places": places,
            "to": TOWARDS[name],
        }
        for name, limit in given.items()
    }


def _has_secret_limit(described: Mapping[str, Any]) -> bool:
    """Whether only the server knows a limit of the question, or of one inside it."""
    inside = described.get("rows", ())
    return described.get("limits", described) is None or any(map(_has_secret_limit, inside))


def _option_rules(element: Element) -> dict[str, Any]:
    options = getattr(element, "options", ())
    if not isinstance(options, tuple):
        return {}
    return {option.value: option.offered_if for option in options if option.offered_if is not None}


def _declared(items: Items, context: Context | None) -> dict[str, Any]:
    """What is declared about every fact, less what a browser can't read out of a field."""
    questions = questions_of(items)
    found = {**asked_scope(entry_scope(NOTHING), questions, NOTHING).facts, **listed(items, context)}
    for question in in_order(questions):
        name = f"{ANSWERS}.{question.id}"
        if question.type in UNREADABLE or _is_untold(question, found):
            found.pop(name, None)
        if isinstance(question, DateRange):
            found.pop(f"{name}.working_days", None)
        for inner in question.inner():
            if isinstance(inner, Question) and inner.is_fact and inner.type not in UNREADABLE:
                found[f"{ROW}.{inner.id}"] = inner.kind
    return found


def _is_untold(question: Element, declared: Mapping[str, Any]) -> bool:
    """Whether a value that nobody types comes from what a browser may not know."""
    if isinstance(question, Calculated):
        return not for_browser(question.value, declared)
    return isinstance(question, Hidden) and (
        question.from_address or not for_browser(question.default, declared)
    )


def rules_of(items: Items) -> dict[str, Any]:
    """The public rules by question, to stand beside a form's JSON Schema.

    {id: {"visible_if"?, "required_if"?, "options"?, "rows"?, "server"?}}; `"server": true` marks a question
    with rules that may not leave the server.
    """
    items = list(items)
    declared = _declared(items, None)
    found: dict[str, Any] = {}
    for element in elements_of(items):
        described = _described(element, declared)
        told: dict[str, Any] = {name: described[name] for name in TOLD if described.get(name) is not None}
        if needs_server(element, declared) or _has_secret_limit(described):
            told["server"] = True
        if told:
            found[element.id] = told
    return found
