"""Ask another system to do something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from ventanilla.core.blueprint.blocks.base import Reacting, TableColumn
from ventanilla.core.blueprint.part import Id, Part
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import Site, SubPath
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactDeclaration, FactType, valid_value
from ventanilla.core.rules.functions import function_of

PATH = re.compile(r'^(\.?[A-Za-z_][\w-]*|\[(-?\d+|\*)\]|\["[^"\]]+"\])+$')
DEEPEST = 12
ColumnType = Literal["text", "number", "boolean", "date", "instant", "money", "choices"]
OutputType = Literal["text", "number", "boolean", "date", "instant", "money", "choices", "rows"]
FACT_TYPES: Mapping[str, FactType] = {name: FactType(name) for name in OutputType.__args__}  # type: ignore[attr-defined]
MOST_COLUMNS = 20
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


def is_computed(tree: Any) -> bool:
    """Whether an object is a value to compute, and not one to hand over as it is."""
    return isinstance(tree, dict) and ("fact" in tree or function_of(tree) is not None)


def computed_in(tree: Any, path: SubPath = ()) -> Iterator[Site]:
    """Every value to compute in a tree of JSON, with where it stands."""
    if is_computed(tree):
        yield Site(path, tree)
    elif isinstance(tree, dict):
        for name, inner in tree.items():
            yield from computed_in(inner, (*path, str(name)))
    elif isinstance(tree, list):
        for place, inner in enumerate(tree):
            yield from computed_in(inner, (*path, place))


def _sound(inputs: dict[str, Any]) -> dict[str, Any]:
    for site in computed_in(inputs):
        if len(site.path) > DEEPEST:
            raise fault("too_deep", most=DEEPEST)
        valid_value(site.tree)
    return inputs


def _readable(path: str) -> str:
    if not PATH.match(path) or path.startswith("."):
        raise fault("bad_answer_path", value=path)
    return path


def _short(raw: Any) -> Any:
    return {"from": raw} if isinstance(raw, str) else raw


class _Value(Part):
    """Where a value stands, what it is called, and the currency of an amount that says none."""

    source: Annotated[str, AfterValidator(_readable)] = Field(alias="from")
    label: Localized | None = None
    currency: Currency | None = None


class Column(_Value):
    """A column of rows: where it stands in each. What a row lacks is empty, unless it is `required`."""

    id: Id
    type: ColumnType = "text"
    required: bool = False


class Taken(_Value):
    """One value of the answer: where it stands, and its type. Without `required` it may be missing.

    `rows` are a list of objects; their `columns` say what is taken out of each.
    """

    type: OutputType = "text"
    required: bool = True
    columns: tuple[Column, ...] = Field(default=(), max_length=MOST_COLUMNS)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.type == "rows") != bool(self.columns):
            raise fault("rows_have_columns")
        for index, column in enumerate(self.columns):
            if any(column.id == earlier.id for earlier in self.columns[:index]):
                raise fault("column_twice", value=column.id)
        return self

    def declared(self) -> FactType | FactDeclaration:
        """The type, of rows with those of their columns."""
        if self.type != "rows":
            return FACT_TYPES[self.type]
        columns = {column.id: FACT_TYPES[column.type] for column in self.columns}
        return FactDeclaration(FactType.ROWS, columns=columns)


class Connector(Reacting):
    """An action of a connection, with inputs from facts; what it answers becomes outputs.

    Not overridden, refused and failed are a task for the service's owner: try again, go on, cancel. What can't be
    repeated is never done twice: when nobody knows how it ended, the owner is asked.
    """

    type: ClassVar[str] = "connector"
    name: ClassVar = {"en": "Another system", "es": "Otro sistema"}
    outcomes: ClassVar[tuple[str, ...]] = ("ok", "refused", "failed")

    connection: Id
    action: Id
    inputs: Annotated[dict[str, Any], AfterValidator(_sound)] = Field(default_factory=dict)
    outputs: dict[Id, Annotated[Taken, BeforeValidator(_short)]] = Field(default_factory=dict)
    reader: Literal["requester", "requested_for"] = "requested_for"

    def sites(self) -> Iterator[Site]:
        for site in computed_in(self.inputs):
            yield Site(("inputs", *site.path), site.tree)

    def output_types(self) -> Mapping[str, FactType]:
        taken = {name: FACT_TYPES[one.type] for name, one in self.outputs.items()}
        return {**taken, **super().output_types(), "problem": FactType.TEXT}

    def output_rows(self) -> Mapping[str, FactDeclaration]:
        found = {name: one.declared() for name, one in self.outputs.items()}
        return {name: kind for name, kind in found.items() if isinstance(kind, FactDeclaration)}

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        return {name: dict(one.label) for name, one in self.outputs.items() if one.label}

    def output_columns(self, output: str) -> tuple[TableColumn, ...]:
        taken = self.outputs.get(output)
        return tuple(
            TableColumn(id=one.id, label=one.label or {"en": one.id}, type=one.type)
            for one in (taken.columns if taken else ())
        )
