from __future__ import annotations

from dataclasses import dataclass

import pytest

from ventanilla.core.access.choices import Role
from ventanilla.core.access.models import RoleAssignment
from ventanilla.core.people.models import Department, Organization, Person
from ventanilla.records.assets.actions import add_model
from ventanilla.records.assets.models import AssetModel


@dataclass(frozen=True)
class Place:
    """A department that keeps laptops, its agent, an agent of another one, and Ana, who needs a laptop."""

    agent: Person
    other_agent: Person
    ana: Person
    laptop: AssetModel


def make_place() -> Place:
    acme = Organization.objects.create(slug="acme", name="Acme", kind="internal")
    it, hr = (Department.objects.create(slug=slug) for slug in ("it", "hr"))
    luis, rosa, ana = (
        Person.objects.create(email=f"{name.lower()}@acme.example", given_name=name, organization=acme)
        for name in ("Luis", "Rosa", "Ana")
    )
    RoleAssignment.objects.create(person=luis, role=Role.AGENT, department=it)
    RoleAssignment.objects.create(person=rosa, role=Role.AGENT, department=hr)
    laptop = add_model(
        slug="pro-14", name={"es": "Portátil Pro 14", "en": "Pro 14"}, department=it, actor=None
    )
    return Place(agent=luis, other_agent=rosa, ana=ana, laptop=laptop)


@pytest.fixture
def place(db: None) -> Place:
    return make_place()


@pytest.fixture
def committed_place(transactional_db: None) -> Place:
    return make_place()
