"""What every block has, and how a block is read from and written to a document.

A block type is one small class in its own file with a `type`, a `name` and the `outcomes` that it
declares; defining it makes it known. In a document it is written `- approval: {id: …}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, TypeAdapter, model_validator

from ventanilla.core.blueprint.due import ByDay, day_of, require_one_way
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.part import Id, Part
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions import Check, Element
from ventanilla.core.blueprint.sites import Site, SubPath, Template
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactDeclaration, FactType, Value

TableType = Literal["text", "number", "boolean", "money", "date", "instant", "choices", "person", "location"]


class TableColumn(Part):
    """A column of rows as people read it."""

    id: Id
    label: Localized
    type: TableType = "text"


class Block(Part):
    """One node of the workflow tree."""

    type: ClassVar[str] = ""
    name: ClassVar[Mapping[str, str]] = {}
    """What a station of this type is called when it has no title of its own."""
    outcomes: ClassVar[tuple[str, ...]] = ()
    """How it can end, the good way first; only these may stand in `on`."""
    timeless: ClassVar[bool] = False
    """Whether it is over as soon as it is reached, so that it can't be late."""

    id: Id
    title: Localized | None = None
    seen_by: Literal["requester", "team"] | None = None
    """`team` keeps it, and all that it holds and that follows from it, from who asks; a block in there that says
    `requester` is told them all the same. See `kept`."""
    deadline: Deadline | None = None
    on_cancel: Blocks = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("type"):
            KNOWN[cls.type] = cls

    @property
    def shown_title(self) -> dict[str, str]:
        """The title, or the type's own name."""
        return self.title or dict(self.name)

    @property
    def reactions(self) -> Mapping[str, tuple[Block, ...]]:
        """What happens after each outcome, as far as the package says so."""
        return {}

    def sequences(self) -> Iterator[tuple[SubPath, tuple[Block, ...]]]:
        """The sequences that this block holds, each with its path below the block."""
        for outcome, blocks in self.reactions.items():
            yield ("on", outcome), blocks

    def side_sequences(self) -> Iterator[tuple[SubPath, tuple[Block, ...]]]:
        """What is done beside it when it is late, and what undoes it when the request is cancelled."""
        if self.deadline and self.deadline.then:
            yield ("deadline", "then"), self.deadline.then
        if self.on_cancel:
            yield ("on_cancel",), self.on_cancel

    def sites(self) -> Iterator[Site]:
        """Every rule and value of the block itself."""
        yield from ()

    def every_site(self) -> Iterator[Site]:
        """Every rule and value of the block, that of its deadline too."""
        yield from self.sites()
        if self.deadline and self.deadline.by is not None:
            yield Site(("deadline", "by"), self.deadline.by)

    def templates(self) -> Iterator[Template]:
        """Every message of the block."""
        yield from ()

    def asked(self) -> tuple[Element, ...]:
        """The form that somebody fills in to finish the block."""
        return ()

    def asked_checks(self) -> tuple[Check, ...]:
        """What has to hold among the answers to that form."""
        return ()

    @property
    def possible_outcomes(self) -> tuple[str, ...]:
        """How it can end, the deadline that ends it counted in."""
        ends = self.deadline is not None and self.deadline.ends
        return (*self.outcomes, "expired") if ends and "expired" not in self.outcomes else self.outcomes

    def output_types(self) -> Mapping[str, FactType]:
        """The facts that the block leaves behind: `outputs.<id>.<name>`."""
        return {"outcome": FactType.TEXT} if self.possible_outcomes else {}

    def output_rows(self) -> Mapping[str, FactDeclaration]:
        """Which of those facts are rows whose columns are known."""
        return {}

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        """What those facts are called where people read them, by name; not all have one."""
        return {}

    def output_columns(self, output: str) -> tuple[TableColumn, ...]:
        """The columns in which people read an output that holds rows; none where they don't."""
        return ()

    @model_validator(mode="after")
    def _takes_time(self) -> Self:
        if self.deadline is not None and self.timeless:
            raise fault("timeless", kind=self.type)
        return self


KNOWN: dict[str, type[Block]] = {}
"""The block types by name."""


def read_block(raw: Any) -> Any:
    """The block that `{approval: {id: …}}` describes; errors keep the path through the kind."""
    if isinstance(raw, Block):
        return raw
    known = ", ".join(KNOWN)
    if not isinstance(raw, dict) or len(raw) != 1:
        raise fault("one_kind", example="task", known=known)
    (kind,) = raw
    if kind not in KNOWN:
        raise fault("unknown_kind", value=kind, known=known)
    return _adapter(KNOWN[kind]).validate_python(raw)[kind]


@cache
def _adapter(kind: type[Block]) -> TypeAdapter[dict[str, Any]]:
    return TypeAdapter(dict[str, kind])  # type: ignore[valid-type]


def write_block(block: Block) -> dict[str, Any]:
    """The block as a document has it."""
    body = block.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for name in ("deadline", "on", "on_cancel"):  # what follows reads best at the end
        if name in body:
            body[name] = body.pop(name)
    return {block.type: body}


Blocks = tuple[Annotated[Block, BeforeValidator(read_block), PlainSerializer(write_block)], ...]


class Deadline(Part):
    """Until when a block has to be over: `within` a time from its beginning, or `by` a day or instant that a value
    gives, moved by `before` or `after`.

    When that passes, `then` is done beside the block, which stays open; or the block `ends` as expired.
    """

    within: Duration | None = None
    by: Value | None = None
    before: Duration | None = None
    after: Duration | None = None
    then: Blocks = ()
    ends: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        require_one_way(self)
        if self.ends and self.then:
            raise fault("ends_with_then")
        return self

    @property
    def day(self) -> ByDay | None:
        """The day with its offset; None when it is counted from the beginning."""
        return day_of(self)


Block.model_rebuild()


class Reacting(Block):
    """A block that ends with an outcome to which the package may react."""

    on: dict[str, Blocks] = Field(default_factory=dict)

    @property
    def reactions(self) -> Mapping[str, tuple[Block, ...]]:
        return self.on

    @model_validator(mode="after")
    def _only_declared(self) -> Self:
        for outcome in self.on:
            if outcome not in self.possible_outcomes:
                names = ", ".join(self.possible_outcomes)
                raise fault(
                    "unknown_outcome",
                    kind=self.type,
                    outcome=outcome,
                    allowed_en=f"It ends with: {names}.",
                    allowed_es=f"Termina con: {names}.",
                )
        return self
