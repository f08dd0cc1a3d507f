"""Whole forms, made by Hypothesis: which questions are asked, which facts come of it, in the browser as in Python."""

from __future__ import annotations

import json
from typing import Any

import rule_strategies as any_
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from ventanilla.core.rules import RuleFault, as_json, compute, evaluate

FORMS = 200
NAMES = ("a", "b", "c", "d")


@st.composite
def forms(draw: st.DrawFn) -> dict[str, Any]:
    """Up to four questions, each with a rule of its own; some are values of others."""
    questions = []
    for name in draw(st.permutations(NAMES)):
        rule = draw(any_.rules)
        value = draw(any_.values) if draw(st.booleans()) else None
        questions.append({"id": name, "rule": rule, **({"value": value} if value is not None else {})})
    given_ = draw(st.fixed_dictionaries(dict.fromkeys(NAMES, any_.fact_values)))
    return {"questions": questions, "given": given_, "facts": {"today": "2026-03-02"}}


def python_state(form: dict[str, Any]) -> dict[str, Any]:
    """The same steps as forms.js: in the order given, what is asked becomes a fact."""
    facts = dict(form["facts"])
    visible = []
    for question in form["questions"]:
        if not evaluate(question["rule"], facts):
            continue
        visible.append(question["id"])
        facts[f"answers.{question['id']}"] = _answer(question, form["given"], facts)
    return {"visible": visible, "facts": {name: as_json(value) for name, value in facts.items()}}


def _answer(question: dict[str, Any], given_: dict[str, Any], facts: dict[str, Any]) -> Any:
    if "value" not in question:
        return given_[question["id"]]
    try:
        return as_json(compute(question["value"], facts))
    except RuleFault:
        return None


STATE_ALL = """async (forms) => {
  const { evaluate, compute } = await import("/rules.js");
  const state = ({ questions, given, facts }) => {
    const known = { ...facts }, visible = [];
    for (const { id, rule, value } of questions) {
      if (!evaluate(rule, known)) continue;
      visible.push(id);
      try { known[`answers.${id}`] = value === undefined ? given[id] : compute(value, known); }
      catch (error) { if (error.name !== "RuleFault") throw error; known[`answers.${id}`] = null; }
    }
    const facts_ = Object.fromEntries(Object.keys(known).map((path) => [path, compute({ fact: path }, known)]));
    return { visible, facts: facts_ };
  };
  return JSON.stringify(JSON.parse(forms).map(state));
}"""


def test_the_browser_works_out_whole_forms_as_python_does(rules_page: Page) -> None:
    made: list[dict[str, Any]] = []

    @settings(
        max_examples=FORMS,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(forms())
    def gather(form: dict[str, Any]) -> None:
        made.append(form)

    gather()
    found = json.loads(rules_page.evaluate(STATE_ALL, json.dumps(made)))
    differing = [
        (form, answer, expected)
        for form, answer in zip(made, found, strict=True)
        if answer != (expected := python_state(form))
    ]
    assert differing == []
    assert len({tuple(answer["visible"]) for answer in found}) > 10
