"""Limits that follow from other answers, from lists, and from who asks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import translation

from tests.records.intake.asking import context, options, question
from ventanilla.core.blueprint import Element
from ventanilla.core.blueprint.questions import Check
from ventanilla.records.intake.conditions import rules, rules_of
from ventanilla.records.intake.interpret import check, defaults, json_schema

COUNTRY = question("choice", "model", options={"list": "laptops"}, required=True)
BUDGET = question("money", "budget", max={"fact": "answers.model.cost"})
LEFT = {"fact": "requested_for.attributes.holidays_left"}
DAYS = question("number", "days", min=1, max=LEFT, required=True)
MOST = question("number", "most", decimals=2)


def told(form: Sequence[Element | Check], raw: dict[str, Any], **around: Any) -> dict[str, list[str]]:
    return check(form, raw, context(**around)).errors


def test_a_column_of_the_chosen_row_limits_an_amount_and_is_named() -> None:
    form = [BUDGET, COUNTRY]
    assert told(form, {"model": "air-13", "budget": "999"}) == {}
    said = told(form, {"model": "air-13", "budget": "999.01"})["budget"][0]
    assert said.replace("\xa0", " ") == "Escribe 999,00 € o menos."
    assert told(form, {"model": "pro-16", "budget": "999.01"}) == {}


def test_what_cant_be_worked_out_limits_nothing() -> None:
    assert list(told([BUDGET, COUNTRY], {"budget": "5000000"})) == ["model"]
    assert told([DAYS], {"days": 400}) == {}


def test_an_amount_in_another_currency_limits_nothing() -> None:
    asked = question("money", "fee", max={"fact": "answers.cap"})
    cap = question("money", "cap", currency="USD")
    assert told([cap, asked], {"cap": {"amount": "5", "currency": "USD"}, "fee": "900"}) == {}


def test_what_is_left_to_somebody_limits_a_number() -> None:
    facts = {"requested_for.attributes.holidays_left": Decimal(4)}
    assert told([DAYS], {"days": 4}, facts=facts) == {}
    assert told([DAYS], {"days": 5}, facts=facts) == {"days": ["Escribe 4 o menos."]}
    assert told([DAYS], {"days": 0}, facts=facts) == {"days": ["Escribe 1 o más."]}


def test_when_nothing_fits_it_says_so() -> None:
    facts = {"requested_for.attributes.holidays_left": 0}
    with translation.override("en"):
        found = told([DAYS], {"days": 1}, facts=facts)
    assert found == {"days": ["Nothing can be written here now: it would be 1 at least and 0 at most."]}


def test_a_limit_between_two_numbers_counts_as_the_one_inside() -> None:
    third = {"divide": [{"fact": "answers.most"}, 3]}
    form = [MOST, question("money", "share", max=third), question("money", "least", min=third)]
    found = told(form, {"most": 100, "share": "33.34", "least": "33.33"})
    assert found["share"][0].replace("\xa0", " ") == "Escribe 33,33 € o menos."
    assert found["least"][0].replace("\xa0", " ") == "Escribe 33,34 € o más."
    assert told(form, {"most": 100, "share": "33.33", "least": "33.34"}) == {}


def test_each_line_has_the_limit_of_what_it_chooses() -> None:
    form = [
        question(
            "rows",
            "lines",
            questions=[
                {"id": "what", "type": "choice", "label": {"en": "What"}, "options": {"list": "laptops"}},
                {
                    "id": "paid",
                    "type": "money",
                    "label": {"en": "Paid"},
                    "max": {"fact": "row.what.cost"},
                },
            ],
        )
    ]
    lines = [{"what": "pro-16", "paid": "1000"}, {"what": "air-13", "paid": "1000"}]
    assert list(told(form, {"lines": lines})) == ["lines.1.paid"]


def test_how_many_lines_there_may_be_follows_the_answers() -> None:
    form = [
        question("number", "people"),
        question(
            "rows",
            "names",
            max_rows={"fact": "answers.people"},
            questions=[{"id": "name", "type": "short_text", "label": {"en": "Name"}}],
        ),
    ]
    two = [{"name": "Ana"}, {"name": "Luis"}]
    assert told(form, {"people": 2, "names": two}) == {}
    assert told(form, {"people": 1, "names": two}) == {"names": ["Deja solo 1 línea."]}
    assert told(form, {"people": 1, "names": [{"name": "Ana"}, {"name": ""}]}) == {}
    assert told(form, {"people": 0, "names": two}) == {
        "names": ["Con estas respuestas aquí no puede haber líneas: quítalas."]
    }
    assert told(form, {"names": two}) == {}


def test_what_was_given_before_stays_right_while_only_the_world_has_changed() -> None:
    facts = {"requested_for.attributes.holidays_left": 2}
    assert told([DAYS], {"days": 5}, facts=facts, earlier={"days": 5}) == {}
    assert told([DAYS], {"days": 4}, facts=facts, earlier={"days": 5}) == {"days": ["Escribe 2 o menos."]}
    cost = {"amount": "2000.00", "currency": "EUR"}
    found = told([COUNTRY, BUDGET], {"model": "air-13", "budget": cost}, earlier={"budget": cost})
    assert list(found) == ["budget"]


def test_a_default_beyond_its_limit_isnt_filled_in() -> None:
    form = [question("number", "days", default=9, max=LEFT)]
    assert defaults(form, context(facts={"requested_for.attributes.holidays_left": 3})) == {}
    assert defaults(form, context()) == {"days": 9}


def test_the_schema_has_limits_that_no_answer_changes() -> None:
    facts = {"requested_for.attributes.holidays_left": 7}
    follows = question("number", "other", max={"if": True, "then": {"fact": "answers.most"}, "else": 1})
    found = json_schema([DAYS, MOST, follows], context(facts=facts), "en")["properties"]
    assert found["days"] == {"title": "Question days", "type": "integer", "minimum": 1, "maximum": 7}
    assert "maximum" not in found["other"]


def test_the_browser_is_told_the_limits_that_it_may_know() -> None:
    asked = question("number", "part", min=1, max={"fact": "answers.most"}, decimals=1)
    found = {each["id"]: each for each in rules([MOST, asked, DAYS], context())["questions"]}
    assert found["part"]["limits"] == {
        "min": {"round": "1", "places": 1, "to": "up"},
        "max": {"round": {"fact": "answers.most"}, "places": 1, "to": "down"},
    }
    assert found["days"]["limits"] is None
    assert "limits" not in found["most"]


def test_programs_are_told_which_limits_only_the_server_knows() -> None:
    asked = question("number", "part", max={"fact": "answers.most"})
    found = rules_of([MOST, asked, DAYS])
    assert found["days"] == {"server": True}
    assert found["part"] == {
        "limits": {"max": {"round": {"fact": "answers.most"}, "places": 0, "to": "down"}}
    }


def test_a_choice_without_a_list_can_decide_too() -> None:
    limit = {"if": {"fact": "answers.kind", "op": "is", "value": "long"}, "then": 30, "else": 5}
    form = [question("choice", "kind", options=options("long", "short")), question("number", "n", max=limit)]
    assert told(form, {"kind": "long", "n": 30}) == {}
    assert told(form, {"kind": "short", "n": 6}) == {"n": ["Escribe 5 o menos."]}


def test_what_is_worked_out_from_something_wrong_limits_nothing_and_breaks_no_check() -> None:
    cell = {"id": "n", "type": "number", "label": {"en": "N"}, "max": 9}
    total = {"sum": {"rows": "answers.lines", "of": "n"}}
    form = [
        question("rows", "lines", questions=[cell]),
        question("calculated", "total", value=total),
        question("number", "part", max={"fact": "answers.total"}),
        Check(rule={"fact": "answers.total", "op": "gt", "value": 5}, message={"en": "More!"}, at="part"),
    ]
    lines = [{"n": 4}, {"n": 10}]
    assert list(told(form, {"lines": lines, "part": 3})) == ["lines.1.n"]
    assert told(form, {"lines": [{"n": 4}, {"n": 9}], "part": 14}) == {"part": ["Escribe 13 o menos."]}
    assert told(form, {"lines": [{"n": 4}], "part": 3}) == {"part": ["More!"]}
