"""What a rule asks for, in words: for people who read it before anybody has answered anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ventanilla.core.rules.operators import OPERATORS, Takes
from ventanilla.core.rules.trace import Names, shown
from ventanilla.core.rules.wording import OPERATORS as OPERATOR_WORDS
from ventanilla.core.rules.wording import PHRASES, SAYING, spoken


@dataclass(frozen=True)
class Saying:
    """One sentence, and what stands below it: «All of these:» with its parts."""

    text: str
    parts: tuple[Saying, ...] = ()

    def lines(self, indent: str = "") -> list[str]:
        """One line per sentence, parts indented by two spaces more than their whole."""
        below = [line for part in self.parts for line in part.lines(indent + "  ")]
        return [indent + self.text, *below]


def say(rule: Any, language: str, names: Names | None = None) -> Saying:
    """What `rule` asks for, in `language` ("es" or "en").

    `names` maps a fact to what people call it, and "fact=value" to what they call the value; what has
    no name is shown as it is. Source of the words: `wording`.
    """
    return _said(rule, spoken(language), names or {})


def _said(rule: Any, language: str, names: Names) -> Saying:
    words = SAYING[language]
    if isinstance(rule, bool):
        return Saying(words["always" if rule else "never"])
    for kind in ("all", "any"):
        if kind in rule:
            return _together(kind, rule[kind], language, names)
    if "not" in rule:
        return Saying(words["not"], (_said(rule["not"], language, names),))
    return Saying(_test(rule, language, names))


def _together(kind: str, rules: list[Any], language: str, names: Names) -> Saying:
    parts = tuple(_said(part, language, names) for part in rules)
    if not parts:
        return Saying(SAYING[language]["always" if kind == "all" else "never"])
    return parts[0] if len(parts) == 1 else Saying(SAYING[language][kind], parts)


def _test(rule: Mapping[str, Any], language: str, names: Names) -> str:
    fact, operator = rule["fact"], rule["op"]
    sentence = PHRASES[language]["fact"].format(
        name=names.get(fact, fact), operator=OPERATOR_WORDS[language][operator]
    )
    takes = OPERATORS[operator].takes
    if takes is Takes.NOTHING:
        return sentence
    glue = f" {PHRASES[language]['and']} " if takes is Takes.TWO else f" {SAYING[language]['or']} "
    return f"{sentence} {_value(rule.get('value'), fact, language, names, glue)}"


def _value(value: Any, fact: str, language: str, names: Names, glue: str) -> str:
    if isinstance(value, list):
        return glue.join(_value(item, fact, language, names, glue) for item in value)
    if isinstance(value, Mapping) and "fact" in value:
        return SAYING[language]["name"].format(name=names.get(value["fact"], value["fact"]))
    if isinstance(value, Mapping) and not {"amount", "currency"} <= value.keys():
        return SAYING[language]["computed"]
    return shown(value, language, fact, names, glue)
