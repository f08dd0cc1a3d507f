"""The laptop of the demo in miniature: a world in which tests can ask for one."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests import factories
from tests.world import made_once
from ventanilla.core.access.choices import Role
from ventanilla.core.directory import actions as directory
from ventanilla.core.people.models import Person, Team
from ventanilla.records.assets.actions import add_asset, add_model
from ventanilla.records.assets.models import AssetModel
from ventanilla.records.catalog.models import Service

PACKAGE = {
    "service": "laptop",
    "title": {"es": "Pedir un portátil", "en": "Get a laptop"},
    "owner": {"person": "lucia@acme.example", "team": "it-equipment"},
    "form": [
        {
            "section": {"id": "equipment", "title": {"es": "Tu equipo", "en": "Your computer"}},
            "questions": [
                {
                    "id": "model",
                    "type": "choice",
                    "label": {"es": "¿Qué portátil?", "en": "Which laptop?"},
                    "options": {"list": "laptop-models"},
                    "required": True,
                },
                {
                    "id": "reason",
                    "type": "long_text",
                    "label": {"es": "¿Para qué?", "en": "What for?"},
                    "visible_if": {"fact": "answers.model", "op": "is", "value": "pro-16"},
                    "required": True,
                },
            ],
        }
    ],
    "workflow": [
        {
            "approval": {
                "id": "manager",
                "title": {"es": "Aprobación", "en": "Approval"},
                "seats": [{"from": "requester.manager"}],
                "remind_after": "1 business day",
                "escalate_after": "3 business days",
            }
        },
        {
            "parallel": {
                "id": "preparation",
                "branches": [
                    [{"assign_asset": {"id": "asset", "model": {"fact": "answers.model"}}}],
                    [
                        {
                            "task": {
                                "id": "workplace",
                                "team": "facilities",
                                "title": {"es": "Preparar el puesto", "en": "Prepare the desk"},
                                "due": "2 business days",
                            }
                        }
                    ],
                ],
            }
        },
        {
            "task": {
                "id": "delivery",
                "team": "it-equipment",
                "title": {"es": "Coordinar la entrega", "en": "Arrange delivery"},
                "asks": [
                    {
                        "id": "on",
                        "type": "date",
                        "label": {"es": "Fecha", "en": "Date"},
                        "required": True,
                    }
                ],
            }
        },
        {
            "notify": {
                "id": "ready",
                "to": "requester",
                "message": {
                    "es": "Tu portátil {{ outputs.asset.serial }} llega el {{ outputs.delivery.on | date }}.",
                    "en": "Your laptop {{ outputs.asset.serial }} arrives on {{ outputs.delivery.on | date }}.",
                },
            }
        },
    ],
    "deadlines": {"first_response": "4 business hours", "resolution": "5 business days"},
}


@dataclass
class World:
    ana: Person
    marta: Person
    luis: Person
    felipe: Person
    lucia: Person
    equipment: Team
    facilities: Team
    model: AssetModel
    service: Service


def world(stock: int = 2, package: dict | None = None) -> World:
    """Ana of Marketing with her manager Marta, IT and Facilities with a team each, and `stock` laptops."""
    package = package or PACKAGE
    return made_once(f"laptop {stock} {json.dumps(package, sort_keys=True)}", lambda: _made(stock, package))


def _made(stock: int, package: dict) -> World:
    calendar = factories.calendar()
    it = factories.department("it", calendar=calendar)
    place = factories.department("facilities", calendar=calendar)
    marketing = factories.department("marketing")
    marta = factories.person("Marta", department=marketing, language="es")
    ana = factories.person("Ana", department=marketing, manager=marta, language="es")
    luis = factories.with_role(Role.AGENT, it, "Luis", language="es")
    lucia = factories.with_role(Role.AGENT, it, "Lucia", email="lucia@acme.example", language="es")
    felipe = factories.with_role(Role.AGENT, place, "Felipe", language="es")
    equipment = factories.team("it-equipment", luis, lucia, department=it)
    facilities = factories.team("facilities", felipe, department=place)
    factories.lookup_list(
        "laptop-models",
        {
            "air-13": {"cost": {"amount": "1200", "currency": "EUR"}},
            "pro-16": {"cost": {"amount": "2900", "currency": "EUR"}},
        },
        cost="money",
    )
    model = add_model(actor=None, slug="air-13", name={"es": "Air 13", "en": "Air 13"}, department=it)
    for number in range(stock):
        add_asset(actor=None, model=model, serial=f"AIR-{number + 1:03}")
    service = factories.service(package)
    return World(ana, marta, luis, felipe, lucia, equipment, facilities, model, service)


def fresh(person: Person) -> Person:
    """The person as the next HTTP request would load them, knowing nothing from before."""
    return Person.objects.get(pk=person.pk)


def leave(person: Person) -> None:
    """`person` is no longer active."""
    directory.change(person, actor=None, is_active=False)
