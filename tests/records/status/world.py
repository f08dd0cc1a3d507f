"""Mail and the app, who keeps them, and who uses them."""

from __future__ import annotations

from dataclasses import dataclass

from tests import factories
from tests.world import made_once
from ventanilla.core.access.choices import Role
from ventanilla.core.blueprint.package import INTERNAL
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service
from ventanilla.records.status.actions import open_outage, save_component
from ventanilla.records.status.actions.components import ComponentValues
from ventanilla.records.status.choices import Health
from ventanilla.records.status.models import Component, Outage
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket

CUSTOMERS = {"fact": "person.organization_kind", "op": "is", "value": "customer"}
FORM = [
    {
        "section": {"id": "main", "title": {"es": "Qué pasa", "en": "What is going on"}},
        "questions": [
            {
                "id": "what",
                "type": "choice",
                "label": {"es": "¿Qué falla?", "en": "What fails?"},
                "options": {"list": "components"},
            },
            {
                "id": "who",
                "type": "choice",
                "label": {"es": "¿A quién?", "en": "Whom?"},
                "options": [
                    {"value": "me", "label": {"es": "Solo a mí", "en": "Only me"}},
                    {"value": "office", "label": {"es": "A la oficina", "en": "The office"}},
                ],
            },
        ],
    }
]


@dataclass
class World:
    """Luis keeps `email` and `app` (IT); Felipe the `lifts`. Ana and Marta work here; Clara is a customer."""

    ana: Person
    marta: Person
    luis: Person
    felipe: Person
    clara: Person
    email: Component
    app: Component
    lifts: Component
    service: Service

    def report(self, person: Person | None = None, what: str = "email", who: str = "me") -> Ticket:
        """Somebody says that something doesn't work."""
        return submit(actor=person or self.ana, service=self.service, answers={"what": what, "who": who})

    def outage(self, *components: Component, health: Health = Health.DOWN, **more: object) -> Outage:
        """Luis opens an outage of mail (or of `components`)."""
        touched = dict.fromkeys(components or (self.email,), health)
        title = {"es": "El correo no va", "en": "Mail is out"}
        return open_outage(actor=self.luis, title=title, components=touched, **more)  # type: ignore[arg-type]


def world() -> World:
    made: World = made_once("status", _made)
    return made


def _made() -> World:
    it, facilities = factories.department("it"), factories.department("facilities")
    luis = factories.with_role(Role.AGENT, it, "Luis", language="en")
    felipe = factories.with_role(Role.AGENT, facilities, "Felipe", language="en")
    factories.team("it-equipment", luis, department=it)
    factories.team("maintenance", felipe, department=facilities)
    ana, marta = factories.person("Ana", language="en"), factories.person("Marta", language="en")
    clara = factories.person("Clara", organization=factories.organization("cliente"), language="en")
    components = {
        "email": _component("email", it, dict(INTERNAL), "Correo", "E-mail"),
        "app": _component("app", it, True, "La aplicación", "The app"),
        "lifts": _component("lifts", facilities, dict(INTERNAL), "Ascensores", "Lifts"),
    }
    service = factories.service(
        service="incident",
        kind="incident",
        title={"es": "Algo no funciona", "en": "Something doesn't work"},
        form=FORM,
        workflow=[],
        impact={"if": {"fact": "answers.who", "op": "is", "value": "office"}, "then": "high", "else": "low"},
        urgency="high",
        deadlines={
            "first_response": [
                {"when": {"fact": "ticket.priority", "op": "is", "value": "urgent"}, "within": "30 minutes"},
                {"within": "4 hours"},
            ],
            "resolution": "2 days",
        },
    )
    return World(ana, marta, luis, felipe, clara, service=service, **components)


def _component(slug: str, department: object, audience: object, es: str, en: str) -> Component:
    values = ComponentValues(name={"es": es, "en": en}, department=department, audience=audience)  # type: ignore[arg-type]
    return save_component(actor=None, slug=slug, values=values)


def fresh(person: Person) -> Person:
    """The person as after a new sign-in: nothing remembered about rights."""
    return Person.objects.get(pk=person.pk)
