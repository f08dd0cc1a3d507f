"""The organisation of the administrator's guide comes to be, and the guide's service can be brought in there."""

from __future__ import annotations

import re
import runpy

import pytest

from tests.docs.test_packages_examples import DOCS, FENCE, GUIDES
from ventanilla.core.directory.actions import add
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Department, Organization, Person
from ventanilla.core.timeline.queries import verify
from ventanilla.records.catalog.packages import import_list_csv, import_package

pytestmark = pytest.mark.django_db

LIST = re.compile(r"^```csv\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def organisation() -> None:
    add(Organization, actor=None, slug="acme", name="Acme", kind=OrganizationKind.INTERNAL)
    runpy.run_path(str(DOCS / "guide" / "organisation.py"))


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize("name", GUIDES)
def test_what_the_guide_shows_can_be_typed(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    rosa = Person.objects.get(email="rosa@acme.example")
    (rows,) = LIST.findall(text)
    packages = [found for found in FENCE.findall(text) if found.startswith("schema:")]

    made = import_list_csv(
        rows, actor=rosa, slug="telework-plans", department=Department.objects.get(slug="hr")
    )
    versions = [import_package(package, actor=rosa) for package in packages]

    assert made.rows.count() == 3
    assert [(version.service.slug, version.number) for version in versions] == [
        ("telework", 1),
        ("telework", 2),
        ("payslips", 1),
    ]
    assert list(verify()) == []
