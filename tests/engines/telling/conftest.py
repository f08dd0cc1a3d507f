from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests import factories
from tests.engines.telling.desk import Desk, serving
from ventanilla.core.access.choices import Role
from ventanilla.core.people.models import Person
from ventanilla.engines.telling.actions import Wanted, save_subscription, show_secret
from ventanilla.engines.telling.choices import EventName
from ventanilla.engines.telling.models import Subscription
from ventanilla.records.catalog.models import Service


@dataclass
class House:
    """A service, who asks for it, who works on it, and who administers the portal."""

    service: Service
    ana: Person
    luis: Person
    admin: Person


@pytest.fixture
def house(db) -> House:
    service = factories.service(service="laptop", title={"es": "Portátil", "en": "Laptop"})
    luis = factories.with_role(Role.AGENT, service.department, "Luis", language="en")
    factories.team("it-equipment", luis)
    return House(service, factories.person("Ana", language="en"), luis, factories.administrator())


@pytest.fixture(scope="session")
def served() -> Iterator[Desk]:
    with serving() as desk:
        yield desk


@pytest.fixture
def desk(served: Desk, settings) -> Desk:
    """The other desk, which has heard of nothing yet."""
    settings.PRIVATE_CONNECTIONS = ["127.0.0.0/8"]
    served.forget()
    return served


def subscribe(house: House, desk: Desk, **more: object) -> Subscription:
    """The desk is told everything, unless said otherwise, and knows the secret."""
    values: dict[str, object] = {
        "name": "The other desk",
        "address": desk.url,
        "events": EventName.values,
        "owner": house.admin,
        "language": "en",
    }
    wanted = Wanted(**{**values, **more})  # type: ignore[arg-type]
    made = save_subscription(actor=house.admin, wanted=wanted)
    desk.secret = show_secret(actor=house.admin, subscription=made)
    return made
