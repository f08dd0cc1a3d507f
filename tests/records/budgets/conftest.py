from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.core.kit.money import Money
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import new_stream
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Stream
from ventanilla.records.budgets.actions import Taken, add_centre, reserve, set_amount
from ventanilla.records.budgets.models import CostCentre, Reservation
from ventanilla.records.budgets.queries import Standing, budgets_of

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@dataclass
class Accounts:
    """Marketing has 1,000 € in 2027; Carmen of Finance keeps the accounts, Marta answers for them."""

    centre: CostCentre
    other: CostCentre
    carmen: Person
    marta: Person
    ana: Person

    def take(
        self, amount: str, stream: Stream | None = None, *, currency: str = "EUR", **more: object
    ) -> Taken:
        return reserve(
            **{  # type: ignore[arg-type]
                "centre": self.centre,
                "amount": Money(Decimal(amount), currency),
                "stream": stream or new_stream(SubjectKind.TICKET),
                "part": "budget",
                "reference": "REQ-1",
                **more,
            }
        )

    def standing(self) -> Standing:
        return budgets_of(self.centre)[0]

    def states(self) -> list[tuple[str, str]]:
        return [(str(row.amount), row.state) for row in Reservation.objects.order_by("pk")]


def accounts_of_acme() -> Accounts:
    finance, marketing = factories.department("finance"), factories.department("marketing")
    marta = factories.person("Marta", department=marketing)
    carmen = factories.with_role(Role.AGENT, finance, "Carmen")
    made = [
        add_centre(
            actor=None,
            code=code,
            name={"es": name, "en": name},
            department=marketing,
            keeper=finance,
            owner=marta,
        )
        for code, name in (("CC-200", "Marketing"), ("CC-300", "Otro"))
    ]
    for centre in made:
        set_amount(actor=None, centre=centre, year=2027, amount=Money(Decimal(1000)))
    return Accounts(*made, carmen, marta, factories.person("Ana", department=marketing))


@pytest.fixture
def year() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def accounts(db: None, year: None) -> Accounts:
    return accounts_of_acme()
