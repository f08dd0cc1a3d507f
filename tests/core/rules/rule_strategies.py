"""Hypothesis strategies: any valid rule, any valid value, any facts."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ventanilla.core.rules import OPERATORS
from ventanilla.core.rules.operators import Takes

# Few names and near values, so that the two sides of a test often meet.
PATHS = ("answers.a", "answers.b", "answers.a.cost", "requester.team", "today", "outputs.x.outcome")
COLUMNS = ("cost", "name")

words = st.one_of(
    st.sampled_from(
        ("", "a", "A", "ñ", "n\u0303", "Ñ", "Straße", "STRASSE", "ΟΔΟΣ", "οδος", "a/b", "a/B", "007", "7")
    ),
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cn", "Co")), max_size=6),
)
whole_numbers = st.integers(-(2**53), 2**53) | st.integers(-12, 12)
floats = st.floats(-1e9, 1e9, allow_nan=False) | st.sampled_from((0.1, 0.2, 0.3, 1e-7, 1e-12, 2.5, -0.0))
number_texts = st.decimals(-(10**19), 10**19, places=3).map(str) | st.sampled_from(
    ("0.0000000000005", "1.50")
)
days = st.dates().map(str) | st.sampled_from(("2024-02-28", "2024-02-29", "2024-03-01", "2023-02-29"))
instants = st.builds(
    lambda day, hour, zone: f"{day}T{hour:02}:30:00{zone}",
    days,
    st.integers(0, 24),
    st.sampled_from(("Z", "+02:00", "-05:30")),
)
times = st.sampled_from(("00:00", "08:30", "10:00", "23:59", "24:00", "9:30"))
money = st.fixed_dictionaries(
    {
        "amount": st.integers(-5, 5) | st.sampled_from(("1.50", "2", "0")),
        "currency": st.sampled_from(("EUR", "USD")),
    }
)
scalars = st.one_of(
    st.none(), st.booleans(), words, whole_numbers, floats, number_texts, days, instants, times, money
)
patterns = st.sampled_from(("a*", "[^a]+", "(a|b)*", "\\d{1,3}", ".", "\\w+/\\w", "[a-zñ]{2}", "(?:0|7)+"))

rows = st.lists(st.dictionaries(st.sampled_from(COLUMNS), scalars, max_size=2), max_size=4)
fact_values = st.one_of(
    scalars,
    st.lists(scalars, max_size=4),
    rows,
    st.fixed_dictionaries(
        {"amount": st.sampled_from((None, "", "x", True)), "currency": st.sampled_from(("EUR", 3))}
    ),
    st.dictionaries(st.sampled_from(COLUMNS), scalars, max_size=2),
)
facts = st.dictionaries(st.sampled_from(PATHS), fact_values, max_size=len(PATHS))
fact_references = st.sampled_from(PATHS).map(lambda path: {"fact": path})


def functions(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """One function over smaller values."""
    pair = st.lists(values, min_size=2, max_size=2)
    several = st.lists(values, min_size=2, max_size=3)
    path, column = st.sampled_from(PATHS), st.sampled_from(COLUMNS)
    over = st.fixed_dictionaries({"rows": path}, optional={"of": column})
    by = st.fixed_dictionaries({"rows": path, "of": column}, optional={"take": column})
    round_options = {"places": st.integers(0, 6), "to": st.sampled_from(("nearest", "up", "down"))}
    test = st.builds(lambda path, value: {"fact": path, "op": "is", "value": value}, path, values)
    pairs = (
        "subtract",
        "divide",
        "days_between",
        "add_days",
        "working_days",
        "add_working_days",
        "add_hours",
    )
    return st.one_of(
        *(st.fixed_dictionaries({name: several}) for name in ("add", "multiply", "coalesce")),
        *(st.fixed_dictionaries({name: pair}) for name in pairs),
        *(st.fixed_dictionaries({name: several | over}) for name in ("sum", "min", "max")),
        *(st.fixed_dictionaries({name: by}) for name in ("min_by", "max_by")),
        st.fixed_dictionaries({"count": over}),
        st.fixed_dictionaries({"round": values}, optional=round_options),
        st.fixed_dictionaries({"column": values, "name": column}),
        st.fixed_dictionaries({"join": several | over}, optional={"with": st.sampled_from((", ", ""))}),
        st.fixed_dictionaries({"if": test, "then": values, "else": values}),
    )


leaves = scalars | fact_references
values = st.recursive(leaves, functions, max_leaves=6)


@st.composite
def tests_of_facts(draw: st.DrawFn) -> dict[str, Any]:
    """One test with an operator and a value of the shape that it takes."""
    operator = draw(st.sampled_from(list(OPERATORS.values())))
    test = {"fact": draw(st.sampled_from(PATHS)), "op": operator.name}
    shapes = {
        Takes.ONE: values,
        Takes.LIST: st.lists(leaves, max_size=3) | fact_references,
        Takes.TWO: st.lists(values, min_size=2, max_size=2),
        Takes.PATTERN: patterns,
    }
    return test if operator.takes is Takes.NOTHING else {**test, "value": draw(shapes[operator.takes])}


def groups(rules: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(rules, max_size=3)
    return st.one_of(
        st.fixed_dictionaries({"all": several}),
        st.fixed_dictionaries({"any": several}),
        st.fixed_dictionaries({"not": rules}),
    )


rules = st.recursive(st.booleans() | tests_of_facts(), groups, max_leaves=5)


def arithmetic(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Functions of numbers alone, so that long chains of them come to a result."""
    pair = st.lists(values, min_size=2, max_size=2)
    options = {"places": st.integers(0, 6), "to": st.sampled_from(("nearest", "up", "down"))}
    return st.one_of(
        *(
            st.fixed_dictionaries({name: pair})
            for name in ("add", "subtract", "multiply", "divide", "sum", "max")
        ),
        st.fixed_dictionaries({"round": values}, optional=options),
    )


amounts = st.recursive(floats | number_texts | st.integers(-(10**6), 10**6), arithmetic, max_leaves=8)
