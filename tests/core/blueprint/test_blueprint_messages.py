"""Placeholders in messages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.blueprint.messages import Finding, check_template, facts_in_template, substitute

MADRID = ZoneInfo("Europe/Madrid")
MORNING = datetime(2027, 3, 31, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "form", "spanish", "english"),
    [
        ("hola", "text", "hola", "hola"),
        ("2027-03-31", "date", "31 de marzo de 2027", "March 31, 2027"),
        (date(2027, 3, 31), "date", "31 de marzo de 2027", "March 31, 2027"),
        ("2027-03-31T23:30:00Z", "date", "1 de abril de 2027", "April 1, 2027"),
        (MORNING, "datetime", "31 de marzo de 2027, 10:00", "31 March 2027 10:00"),
        ({"amount": "1234.5", "currency": "EUR"}, "money", "1.234,50\xa0€", "€1,234.50"),
        ({"amount": "1234.5", "currency": "EUR"}, "text", "1.234,50\xa0€", "€1,234.50"),
        (Decimal("12345.5"), "number", "12.345,5", "12,345.5"),
        ("12345.5", "number", "12.345,5", "12,345.5"),
        (True, "text", "sí", "yes"),
        (["a", "b"], "text", "a, b", "a, b"),
        ({"id": 3, "name": "Ana"}, "name", "Ana", "Ana"),
        ("not a date", "date", "not a date", "not a date"),
        ("much", "money", "much", "much"),
        (None, "date", "", ""),
        (0, "text", "0", "0"),
    ],
)  # fmt: skip
def test_each_format_speaks_the_readers_language(value: Any, form: str, spanish: str, english: str) -> None:
    template = "{{ answers.x | " + form + " }}"
    assert substitute(template, {"answers.x": value}, language="es", zone=MADRID) == spanish
    assert substitute(template, {"answers.x": value}, language="en", zone=MADRID) == english


def test_only_what_is_filled_in_is_escaped() -> None:
    filled = substitute("<b>{{ answers.x }}</b>", {"answers.x": "<i>"}, language="en", escape=escape)
    assert filled == "<b>&lt;i&gt;</b>"


def test_an_answer_cannot_add_a_header() -> None:
    facts = {"answers.x": "a\r\nBcc: eve@evil.example"}
    assert (
        substitute("About {{answers.x}}", facts, language="en", one_line=True)
        == "About a Bcc: eve@evil.example"
    )


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert substitute("{{ a }}", {"a": "{{ b }}", "b": "secret"}, language="en") == "{{ b }}"


def test_what_is_unknown_or_unreadable_becomes_nothing() -> None:
    assert substitute("[{{ nobody }}{{ 3 }}{{}}]", {}, language="xx") == "[]"


def test_a_template_is_checked_before_it_is_used() -> None:
    found = check_template("{{ a.b | date }} {{ c }} {{ a.b | shout }} {{ a b }}", {"a.b"}.__contains__)
    assert found == [
        Finding("unknown_fact", {"fact": "c"}),
        Finding("unknown_format", {"format": "shout", "known": "text, date, datetime, money, number, name"}),
        Finding("bad_placeholder", {"placeholder": "{{ a b }}"}),
    ]
    assert facts_in_template("{{ a.b | date }} {{ c }} {{ 3 }}") == {"a.b", "c"}


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.decimals(allow_nan=True),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["amount", "currency", "name"]), inner)
    ),
    max_leaves=5,
)


@given(st.text(), VALUES, st.sampled_from(["text", "date", "datetime", "money", "number", "name"]))
def test_no_value_and_no_template_breaks_a_message(template: str, value: Any, form: str) -> None:
    filled = substitute(template + "{{ a | " + form + " }}", {"a": value}, language="es", one_line=True)
    assert not set(filled) & set("\r\n\0")


def test_a_chosen_option_is_told_by_its_label() -> None:
    facts = {
        "answers.size": "xl",
        "answers.size.words": {"es": "Grande", "en": "Large"},
        "answers.code": "xl",
    }
    said = "{{ answers.size }}, {{ answers.code }}"
    assert substitute(said, facts, language="es") == "Grande, xl"
    assert substitute(said, facts, language="en") == "Large, xl"
