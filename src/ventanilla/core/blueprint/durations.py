"""Lengths of time as people say them: `5 business days`, `30 minutes`."""

from __future__ import annotations

import re
from typing import Any, Literal, Self, get_args

from pydantic import model_serializer, model_validator

from ventanilla.core.blueprint.part import Part
from ventanilla.core.blueprint.problems import fault

Unit = Literal["minutes", "hours", "days", "months", "business_minutes", "business_hours", "business_days"]
UNITS: tuple[str, ...] = get_args(Unit)
WRITTEN = re.compile(r"^(\d{1,6})\s+((?:business\s+)?(?:minute|hour|day)s?|months?)$")
LONGEST = 999_999
MOST_MONTHS = 1_200


class Duration(Part):
    """An amount of one unit; which instant that means is for a calendar to say.

    Written `5 business days` or `{business_days: 5}`; always exported as the text.
    """

    amount: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Self:
        """The duration written in `text`. Raises a ValidationError (`bad_duration`) when it isn't one."""
        return cls.model_validate(text)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, raw: Any) -> Any:
        if isinstance(raw, cls):
            return raw
        amount, unit = _amount_and_unit(raw)
        if unit not in UNITS or not 1 <= amount <= (MOST_MONTHS if unit == "months" else LONGEST):
            raise fault("bad_duration", value=raw)
        return {"amount": amount, "unit": unit}

    @model_serializer
    def _write(self) -> str:
        return str(self)

    def __str__(self) -> str:
        """The canonical text, as a document has it: `1 business day`."""
        words = self.unit.replace("_", " ")
        return f"{self.amount} {words if self.amount != 1 else words[:-1]}"


def _amount_and_unit(raw: Any) -> tuple[int, str]:
    if isinstance(raw, str) and (found := WRITTEN.match(raw.strip())):
        unit = re.sub(r"\s+", "_", found[2])
        return int(found[1]), unit if unit.endswith("s") else f"{unit}s"
    if isinstance(raw, dict) and set(raw) == {"amount", "unit"}:
        return (raw["amount"], raw["unit"]) if isinstance(raw["amount"], int) else (0, "")
    if isinstance(raw, dict) and len(raw) == 1:
        ((unit, amount),) = raw.items()
        if isinstance(amount, int) and not isinstance(amount, bool):
            return amount, str(unit)
    return 0, ""
