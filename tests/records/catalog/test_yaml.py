"""The text layer: YAML 1.2 in, readable YAML out, and the same values on both sides."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.records.catalog.packages.document import read
from ventanilla.records.catalog.packages.faults import Place, TextRefused
from ventanilla.records.catalog.packages.yaml import write

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40),
    st.text("no: -#{}[]\n\t'\"&*!|>%@`,~ yes10:30e.x", max_size=40),
    st.sampled_from(
        ["no", "10:30", "1e3", "2027-03-31", "  leading", "trailing ", "🙂 hola", "{{ a }}", "null", "~"]
    ),
    st.lists(st.text("palabrñ,.:", min_size=1, max_size=12), min_size=20, max_size=40).map(" ".join),
)
NUMBERS = st.one_of(st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False))
KEYS = st.one_of(st.sampled_from(["questions", "on", "workflow", "title", "es"]), TEXTS.filter(bool))
VALUES = st.recursive(
    st.one_of(TEXTS, NUMBERS, st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=20,
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=6))
def test_what_is_written_is_read_again_exactly(document: dict[str, Any]) -> None:
    text = write(document)
    assert read(text).value == document
    assert write(read(text).value) == text


@pytest.mark.parametrize(
    ("bare", "meaning"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("10:30", "10:30"),
        ("2027-03-31", "2027-03-31"),
        ("1_000", "1_000"),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("12", 12),
        ("010", 10),
        ("0x1F", 31),
        ("1e3", 1000.0),
        ("-.5", -0.5),
        ("true", True),
        ("~", None),
        ("", None),
    ],
)
def test_bare_words_mean_what_yaml_1_2_says(bare: str, meaning: object) -> None:
    value = read(f"a: {bare}\n").value["a"]
    assert (value, type(value)) == (meaning, type(meaning))


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("a: b: c\n", Place(1, 5), "in quotes"),
        ("a:\n\t- x\n", Place(2, 1), "indent with spaces"),
        ("a: 1\nb: 'x\n", Place(2, 4), "close it at the end of the text"),
        ("a: {b: 1\n", Place(1, 4), "add “,” or “}”"),
        ("a: [1, 2\nb: 3\n", Place(2, 2), "add “,” or “]”"),
        ("a: 1\nb: 2\na: 3\n", Place(3, 1), "in line 1: keep one of the two"),
        ("a: *x\n", Place(1, 4), "points at a name"),
        ("a: 1\n---\nb: 2\n", Place(2, 1), "a file of its own"),
        ("a: @x\n", Place(1, 4), "in quotes"),
        ('a: "\\q"\n', Place(1, 6), "for one backslash"),
        ("a: 1\n- b\n", Place(2, 1), "same indentation"),
        ("a: !!python/object:os.system x\n", Place(1, 4), "take “!!python/object:os.system” away"),
        ("a: .inf\n", Place(1, 4), "too large"),
        ('a: "x\\0"\n', Place(1, 4), "can't be stored"),
        ("a: b\nc: \x01\n", Place(2, 4), "delete it"),
        ("[1]: 2\n", Place(1, 1), "write it as “name: value”"),
        ("- 1\n", Place(1, 1), "Write names and values"),
        ("", Place(1, 1), "Write names and values"),
        ("a: &x [*x]\n", Place(1, 4), "nested too deeply"),
        ("[" * 2000, Place(1, 1), "nested too deeply"),
        ("a: x\n" * 100_000, Place(1, 1), "too long"),
    ],
)
def test_a_text_that_cannot_be_read_says_where_and_what_to_do(text: str, place: Place, advice: str) -> None:
    with translation.override("en"), pytest.raises(TextRefused) as refused:
        read(text)
    assert refused.value.faults[0].place == place
    assert advice in refused.value.faults[0].text


def test_anchors_may_be_used_but_not_to_blow_a_small_text_up() -> None:
    assert read("a: &shared {x: 1}\nb: *shared\n").value == {"a": {"x": 1}, "b": {"x": 1}}
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with translation.override("en"), pytest.raises(TextRefused, match="too many values"):
        read("\n".join(levels))


def test_places_are_those_of_the_text() -> None:
    document = read("a:\n  - b: {c: hola}\n    d: [1, 2]\n")
    assert document.place(("a", 0, "b", "c")) == Place(2, 12)
    assert document.place(("a", 0, "d", 1)) == Place(3, 12)
    assert document.place(("a", 0, "d"), of_key=True) == Place(3, 5)
    assert document.place(("a", 0, "missing")) == Place(2, 5)
    assert document.place(("a", 0, "b", "missing")) == Place(2, 5)


def test_long_and_tricky_texts_are_written_for_people() -> None:
    words = "una palabra " * 12
    document = {
        "title": {"es": "Pedir un portátil", "en": "Get a laptop"},
        "tricky": ["no", "10:30", "1e3", " x", "🙂", "{{ a }}", "a, b", "2027-03-31"],
        "long": words.strip(),
        "lines": "Primera\n\n- segunda\n",
        "workflow": [{"task": {"id": "a", "team": "it"}}],
    }
    assert write(document) == (
        "title: {es: Pedir un portátil, en: Get a laptop}\n"
        'tricky: ["no", "10:30", "1e3", " x", 🙂, "{{ a }}", "a, b", "2027-03-31"]\n'
        "long: >-\n"
        f"  {' '.join(['una palabra'] * 9)}\n"
        "  una palabra una palabra una palabra\n"
        "lines: |\n"
        "  Primera\n"
        "\n"
        "  - segunda\n"
        "workflow:\n"
        "  - task: {id: a, team: it}\n"
    )
