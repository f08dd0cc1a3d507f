"""What to do about a text that isn't YAML, in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ruamel.yaml.error import MarkedYAMLError

from ventanilla.records.catalog.packages.faults import Place

TAB = "found character '\\t'"

# What ruamel says, its beginning or a part of it, and what a person can do. The first that fits counts.
ADVICE = (
    (TAB, gettext_lazy("There is a tab here: indent with spaces instead.")),
    (
        "mapping values are not allowed",
        gettext_lazy(
            "A “: ” isn't expected here. Put a text that holds “: ” in quotes; if this is a name of its own, "
            "give it the indentation of its neighbours."
        ),
    ),
    (
        "sequence entries are not allowed",
        gettext_lazy("A list begins on a line of its own: start “- …” on the next line."),
    ),
    (
        "that cannot start any token",
        gettext_lazy("A text can't begin with this character unless it is in quotes."),
    ),
    (
        "unknown escape character",
        gettext_lazy("After “\\” comes something unknown: write “\\\\” for one backslash."),
    ),
    (
        "expected escape sequence",
        gettext_lazy("After “\\” comes something unknown: write “\\\\” for one backslash."),
    ),
    (
        "undefined alias",
        gettext_lazy(
            "“*” points at a name that isn't above it. Put the text in quotes if “*” belongs to it."
        ),
    ),
    (
        "another document",
        gettext_lazy("A second document begins here: put each service in a file of its own."),
    ),
    (
        "could not find expected ':'",
        gettext_lazy("Something with “: ” was expected before this: write “name: value”."),
    ),
    (
        "expected ',' or ']'",
        gettext_lazy("A list that was opened with “[” isn't closed: add “,” or “]” before this."),
    ),
    (
        "expected ',' or '}'",
        gettext_lazy("What was opened with “{” isn't closed: add “,” or “}” before this."),
    ),
    (
        "expected <block end>",
        gettext_lazy(
            "This doesn't belong to what is above it: give lines of the same list or mapping the same "
            "indentation, and put a text with special characters in quotes."
        ),
    ),
    (
        "expected the node content",
        gettext_lazy("A value was expected here: add it, or take the bracket away."),
    ),
)
UNCLOSED_QUOTE = gettext_lazy(
    "A quotation mark opens here and isn't closed: close it at the end of the text."
)
ANYTHING_ELSE = gettext_lazy(
    "This can't be read: look at the indentation, the quotes and the brackets around here."
)


def advice(error: MarkedYAMLError) -> tuple[Place, str]:
    """Where the fault is best looked for, and what to do about it."""
    problem, context = str(error.problem or ""), str(error.context or "")
    if "quoted scalar" in context and "end of stream" in problem:
        return _place(error.context_mark), str(UNCLOSED_QUOTE)
    words = next((words for sign, words in ADVICE if sign in problem), ANYTHING_ELSE)
    unclosed = "<stream end>" in problem
    return _place(error.context_mark if unclosed else error.problem_mark), str(words)


def too_deep() -> str:
    return _("This is nested too deeply: lift some of it up.")


def _place(mark: object) -> Place:
    return Place(getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1)
