"""What happens on the way to a deadline: at half of the time, two hours before the end, a day after it."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, ValidationError, model_serializer, model_validator

from ventanilla.core.blueprint.blocks.values import TeamName
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.part import Part
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.texts import ADDRESS, Localized

SHARE = re.compile(r"^(\d{1,3})\s*%$")
SHIFTED = re.compile(r"^(.+?)\s+(before|after)$")
WHO = ("team", "assignee", "lead", "owner")
MOST_SHARE = 400


class Moment(Part):
    """`50 %` of the time, a length `before` the end or `after` it, or the end itself: `due`."""

    share: int | None = None
    length: Duration | None = None
    side: Literal["before", "after"] = "before"

    @model_validator(mode="before")
    @classmethod
    def _read(cls, raw: Any) -> Any:
        if not isinstance(raw, str):
            return raw
        text = raw.strip()
        if text == "due":
            return {"share": 100}
        if (share := SHARE.match(text)) and 1 <= int(share[1]) <= MOST_SHARE:
            return {"share": int(share[1])}
        if found := SHIFTED.match(text):
            try:
                return {"length": Duration.parse(found[1]), "side": found[2]}
            except ValidationError:
                pass
        raise fault("bad_threshold", value=raw)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.share is None) == (self.length is None):
            raise fault("bad_threshold", value="")
        return self

    @model_serializer
    def _write(self) -> str:
        return str(self)

    def __str__(self) -> str:
        """The text as a document has it."""
        if self.length is not None:
            return f"{self.length} {self.side}"
        return "due" if self.share == 100 else f"{self.share} %"


def _somebody(name: str) -> str:
    if name in WHO or ADDRESS.match(name) or re.fullmatch(r"[a-z][a-z0-9_-]{0,59}", name):
        return name
    raise fault("bad_told")


def _as_tuple(raw: Any) -> Any:
    return (raw,) if isinstance(raw, str) else raw


Told = Annotated[tuple[Annotated[str, AfterValidator(_somebody)], ...], BeforeValidator(_as_tuple)]
"""`team`, `assignee`, `lead` (of its team), `owner` (of the service), other teams, addresses of people."""


class Threshold(Part):
    """At a moment of the time: who is told, how urgent it becomes, which team gets it."""

    at: Moment
    notify: Told = ()
    message: Localized | None = None
    urgency: Literal["raise", "low", "medium", "high"] | None = None
    team: TeamName | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.notify and self.urgency is None and self.team is None:
            raise fault("idle_threshold")
        return self
