"""A rule is told to people before anybody has answered."""

from __future__ import annotations

from ventanilla.core.rules import say

NAMES = {
    "person.department": "Área",
    "person.department=it": "Informática",
    "answers.cost": "Precio",
    "answers.limit": "Límite",
}


def test_one_test_is_one_sentence():
    assert say({"fact": "person.department", "op": "is", "value": "it"}, "es", NAMES).lines() == [
        "«Área» es Informática"
    ]


def test_parts_stand_below_their_whole():
    rule = {
        "any": [
            {"fact": "person.department", "op": "in", "value": ["it", "hr"]},
            {"not": {"fact": "answers.cost", "op": "gt", "value": {"amount": "100", "currency": "EUR"}}},
        ]
    }
    assert say(rule, "en", NAMES).lines() == [
        "At least one of these:",
        "  “Área” is one of Informática or hr",
        "  The opposite of this:",
        "    “Precio” is more than 100 EUR",
    ]


def test_a_whole_of_one_part_is_the_part():
    assert say({"all": [{"fact": "answers.cost", "op": "is_empty"}]}, "es", NAMES).lines() == [
        "«Precio» está vacío"
    ]


def test_values_taken_from_elsewhere_are_named():
    against_fact = {"fact": "answers.cost", "op": "lte", "value": {"fact": "answers.limit"}}
    assert say(against_fact, "es", NAMES).text == "«Precio» es menor o igual que «Límite»"
    against_sum = {"fact": "answers.cost", "op": "lte", "value": {"sum": [1, 2]}}
    assert say(against_sum, "en", NAMES).text == "“Precio” is at most a calculated value"


def test_what_always_or_never_holds_says_so():
    assert [say(rule, "en").text for rule in (True, False, {"all": []}, {"any": []})] == [
        "Always",
        "Never",
        "Always",
        "Never",
    ]
