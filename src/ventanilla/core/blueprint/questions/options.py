"""What one may choose from: options written in the form, or the rows of a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, StringConstraints, model_validator

from ventanilla.core.blueprint.part import AT_LEAST_ONE, Id, Part, by_shape
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import Site, Template
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import Rule, Value

FactPath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][\w-]*(\.[\w-]+)+$")]
Otherwise = Literal["later", "text"]
OptionValue = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class Option(Part):
    """One thing to choose; `value` is what is stored and never changes meaning."""

    value: OptionValue
    label: Localized
    hint: Localized | None = None
    offered_if: Rule | None = None


class ListOptions(Part):
    """The rows of a list. `where` is a rule over each row's columns, `row.*`, besides the usual facts.

    `parent` is a column with the key of the row above: the rows are a tree then, chosen from step by step, and
    `levels` are what its steps are called. Only the last step counts, unless `any_level`.
    """

    list: Id
    where: Rule | None = None
    parent: Id | None = None
    levels: tuple[Localized, ...] = ()
    any_level: bool = False

    @model_validator(mode="after")
    def _tree(self) -> Self:
        if self.parent is None and (self.levels or self.any_level):
            raise fault("levels_without_parent")
        return self


class RowOptions(Part):
    """The rows that were filled in before, as in `{rows: outputs.quotes.offers, value: supplier}`.

    `value` is the column that is stored and told apart by; `label` is what people read of a row, with `{{ row.… }}`
    in it (the value itself, when not said).
    """

    rows: FactPath
    value: Id
    label: Localized | None = None


class SourceOptions(Part):
    """What a source offers, given `inputs`. `where` is a rule over the columns of each, `row.*`.

    `otherwise` says what is done when the source doesn't answer: "later" asks to try again, "text" lets the answer
    be written.
    """

    source: Id
    inputs: Mapping[str, Value] | None = None
    where: Rule | None = None
    otherwise: Otherwise = "later"


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
    if isinstance(raw, SourceOptions) or (isinstance(raw, dict) and "source" in raw):
        return SourceOptions
    return ListOptions if isinstance(raw, dict | ListOptions) else Written


def option_sites(options: AnyOptions) -> Iterator[Site]:
    """The rules that say what is offered."""
    if isinstance(options, SourceOptions):
        for name, value in (options.inputs or {}).items():
            yield Site(("options", "inputs", name), value)
    if isinstance(options, ListOptions | SourceOptions):
        if options.where is not None:
            yield Site(("options", "where"), options.where, over_rows=True)
        return
    if isinstance(options, RowOptions):
        yield Site(("options",), {"count": {"rows": options.rows}})
        return
    for index, option in enumerate(options):
        if option.offered_if is not None:
            yield Site(("options", index, "offered_if"), option.offered_if)


def option_templates(options: AnyOptions) -> Iterator[Template]:
    """What people read of a row that was filled in before."""
    if isinstance(options, RowOptions) and options.label is not None:
        yield Template(("options", "label"), options.label)


AnyOptions = tuple[Option, ...] | ListOptions | RowOptions | SourceOptions
Options = Annotated[AnyOptions, by_shape(_shape)]
