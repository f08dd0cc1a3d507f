"""The same for each of several things or people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator

from ventanilla.core.blueprint.blocks.base import Block, Blocks, Reacting, TableColumn
from ventanilla.core.blueprint.blocks.values import Somebody
from ventanilla.core.blueprint.part import AT_LEAST_ONE, Id
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import Site, SubPath, Template
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType, Rule, Value

FactPath = Annotated[str, StringConstraints(pattern=r"^(answers|outputs)(\.[a-z][a-z0-9_-]{0,59})+$")]
"""An answer or an output that holds rows or several choices: `answers.quotes`."""

MOST_ITEMS = 200
MOST_COLUMNS = 12
SOURCES = ("rows", "list", "people", "things_of", "accesses_of")
"""Where the items come from: one of these. What somebody holds is their equipment, or their accesses."""


class ForEach(Reacting):
    """The blocks once for each item: a row of an answer, a row of a list, a person, or what somebody holds.

    The items, of rows those `where` a rule holds, are fixed when the block is reached. Inside they are `item.*`.
    `table` names the columns of them in which people read `items` where a step shows them. What `collect` names is
    kept of each: `outputs.<id>.items` holds it as rows.
    """

    type: ClassVar[str] = "for_each"
    name: ClassVar = {"en": "For each", "es": "Para cada uno"}
    outcomes: ClassVar[tuple[str, ...]] = ("done", "empty")

    rows: FactPath | None = None
    list: Id | None = None
    where: Rule | None = None
    people: Value | None = None
    things_of: Somebody | None = None
    accesses_of: Somebody | None = None
    key: Id | None = None
    label: Localized | None = None
    in_order: bool = False
    max: Annotated[int, Field(ge=1, le=MOST_ITEMS)] = 100
    collect: dict[Id, Value] = Field(default_factory=dict)
    table: Annotated[tuple[TableColumn, ...], Field(max_length=MOST_COLUMNS)] = ()
    blocks: Annotated[Blocks, AT_LEAST_ONE]

    def sites(self) -> Iterator[Site]:
        if self.people is not None:
            yield Site(("people",), self.people)
        if self.where is not None:
            yield Site(("where",), self.where, over_rows=True)

    def inner_sites(self) -> Iterator[Site]:
        """Values that are computed for each item, with `item.*` and what its blocks left behind."""
        for name, value in self.collect.items():
            yield Site(("collect", name), value)

    def inner_templates(self) -> Iterator[Template]:
        """Texts that are written for each item."""
        if self.label is not None:
            yield Template(("label",), self.label)

    def sequences(self) -> Iterator[tuple[SubPath, tuple[Block, ...]]]:
        yield ("blocks",), self.blocks
        yield from super().sequences()

    def output_types(self) -> Mapping[str, FactType]:
        return {**super().output_types(), "items": FactType.ROWS, "count": FactType.NUMBER}

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        return {"items": self.shown_title} if self.table else {}

    def output_columns(self, output: str) -> tuple[TableColumn, ...]:
        return self.table if output == "items" else ()

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if sum(getattr(self, name) is not None for name in SOURCES) != 1:
            raise fault("one_of_fields", names=SOURCES)
        if self.where is not None and self.list is None and self.rows is None:
            raise fault("where_without_rows")
        if self.key is not None and self.rows is None:
            raise fault("key_without_rows")
        return self
