"""What services of Acme connect to: a directory for demonstrations, and the private addresses that codes go to."""

from __future__ import annotations

from ventanilla.core.directory import actions as directory
from ventanilla.core.people.choices import AttributeSubject, AttributeType
from ventanilla.core.people.models import AttributeDefinition, Person
from ventanilla.demo.organisation import ACME, person
from ventanilla.engines.integrations.actions import save_connection

PRIVATE = {"es": "Correo particular", "en": "Private address"}


def make() -> None:
    """There is no LDAP server here, so the directory says of itself that it is a demonstration."""
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
    save_connection(
        actor=None,
        slug="directory",
        kind="practice",
        name="Directorio de demostración",
        settings={"unknown": "nadie@acme.example"},
        secrets={},
        owner=person("gabriel"),
        new=True,
    )
