"""What services of Acme connect to: systems for demonstrations, and the private addresses that codes go to."""

from __future__ import annotations

from ventanilla.core.directory import actions as directory
from ventanilla.core.people.choices import AttributeSubject, AttributeType
from ventanilla.core.people.models import AttributeDefinition, Person
from ventanilla.demo.organisation import ACME, person
from ventanilla.engines.integrations.actions import save_connection

PRACTICE = (
    ("directory", "Directorio de demostración", "gabriel"),
    ("device-guard", "Bloqueo de cuentas y equipos (demostración)", "gabriel"),
    ("carrier", "Transportista (demostración)", "nuria"),
)
PRIVATE = {"es": "Correo particular", "en": "Private address"}


def make() -> None:
    """There are no other systems here, so what stands in for them says of itself that it is a demonstration."""
    directory.add(
        AttributeDefinition,
        actor=None,
        subject=AttributeSubject.PERSON,
        key="private_email",
        label=PRIVATE,
        type=AttributeType.TEXT,
    )
    for somebody in Person.objects.filter(organization__slug=ACME):
        name = somebody.email.partition("@")[0]
        somebody.attributes = {**somebody.attributes, "private_email": f"{name}@correo.example"}
        somebody.save(update_fields=["attributes"])
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
