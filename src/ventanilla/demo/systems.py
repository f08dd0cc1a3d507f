"""What services of Acme connect to: systems for demonstrations, and the private addresses that codes go to."""

from __future__ import annotations

from typing import Any

from ventanilla.core.directory.attributes import change_attributes, save_attribute
from ventanilla.core.people.choices import AttributeSight, AttributeType
from ventanilla.core.people.models import Department, Person
from ventanilla.demo.organisation import ACME, person
from ventanilla.engines.integrations.actions import save_connection

PRACTICE = (
    ("directory", "Directorio de demostración", "gabriel"),
    ("device-guard", "Bloqueo de cuentas y equipos (demostración)", "gabriel"),
    ("carrier", "Transportista (demostración)", "nuria"),
)
ATTRIBUTES: tuple[dict[str, Any], ...] = (
    {
        "key": "private_email",
        "label": {"es": "Correo particular", "en": "Private address"},
        "type": AttributeType.EMAIL,
        "seen_by": AttributeSight.PERSON,
        "own": True,
    },
    {
        "key": "contract",
        "label": {"es": "Contrato", "en": "Contract"},
        "type": AttributeType.CHOICE,
        "options": [
            {"value": "permanent", "label": {"es": "Indefinido", "en": "Permanent"}},
            {"value": "temporary", "label": {"es": "Temporal", "en": "Temporary"}},
            {"value": "internship", "label": {"es": "En prácticas", "en": "Internship"}},
        ],
        "seen_by": AttributeSight.PERSON,
    },
    {
        "key": "contract_end",
        "label": {"es": "Fin del contrato", "en": "End of the contract"},
        "type": AttributeType.DATE,
        "seen_by": AttributeSight.MANAGERS,
    },
    {
        "key": "signs_up_to",
        "label": {"es": "Puede firmar hasta (€)", "en": "May sign up to (€)"},
        "type": AttributeType.NUMBER,
        "seen_by": AttributeSight.PERSON,
    },
)
SIGN_UP_TO = {"elena": 100_000, "ignacio": 20_000} | dict.fromkeys(
    ("marta", "oriol", "raul", "begona", "irene", "pilar", "jaime"), 1_000
)


def make() -> None:
    """There are no other systems here, so what stands in for them says of itself that it is a demonstration."""
    hr = Department.objects.get(slug="hr")
    for one in ATTRIBUTES:
        save_attribute(actor=None, keeper=hr, new=True, **one)
    for somebody in Person.objects.filter(organization__slug=ACME).order_by("pk"):
        name = somebody.email.partition("@")[0]
        values: dict[str, Any] = {"private_email": f"{name}@correo.example", "contract": "permanent"}
        if name in SIGN_UP_TO:
            values["signs_up_to"] = SIGN_UP_TO[name]
        change_attributes(actor=None, person=somebody, values=values)
    for slug, name, owner in PRACTICE:
        save_connection(
            actor=None,
            slug=slug,
            kind="practice",
            name=name,
            settings={"unknown": "nadie@acme.example"},
            secrets={},
            owner=person(owner),
            new=True,
        )
