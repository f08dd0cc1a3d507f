"""Why a rule held or not, as a tree that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ventanilla.core.rules.evaluator import NOWHERE, Evaluation, Facts, Judgement, Surroundings
from ventanilla.core.rules.faults import RuleFault
from ventanilla.core.rules.kinds import as_date, as_money, is_empty
from ventanilla.core.rules.numbers import as_number, number_text
from ventanilla.core.rules.operators import OPERATORS, Takes
from ventanilla.core.rules.wording import OPERATORS as OPERATOR_WORDS
from ventanilla.core.rules.wording import PHRASES, spoken

Names = Mapping[str, str]


@dataclass(frozen=True)
class Trace:
    """One rule with its outcome. `kind` is all, any, not, test or fixed (true or false).

    A test also has its `fact`, `operator` and both sides as they were met; nothing is cut short, so
    every part has its own outcome.
    """

    kind: str
    held: bool
    children: tuple[Trace, ...] = ()
    fact: str = ""
    operator: str = ""
    actual: Any = None
    wanted: Any = None
    fault: RuleFault | None = None

    def words(self, language: str, names: Names | None = None) -> list[str]:
        """One line per part, indented by level, "✓" or "✗" in front.

        `names` maps a fact ("answers.amount") to its label, and "answers.model=pro-16" to that
        option's label; what has no name is shown as it is.
        """
        return list(self._lines(spoken(language), names or {}, ""))

    def faults(self) -> list[RuleFault]:
        """What could not be computed anywhere in the rule, for its owner to hear."""
        found = [fault for child in self.children for fault in child.faults()]
        return [self.fault, *found] if self.fault else found

    def _lines(self, language: str, names: Names, indent: str) -> Iterator[str]:
        yield f"{indent}{'✓' if self.held else '✗'} {self._sentence(language, names)}"
        for child in self.children:
            yield from child._lines(language, names, indent + "  ")

    def _sentence(self, language: str, names: Names) -> str:
        if self.kind == "test":
            return _test_sentence(self, language, names)
        if self.kind == "fixed" or not self.children:
            return PHRASES[language]["always" if self.held else "never"]
        return PHRASES[language][self.kind if self.held else f"{self.kind}_failed"]


def explain(rule: Any, facts: Facts, surroundings: Surroundings = NOWHERE) -> Trace:
    """The outcome of `evaluate` with every part's own outcome."""
    return _explained(rule, Evaluation(facts, surroundings))


def _explained(rule: Any, evaluation: Evaluation) -> Trace:
    if isinstance(rule, bool):
        return Trace("fixed", rule)
    if "all" in rule:
        children = tuple(_explained(part, evaluation) for part in rule["all"])
        return Trace("all", all(child.held for child in children), children)
    if "any" in rule:
        children = tuple(_explained(part, evaluation) for part in rule["any"])
        return Trace("any", any(child.held for child in children), children)
    if "not" in rule:
        child = _explained(rule["not"], evaluation)
        return Trace("not", not child.held, (child,))
    return _test(rule, evaluation.judge(rule))


def _test(rule: Mapping[str, Any], judged: Judgement) -> Trace:
    return Trace(
        "test",
        judged.held,
        fact=rule["fact"],
        operator=rule["op"],
        actual=judged.left,
        wanted=judged.right,
        fault=judged.fault,
    )


def _test_sentence(trace: Trace, language: str, names: Names) -> str:
    phrases = PHRASES[language]
    sentence = phrases["fact"].format(
        name=names.get(trace.fact, trace.fact), operator=OPERATOR_WORDS[language][trace.operator]
    )
    if trace.fault:
        return sentence + phrases["fault"].format(fault=trace.fault.words(language))
    takes = OPERATORS[trace.operator].takes
    if takes is not Takes.NOTHING:
        glue = f" {phrases['and']} " if takes is Takes.TWO else ", "
        empty = is_empty(trace.wanted)  # of another fact than the one at hand
        sentence += " " + (
            phrases["unknown"] if empty else shown(trace.wanted, language, trace.fact, names, glue)
        )
    elif trace.operator == "is_empty" and trace.held:
        return sentence
    if is_empty(trace.actual):
        return sentence + ("" if trace.operator == "is_empty" else phrases["actual_empty"])
    return sentence + phrases["actual"].format(value=shown(trace.actual, language, trace.fact, names))


def shown(value: Any, language: str, fact: str, names: Names, glue: str = ", ") -> str:
    """A value of `fact` in words: 1200,5 and 28/02/2026 in Spanish, an option by its label."""
    phrases = PHRASES[language]
    if is_empty(value):
        return phrases["unanswered" if fact.startswith("answers.") else "unknown"]
    if isinstance(value, bool):
        return phrases["true" if value else "false"]
    if isinstance(value, list):
        return glue.join(shown(item, language, fact, names) for item in value)
    money = as_money(value)
    if money:
        return f"{_number(money[0], language)} {money[1]}"
    if isinstance(value, Mapping):
        return phrases["row"]
    if isinstance(value, str) and f"{fact}={value}" in names:
        return names[f"{fact}={value}"]
    return _written(value, language)


def _written(value: Any, language: str) -> str:
    day = as_date(value)
    if day:
        return _day(day, language)
    if isinstance(value, datetime):
        return f"{_day(value.date(), language)} {value:%H:%M %Z}".rstrip()
    if isinstance(value, str):
        return value
    number = as_number(value)
    return str(value) if number is None else _number(number, language)


def _day(day: date, language: str) -> str:
    return f"{day:%d/%m/%Y}" if language == "es" else day.isoformat()


def _number(number: Any, language: str) -> str:
    text = number_text(number)
    return text.replace(".", ",") if language == "es" else text
