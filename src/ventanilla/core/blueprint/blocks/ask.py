"""A form in mid-way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.task import asked_names, asked_types
from ventanilla.core.blueprint.blocks.values import Shown, Somebody, WaitsFor
from ventanilla.core.blueprint.due import Due, due_sites
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.part import Id, by_shape
from ventanilla.core.blueprint.questions import Check, Element, Elements
from ventanilla.core.blueprint.sites import Site, Template
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType, Value
from ventanilla.core.rules.kinds import as_date, as_instant


def _whom(raw: Any) -> Any:
    return Value if isinstance(raw, dict) else Somebody


Asked = Annotated[Any, by_shape(_whom)]
"""`requester`, `requested_for`, an address, or `{fact: …}` for an address that was typed."""


SEALS = ("deadline", "all_answered")


def _seal(raw: Any) -> Any:
    is_moment = isinstance(raw, dict) or as_date(raw) is not None or as_instant(raw) is not None
    return Value if is_moment else Literal["deadline", "all_answered"] | None


Sealed = Annotated[Any, by_shape(_seal)]
"""`deadline`, `all_answered`, or the day or instant that a value gives."""


class Ask(Reacting):
    """Questions to the requester, to whom the request is for, or to an address. `{fact: answers.…}` is an address
    that was typed: somebody without an account gets a link to a page with the instructions, `show` and the form.
    `checks` hold among the answers to `asks`, and between them and what is known already.

    With `sealed_until` nobody reads what was answered before its `deadline`, before `all_answered` that are asked
    the same, or before a day or instant that comes after the deadline. With `amend` the original form is opened
    again for correction; `mark` names the questions that it is about.
    """

    type: ClassVar[str] = "ask"
    name: ClassVar = {"en": "Question", "es": "Pregunta"}
    outcomes: ClassVar[tuple[str, ...]] = ("answered",)

    to: Asked = "requester"
    show: tuple[Shown, ...] = ()
    instructions: Localized | None = None
    asks: Elements = ()
    checks: tuple[Check, ...] = ()
    amend: bool = False
    mark: tuple[Id, ...] = ()
    due: Due | None = None
    remind_after: Duration | None = None
    waits_for: WaitsFor | None = None
    sealed_until: Sealed = None

    @property
    def opens(self) -> Any:
        """The value of the day or instant at which sealed answers are opened; None when there is none."""
        return None if self.sealed_until in (None, *SEALS) else self.sealed_until

    @property
    def seal(self) -> str:
        """What the answer stays sealed until: `deadline`, `all_answered` or a `moment`; nothing for one that isn't."""
        if self.sealed_until is None:
            return ""
        return "moment" if self.opens is not None else str(self.sealed_until)

    def sites(self) -> Iterator[Site]:
        if not isinstance(self.to, str):
            yield Site(("to",), self.to)
        yield from due_sites(self.due)
        if self.opens is not None:
            yield Site(("sealed_until",), self.opens)

    def templates(self) -> Iterator[Template]:
        if self.instructions is not None:
            yield Template(("instructions",), self.instructions)

    def asked(self) -> tuple[Element, ...]:
        return self.asks

    def asked_checks(self) -> tuple[Check, ...]:
        return self.checks

    def output_types(self) -> Mapping[str, FactType]:
        return {
            **super().output_types(),
            "by": FactType.TEXT,
            "who": FactType.PERSON,
            **asked_types(self.asks),
        }

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        return asked_names(self.asks)
