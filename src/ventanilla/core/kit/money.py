"""Amounts of money: a decimal and a currency, never a float."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True, order=True)
class Money:
    """`amount` in units of `currency` (ISO 4217), e.g. Money(Decimal("12.50"), "EUR")."""

    amount: Decimal
    currency: str = "EUR"

    @classmethod
    def from_json(cls, value: Mapping[str, str]) -> Money:
        """Read {"amount": "12.50", "currency": "EUR"}; raises ValueError on anything else."""
        try:
            return cls(Decimal(str(value["amount"])), str(value["currency"]))
        except (KeyError, InvalidOperation, TypeError) as error:
            raise ValueError(f"not an amount of money: {value!r}") from error

    def to_json(self) -> dict[str, str]:
        """The shape that answers and list columns are stored in."""
        return {"amount": str(self.amount), "currency": self.currency}
