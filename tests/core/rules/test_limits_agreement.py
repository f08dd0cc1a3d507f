"""Limits in the browser: the same numbers and the same words as on the server."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.utils import translation
from playwright.sync_api import Page

from tests.records.intake.asking import context, question
from ventanilla.core.rules import as_json
from ventanilla.records.intake.conditions import rules
from ventanilla.records.intake.limits import range_of, templates, words_of
from ventanilla.records.intake.scope import Scope

AMOUNTS = ["0", "3", "0.5", "33.335", "1234.56", "-7.25", "1000000"]
LIMITS: list[dict[str, Any]] = [
    {"max": {"fact": "answers.a"}},
    {"min": {"fact": "answers.a"}},
    {"min": 1, "max": {"fact": "answers.a"}},
    {"min": {"divide": [{"fact": "answers.a"}, 7]}, "max": {"multiply": [{"fact": "answers.a"}, 3]}},
    {"max": {"divide": [1, {"fact": "answers.a"}]}},
]
WORK_OUT = """async (cases) => {
  const { followLimits } = await import("/forms/limits.js");
  const { compute } = await import("/rules.js");
  const computed = (tree, facts) => {
    try { return compute(tree, facts); } catch (error) { if (error.name === "RuleFault") return null; throw error; }
  };
  return JSON.parse(cases).map(({ limits, facts, currency, language, words }) => {
    const found = followLimits({ data: { language, words, questions: [] }, computed });
    const [low, high] = ["min", "max"].map((name) => found.limit(limits[name], facts, currency));
    return [low || null, high || null, found.words(low, high, currency, limits)];
  });
}"""


def test_the_browser_says_the_limits_as_the_server_does(rules_page: Page) -> None:
    cases, expected = [], []
    for language in ("es", "en"):
        with translation.override(language):
            for kind, fields in (("number", {"decimals": 1}), ("money", {})):
                for limits in LIMITS:
                    asked = question(kind, "q", **fields, **limits)
                    told = rules([question("number", "a", decimals=3), asked], context())["questions"][1]
                    for amount in AMOUNTS:
                        case = {"limits": told["limits"], "facts": {"answers.a": amount}}
                        currency = "EUR" if kind == "money" else None
                        cases.append(
                            {**case, "currency": currency, "language": language, "words": templates()}
                        )
                        now = range_of(asked, Scope(context(), {"answers.a": Decimal(amount)}))  # type: ignore[arg-type]
                        expected.append([as_json(now.low), as_json(now.high), words_of(asked, now)])  # type: ignore[arg-type]
    found = rules_page.evaluate(WORK_OUT, json.dumps(cases))
    assert [case for case in zip(cases, found, expected, strict=True) if case[1] != case[2]] == []
    assert len({words for _low, _high, words in expected}) > 40
