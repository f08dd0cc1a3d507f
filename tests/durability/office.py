"""Where random workflows are asked for: with all that their blocks name."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests import factories
from tests.engines.integrations.conftest import Elsewhere
from ventanilla.core.kit import clock
from ventanilla.core.kit.money import Money
from ventanilla.core.people.models import Person
from ventanilla.engines.integrations.actions import save_connection
from ventanilla.records.assets.actions import add_asset, add_model, assign_from_stock
from ventanilla.records.budgets.actions import add_centre, set_amount
from ventanilla.records.catalog.models import Service, ServiceVersion
from ventanilla.records.catalog.versions import digest_of
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket

WORDS = {"es": "Algo", "en": "Something"}
FORM: list[dict[str, Any]] = [
    {"id": "model", "type": "short_text"},
    {"id": "flag", "type": "yes_no"},
    {"id": "zero", "type": "number"},
    {"id": "day", "type": "date"},
    {"id": "opens", "type": "instant"},
    {"id": "buddy", "type": "person"},
    {"id": "mail", "type": "email"},
    {
        "id": "rows",
        "type": "rows",
        "questions": [
            {"id": "id", "type": "short_text", "label": WORDS},
            {"id": "price", "type": "number", "label": WORDS},
        ],
    },
    {"id": "none", "type": "rows", "questions": [{"id": "other", "type": "short_text", "label": WORDS}]},
]
SECTION = {
    "section": {"id": "main", "title": WORDS},
    "questions": [{"label": WORDS, **question} for question in FORM],
}

OPEN = {"outside_mail": True, "amend_until": "end"}
"""It writes to people outside, and its answers may be corrected at any time."""


@dataclass(frozen=True)
class Office:
    """Who asks, for what service, and a buddy."""

    ana: Person
    buddy: Person
    service: Service

    def ask(self, workflow: list[dict[str, Any]]) -> Ticket:
        """Ask for what this workflow does."""
        self._become(workflow)
        answers = {
            "model": "air",
            "flag": False,
            "zero": 0,
            "day": "2027-03-31",
            "opens": "2027-04-02T10:00:00Z",
            "buddy": str(self.buddy.pk),
            "mail": "somebody@elsewhere.example",
            "rows": [{"id": "a", "price": 3}, {"id": "b", "price": 4}],
        }
        service = Service.objects.get(pk=self.service.pk)
        return submit(actor=self.ana, service=service, answers=answers, language="en")

    def _become(self, workflow: list[dict[str, Any]]) -> None:
        """The next version of the service has this workflow, whatever a check would say of it: only its shape is
        right, as of one that was published before the checks knew better."""
        live = self.service.versions.latest("number")
        document = factories.package({**live.definition, **OPEN, "workflow": workflow}).to_document()
        self.service.live_version = ServiceVersion.objects.create(
            service=self.service,
            number=live.number + 1,
            definition=document,
            digest=digest_of(document),
            published_at=clock.now(),
        )
        self.service.save(update_fields=["live_version"])


def office(elsewhere: Elsewhere) -> Office:
    """Ana with her manager, a team, a few computers of which she has one, a budget that is soon spent, and a system
    elsewhere."""
    calendar = factories.calendar()
    it = factories.department("it", calendar=calendar)
    marta = factories.person("Marta", language="en")
    ana = factories.person("Ana", manager=marta, language="en")
    buddy = factories.person("Blas", language="en")
    luis = factories.person("Luis", language="en")
    factories.team("it", luis, department=it)
    factories.group("board", marta, luis)
    factories.lookup_list("floors", {"first": {}, "air": {}})
    factories.team("it-equipment", marta, department=it)
    service = factories.service(form=[SECTION])
    factories.service(service="laptop")
    model = add_model(actor=None, slug="air", name=WORDS, department=it)
    add_asset(actor=None, model=model, serial="SN-1")
    assign_from_stock(model=model, person=ana, actor=None)
    for number in range(2, 6):
        add_asset(actor=None, model=model, serial=f"SN-{number}")
    centre = add_centre(actor=None, code="CC-1", name=WORDS, department=it, keeper=it, owner=marta)
    set_amount(actor=None, centre=centre, year=clock.now().year, amount=Money(Decimal(25)))
    save_connection(
        actor=None,
        slug="directory",
        kind="http",
        name="Directory",
        settings={"url": elsewhere.url, "seconds": 2},
        secrets={},
        owner=marta,
        new=True,
    )
    return Office(ana, buddy, service)
