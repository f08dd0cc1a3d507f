"""Limits that no answer keeps, steps that add up, and what is there for certain where a text stands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.workflow.machine.lint.test_lint import FORM, HEAD, approval, flow, notify, question, task
from ventanilla.core.blueprint import Duration, Package
from ventanilla.core.rules import compute
from ventanilla.engines.workflow.machine.lint import Degree, lint
from ventanilla.engines.workflow.machine.lint.adding_up import together_longer
from ventanilla.engines.workflow.machine.lint.bounds import lower, upper

TODAY = {"fact": "today"}
CANCEL = {"cancel": {"id": "end", "outcome": "declined"}}


def codes(**package: Any) -> dict[str, tuple[str, str]]:
    """What is found: by code where it is, and how bad. The words are there in both languages."""
    parsed = Package.from_document({**HEAD, "form": FORM, **package})
    found = lint(parsed)
    assert all(each.say(code) and "{" not in each.say(code) for each in found for code in ("es", "en"))
    return {each.code: (each.spelled, each.degree.value) for each in found}


def days(days: int) -> dict[str, Any]:
    return {"add_days": [TODAY, days]}


def two(first: dict[str, Any], second: dict[str, Any]) -> list[dict[str, Any]]:
    """Two more questions, `one` and `two`."""
    asked = [{"label": {"es": "¿?"}, "id": name, **more} for name, more in (("one", first), ("two", second))]
    return [*FORM, {"section": {"id": "more", "title": {"es": "Más"}}, "questions": asked}]


# --- Limits


@pytest.mark.parametrize(
    "limits",
    [
        {"type": "date", "min": "2027-05-02", "max": "2027-05-01"},
        {"type": "date", "min": days(10), "max": days(9)},
        {"type": "date", "min": {"add_working_days": [TODAY, 10]}, "max": days(9)},
        {"type": "time", "min": "17:00", "max": "09:00"},
        {"type": "instant", "min": {"add_hours": [{"fact": "now"}, 5]}, "max": {"fact": "now"}},
        {
            "type": "number",
            "min": {"if": {"fact": "answers.car", "op": "is", "value": True}, "then": 7, "else": 9},
            "max": 6,
        },
    ],
)
def test_a_least_above_the_most_is_found(limits: dict[str, Any]) -> None:
    where, degree = codes(form=question(**limits))["limits_cross"]
    assert where.endswith(".min")
    assert degree == (Degree.WARNING if limits["type"] == "number" else Degree.ERROR)


@pytest.mark.parametrize(
    "limits",
    [
        {"type": "date", "min": "2027-05-01", "max": "2027-05-01"},
        {"type": "date", "min": days(10), "max": {"add_working_days": [TODAY, 9]}},
        {"type": "date", "min": TODAY, "max": "2020-01-01"},
    ],
)
def test_limits_that_some_answer_keeps_are_let_pass(limits: dict[str, Any]) -> None:
    assert "limits_cross" not in codes(form=question(**limits))


def test_limits_by_other_answers_are_followed_to_what_those_can_be() -> None:
    first = {"type": "date", "min": days(10)}
    second = {"type": "date", "min": {"fact": "answers.one"}, "max": days(9)}
    assert codes(form=two(first, second))["limits_cross"] == ("form[1].questions[1].min", "warning")
    second["max"] = days(10)
    assert "limits_cross" not in codes(form=two(first, second))


def test_more_choices_than_options_can_be_asked_of_nobody() -> None:
    options = [{"value": name, "label": {"es": name}} for name in ("a", "b")]
    assert (
        codes(form=question(type="choices", options=options, min_choices=3))["too_few_options"][1] == "error"
    )
    assert "too_few_options" not in codes(form=question(type="choices", options=options, min_choices=2))


@pytest.mark.parametrize(
    ("asked", "inside"),
    [
        ({"type": "number", "min": 1, "max": 5, "default": 6}, 5),
        ({"type": "number", "min": 1, "default": 0}, 1),
        ({"type": "number", "default": 1.5}, 2),
        ({"type": "date", "min": days(3), "default": TODAY}, days(3)),
        ({"type": "rating", "most": 4, "default": 5}, 4),
        ({"type": "short_text", "max_length": 3, "default": "Hola"}, "Hol"),
        (
            {"type": "short_text", "pattern": {"regex": "[0-9]+", "message": {"es": "No"}}, "default": "x"},
            "7",
        ),
    ],
)
def test_what_is_filled_in_beforehand_keeps_the_limits(asked: dict[str, Any], inside: Any) -> None:
    assert codes(form=question(**asked))["default_out"] == ("form[1].questions[0].default", "warning")
    assert "default_out" not in codes(form=question(**{**asked, "default": inside}))


Y = {"fact": "answers.y", "op": "is", "value": True}
NUMBERS = st.integers(-20, 20)
VALUES = st.recursive(
    st.one_of(NUMBERS, st.just({"fact": "answers.x"})),
    lambda inner: st.one_of(
        st.builds(
            lambda name, a, b: {name: [a, b]},
            st.sampled_from(["add", "subtract", "min", "max"]),
            inner,
            inner,
        ),
        st.builds(
            lambda a, b: {"if": {"fact": "answers.y", "op": "is", "value": True}, "then": a, "else": b},
            inner,
            inner,
        ),
    ),
    max_leaves=6,
)


@given(VALUES, NUMBERS, st.booleans())
def test_a_value_is_never_outside_its_bounds(value: Any, x: int, y: bool) -> None:
    found = compute(value, {"answers.x": x, "answers.y": y})
    base = {"": Decimal(0), "answers.x": Decimal(x)}
    assert all(base[name] + offset <= found for name, offset in lower(value, lambda _fact: None))
    assert all(base[name] + offset >= found for name, offset in upper(value, lambda _fact: None))


# --- Rules about what has to be answered


def test_a_rule_that_asks_whether_a_required_answer_is_empty_never_holds() -> None:
    empty = {"fact": "answers.car", "op": "is_empty"}
    branch = {"branch": {"id": "b", "cases": [{"when": empty, "blocks": [notify("n")]}]}}
    assert codes(**flow(branch))["case_never"] == ("workflow[0].branch.cases[0].when", "error")
    assert codes(routing=[{"when": empty, "team": "x"}, {"team": "y"}])["rule_never"][0] == "routing[0].when"
    filled = {"fact": "answers.car", "op": "is_not_empty"}
    assert "promise_taken" in codes(
        deadlines={"resolution": [{"when": filled, "within": "1 day"}, {"within": "2 days"}]}
    )
    optional = {"fact": "answers.plate", "op": "is_empty"}
    assert "rule_never" not in codes(routing=[{"when": optional, "team": "x"}, {"team": "y"}])


def test_while_the_form_is_filled_in_a_required_answer_may_be_empty() -> None:
    empty = {"fact": "answers.car", "op": "is_empty"}
    assert "question_never" not in codes(form=question(visible_if=empty))


def test_what_a_step_before_had_to_ask_is_not_empty_unless_it_may_run_out() -> None:
    asks = [{"id": "x", "type": "short_text", "label": {"es": "¿?"}, "required": True}]
    case = {"when": {"fact": "outputs.t.x", "op": "is_empty"}, "blocks": [notify("n")]}
    branch = {"branch": {"id": "b", "cases": [case]}}
    assert "case_never" in codes(**flow(task("t", asks=asks), branch))
    late = task("t", asks=asks, deadline={"within": "1 day", "ends": True})
    assert "case_never" not in codes(**flow(late, branch))


# --- Steps that add up


def test_steps_one_after_the_other_are_added_up() -> None:
    steps = [task("a", due="3 business days"), task("b", due="3 business days")]
    assert codes(lead_time="5 business days", **flow(*steps))["steps_beyond_promise"] == (
        "deadlines",
        "warning",
    )
    assert "steps_beyond_promise" not in codes(lead_time="6 business days", **flow(*steps))
    side_by_side = {"parallel": {"id": "p", "branches": [[step] for step in steps]}}
    assert "steps_beyond_promise" not in codes(lead_time="5 business days", **flow(side_by_side))
    assert "steps_beyond_promise" in codes(deadlines={"resolution": "5 business days"}, **flow(*steps))
    both = {"lead_time": "5 business days", "deadlines": {"resolution": "8 business days"}}
    assert "steps_beyond_promise" not in codes(**both, **flow(*steps))


def test_after_it_is_resolved_nothing_counts() -> None:
    end = {"resolve": {"id": "r", "outcome": "fulfilled"}}
    steps = [task("a", due="3 business days"), end, task("b", due="3 business days")]
    assert "steps_beyond_promise" not in codes(lead_time="5 business days", **flow(*steps))


UNITS = ["minutes", "hours", "days", "business_minutes", "business_hours", "business_days"]
SPANS = st.builds(
    lambda amount, unit: Duration(amount=amount, unit=unit), st.integers(1, 9), st.sampled_from(UNITS)
)


@given(st.lists(SPANS, min_size=1, max_size=4), SPANS)
def test_what_is_longer_with_fewer_steps_is_longer_with_more(spans: list[Duration], limit: Duration) -> None:
    if together_longer(spans[:-1], limit):
        assert together_longer(spans, limit)
    if len(spans) == 1 and together_longer(spans, limit):
        assert spans[0] != limit


# --- What is there for certain


def asked(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": "short_text", "label": {"es": f"¿{name}?"}, "required": True, **more}


YES_NO = {"id": "ok", "type": "yes_no", "label": {"es": "¿Bien?"}, "required": True}
WHY = asked("why", visible_if={"fact": "answers.ok", "op": "is", "value": False})
CHECK = task("t", asks=[YES_NO, WHY])
NO = {"fact": "outputs.t.ok", "op": "is", "value": False}
NO_CAR = {"fact": "answers.car", "op": "is", "value": False}
ANY_CAR = {"fact": "answers.car", "op": "is_not_empty"}
ASKS = task("u", asks=[asked("x")])
LATE = task("u", asks=[asked("x")], deadline={"within": "1 day", "ends": True})
PERHAPS = task("u", asks=[asked("x", required=False)])
TELLS = notify("n", "Es {{ outputs.u.x }}, y ya")
SAYS = notify("n", "El motivo es {{ outputs.t.why }}, y ya")


def way(when: Any, *blocks: Any, name: str = "b", otherwise: Any = ()) -> dict[str, Any]:
    return {
        "branch": {
            "id": name,
            "cases": [{"when": when, "blocks": list(blocks)}],
            "otherwise": list(otherwise),
        }
    }


MAY_BE_MISSING = {"maybe_empty_step", "maybe_empty_answer", "maybe_late_step"}
THERE = {
    "the way here asked for it": flow(CHECK, way(NO, SAYS)),
    "the other way ends": flow(CHECK, way({"fact": "outputs.t.ok", "op": "is", "value": True}, CANCEL), SAYS),
    "the way otherwise": flow(
        CHECK, way({"fact": "outputs.t.ok", "op": "is", "value": True}, otherwise=[SAYS])
    ),
    "the same rule once more": flow(
        way(NO_CAR := {"fact": "answers.car", "op": "is", "value": False}, task("u", asks=[asked("x")])),
        way(NO_CAR, notify("n", "Es {{ outputs.u.x }}, y ya"), name="c"),
    ),
    "the outcome that led here": flow(
        approval(expire_after="2 days", on={"rejected": [task("u", asks=[asked("x")])], "expired": [CANCEL]}),
        way(
            {"fact": "outputs.boss.outcome", "op": "is", "value": "rejected"},
            notify("n", "Es {{ outputs.u.x }}, y ya"),
        ),
    ),
    "inside of a loop": flow(
        {"for_each": {"id": "f", "list": "lamps", "blocks": [CHECK, way(NO, SAYS)]}},
    ),
    "a sentence of its own": flow(
        task("t", asks=[asked("x", required=False)]), notify("n", "Ya está. {{ outputs.t.x }} Hasta luego.")
    ),
}
NOT_THERE = {
    "another way": flow(CHECK, way({"fact": "outputs.t.ok", "op": "is", "value": True}, SAYS)),
    "the other way goes on": flow(
        CHECK, way({"fact": "outputs.t.ok", "op": "is", "value": True}, notify("m")), SAYS
    ),
    "a wider rule": flow(
        way(NO_CAR, task("u", asks=[asked("x")])),
        way(
            {"fact": "answers.car", "op": "is_not_empty"}, notify("n", "Es {{ outputs.u.x }}, y ya"), name="c"
        ),
    ),
    "its time may be over": flow(
        task("t", asks=[asked("x")], deadline={"within": "1 day", "ends": True}),
        notify("n", "Es {{ outputs.t.x }}, y ya"),
    ),
    "in the midst of a sentence": flow(
        task("t", asks=[asked("x", required=False)]), notify("n", "Ya está {{ outputs.t.x }} hecho.")
    ),
    "all that there is to read": flow(
        task("t", asks=[asked("x", required=False)]), notify("n", "{{ outputs.t.x }}")
    ),
}


@pytest.mark.parametrize("package", THERE.values(), ids=THERE)
def test_what_the_way_or_the_order_guarantees_is_not_said_to_be_missing(package: dict[str, Any]) -> None:
    assert not MAY_BE_MISSING & codes(**package).keys()


@pytest.mark.parametrize("package", NOT_THERE.values(), ids=NOT_THERE)
def test_what_is_not_guaranteed_is_said_to_be_missing(package: dict[str, Any]) -> None:
    assert MAY_BE_MISSING & codes(**package).keys()
