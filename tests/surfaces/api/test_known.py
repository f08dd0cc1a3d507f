"""What is known about people, through the API."""

from __future__ import annotations

import pytest

from tests import factories
from tests.surfaces.api.calling import Caller
from ventanilla.core.access.choices import Role
from ventanilla.core.directory.attributes import save_attribute
from ventanilla.core.people.choices import AttributeType
from ventanilla.core.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> Person:
    hr = factories.department("hr")
    save_attribute(actor=None, key="grade", label={"en": "Grade"}, type=AttributeType.NUMBER, keeper=hr)
    home = {"key": "home", "label": {"en": "Home"}, "type": AttributeType.EMAIL, "own": True}
    save_attribute(actor=None, keeper=hr, **home)  # type: ignore[arg-type]
    return factories.with_role(Role.AGENT, hr, "Rosa", language="en")


def test_hr_reads_and_changes_what_it_keeps(rosa: Person) -> None:
    ana = factories.person("Ana")
    hr = Caller(rosa)
    address = f"/attributes?person={ana.email}"
    changed = hr.post(address, {"values": {"grade": 7.5, "home": "ana@home.example"}}, expect=200)
    kept = {one["key"]: (one["value"], one["may_change"]) for one in changed["attributes"]}
    assert kept == {"grade": ("7.5", True), "home": ("ana@home.example", True)}
    assert hr.get(address) == changed
    wrong = hr.post(address, {"values": {"grade": "seven", "nothing": 1}}, expect=422)
    assert set(wrong["error"]["fields"] if "error" in wrong else wrong["fields"]) == {"grade", "nothing"}


def test_others_see_their_own_and_nobody_elses(rosa: Person) -> None:
    ana = factories.person("Ana", attributes={"grade": 7})
    caller = Caller(ana)
    assert [one["key"] for one in caller.get("/attributes")["attributes"]] == ["home"]
    caller.post("/attributes", {"values": {"home": "ana@home.example"}}, expect=200)
    caller.post("/attributes", {"values": {"grade": 9}}, expect=403)
    caller.get(f"/attributes?person={rosa.email}", expect=404)
    clara = factories.person("Clara", organization=factories.organization("cliente"))
    Caller(rosa).get(f"/attributes?person={clara.email}", expect=404)
