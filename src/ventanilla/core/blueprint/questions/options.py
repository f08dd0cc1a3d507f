"""What one may choose from: options written in the form, or the rows of a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints

from ventanilla.core.blueprint.part import AT_LEAST_ONE, Id, Part, by_shape
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import Rule

FactPath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][\w-]*(\.[\w-]+)+$")]
OptionValue = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class Option(Part):
    """One thing to choose; `value` is what is stored and never changes meaning."""

    value: OptionValue
    label: Localized
    hint: Localized | None = None
    offered_if: Rule | None = None


class ListOptions(Part):
    """The rows of a list. `where` is a rule over each row's columns, `row.*`, besides the usual facts."""

    list: Id
    where: Rule | None = None


class RowOptions(Part):
    """The rows that were filled in before, as in `{rows: outputs.quotes.offers, value: supplier}`.

    `value` is the column that is stored and told apart by; `label` is what people read of a row, with `{{ row.… }}`
    in it (the value itself, when not said).
    """

    rows: FactPath
    value: Id
    label: Localized | None = None


def _distinct(options: tuple[Option, ...]) -> tuple[Option, ...]:
    seen: set[str] = set()
    for option in options:
        if option.value in seen:
            raise fault("duplicate_option", id=option.value)
        seen.add(option.value)
    return options


Written = Annotated[tuple[Option, ...], AT_LEAST_ONE, AfterValidator(_distinct)]


def _shape(raw: Any) -> Any:
    if isinstance(raw, RowOptions) or (isinstance(raw, dict) and "rows" in raw):
        return RowOptions
    return ListOptions if isinstance(raw, dict | ListOptions) else Written


def option_sites(options: AnyOptions) -> Iterator[Site]:
    """The rules that say what is offered."""
    if isinstance(options, ListOptions):
        if options.where is not None:
            yield Site(("options", "where"), options.where, over_rows=True)
        return
    if isinstance(options, RowOptions):
        yield Site(("options",), {"count": {"rows": options.rows}})
        return
    for index, option in enumerate(options):
        if option.offered_if is not None:
            yield Site(("options", index, "offered_if"), option.offered_if)


AnyOptions = tuple[Option, ...] | ListOptions | RowOptions
Options = Annotated[AnyOptions, by_shape(_shape)]
