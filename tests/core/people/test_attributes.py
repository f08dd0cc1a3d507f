"""Attributes of people: declared with their kind, and every value is of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from tests import factories
from ventanilla.core.access.actions import audience_for
from ventanilla.core.access.choices import Role
from ventanilla.core.access.models import AudienceMember
from ventanilla.core.directory import actions as directory
from ventanilla.core.directory.attributes import change_attributes, remove_attribute, save_attribute
from ventanilla.core.directory.queries import attributes_shown, history_of_person, people_list
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.people.choices import AttributeSight, AttributeType
from ventanilla.core.people.models import AttributeDefinition, Group, Person
from ventanilla.core.rules import FactDeclaration, FactType
from ventanilla.core.timeline.entries import read
from ventanilla.core.timeline.models import Entry
from ventanilla.records.catalog.queries import known_to_packages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LEVELS = [{"value": "a", "label": {"en": "Basic"}}, {"value": "b", "label": {"en": "Full"}}]


@pytest.fixture
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def declare(
    key: str = "grade", type: AttributeType = AttributeType.NUMBER, **more: Any
) -> AttributeDefinition:
    return save_attribute(actor=None, key=key, label={"en": key.capitalize()}, type=type, new=True, **more)


@pytest.mark.parametrize(
    ("type", "given", "kept"),
    [
        ("text", "  six months ", "six months"),
        ("number", "7", 7),
        ("number", "7,50", "7.50"),
        ("number", 0.5, "0.5"),
        ("date", "2027-01-31", "2027-01-31"),
        ("boolean", "yes", True),
        ("boolean", "no", False),
        ("boolean", True, True),
        ("choice", "b", "b"),
        ("email", "ana@home.example", "ana@home.example"),
        ("number", "", None),
    ],
)
def test_a_value_is_kept_as_rules_know_it(type: str, given: Any, kept: Any) -> None:
    declare(type=AttributeType(type), options=LEVELS)
    ana = factories.person("Ana")
    change_attributes(actor=None, person=ana, values={"grade": given})
    expected = {} if kept is None else {"grade": kept}
    assert Person.objects.get(pk=ana.pk).attributes == ana.attributes == expected


@pytest.mark.parametrize(
    ("type", "given", "said"),
    [
        ("number", "seven", "Write a number, such as 7 or 7.5."),
        ("number", "NaN", "Write a number"),
        ("number", "1e999", "Write a number"),
        ("number", True, "Write a number"),
        ("date", "31/01/2027", "such as 2027-01-31"),
        ("date", 20270131, "Write a day"),
        ("boolean", "perhaps", "Choose yes or no."),
        ("choice", "c", "Choose one of these: Basic, Full."),
        ("email", "ana at home", "Write a whole e-mail address"),
        ("text", ["x"], "Write a text"),
        ("text", "x" * 501, "up to 500"),
    ],
)
def test_what_is_not_of_its_kind_is_refused_in_words(type: str, given: Any, said: str) -> None:
    declare(type=AttributeType(type), options=LEVELS)
    ana = factories.person("Ana")
    with pytest.raises(Invalid) as refused:
        change_attributes(actor=None, person=ana, values={"grade": given})
    assert said in refused.value.fields["grade"][0]
    with pytest.raises(Invalid) as refused:
        directory.change(ana, actor=None, attributes={"grade": given})
    assert said in refused.value.fields["grade"][0]
    assert Person.objects.get(pk=ana.pk).attributes == {}


def test_what_nobody_declared_is_not_taken() -> None:
    with pytest.raises(Invalid) as refused:
        change_attributes(actor=factories.administrator(), person=factories.person(), values={"grad": 7})
    assert refused.value.fields == {"grad": ["There is no attribute “grad”."]}


def test_several_changes_are_one_entry_that_tells_no_values() -> None:
    declare()
    declare("ends", AttributeType.DATE)
    admin, ana = factories.administrator("Olga"), factories.person("Ana")
    before = Entry.objects.count()
    change_attributes(actor=admin, person=ana, values={"grade": "7", "ends": "2027-01-31"})
    change_attributes(actor=admin, person=ana, values={"grade": 7})  # as it is already
    assert Entry.objects.count() == before + 1
    told = history_of_person(ana)[0]
    assert told.payload["changes"] == {"attributes.ends": [None, "2027-01-31"], "attributes.grade": [None, 7]}
    assert read(told.type, told.payload).say("Olga") == "Olga changed the profile of “Ana”: Ends, Grade."
    change_attributes(actor=admin, person=ana, values={"ends": ""})
    assert ana.attributes == {"grade": 7}


def test_groups_and_audiences_follow() -> None:
    declare()
    rule = {"fact": "person.attributes.grade", "op": "gte", "value": 7}
    directory.add(Group, actor=None, slug="seniors", name={"en": "Seniors"}, rule=rule)
    ana = factories.person("Ana")
    change_attributes(actor=None, person=ana, values={"grade": 8})
    assert list(ana.portal_groups.values_list("slug", flat=True)) == ["seniors"]
    change_attributes(actor=None, person=ana, values={"grade": 6})
    assert not ana.portal_groups.exists()
    audience = audience_for({"not": {"fact": "person.attributes.grade", "op": "lt", "value": 9}})
    assert not AudienceMember.objects.filter(audience=audience, person=ana).exists()
    change_attributes(actor=None, person=ana, values={"grade": 9})
    assert AudienceMember.objects.filter(audience=audience, person=ana).exists()


def test_who_keeps_it_changes_it_of_others_of_the_same_organisation() -> None:
    hr = factories.department("hr")
    declare(keeper=hr)
    rosa, ana = factories.with_role(Role.AGENT, hr, "Rosa"), factories.person("Ana")
    luis = factories.with_role(Role.AGENT, factories.department("it"), "Luis")
    clara = factories.person("Clara", organization=factories.organization("cliente"))
    change_attributes(actor=rosa, person=ana, values={"grade": 7})
    for actor, whom in ((rosa, rosa), (rosa, clara), (luis, ana), (ana, ana)):
        with pytest.raises(NotAllowed):
            change_attributes(actor=actor, person=whom, values={"grade": 9})
    assert people_list(rosa).items == sorted([ana, luis, rosa], key=lambda each: each.name)


def test_who_sees_it() -> None:
    hr = factories.department("hr")
    declare("file", AttributeType.TEXT, keeper=hr)
    declare("ends", AttributeType.DATE, keeper=hr, seen_by=AttributeSight.MANAGERS)
    declare("home", AttributeType.EMAIL, keeper=hr, own=True)
    marta = factories.person("Marta")
    ana = factories.person("Ana", manager=marta)

    def seen(viewer: Person) -> dict[str, bool]:
        return {one.definition.key: one.may_change for one in attributes_shown(viewer, ana)}

    assert seen(factories.with_role(Role.AGENT, hr, "Rosa")) == {"ends": True, "file": True, "home": True}
    assert seen(factories.administrator()) == {"ends": True, "file": True, "home": True}
    assert seen(ana) == {"ends": False, "home": True}
    assert seen(marta) == {"ends": False}
    assert seen(factories.person("Otto")) == {}
    change_attributes(actor=ana, person=ana, values={"home": "ana@home.example"})
    assert ana.attributes == {"home": "ana@home.example"}


def test_what_somebody_has_keeps_its_kind_and_its_option() -> None:
    level = declare("level", AttributeType.CHOICE, options=LEVELS)
    ana = factories.person("Ana")
    change_attributes(actor=None, person=ana, values={"level": "b"})
    same: dict[str, Any] = {"actor": None, "key": "level", "label": {"en": "Level"}}
    with pytest.raises(Invalid) as refused:
        save_attribute(**same, type=AttributeType.TEXT)
    assert refused.value.fields == {"type": ["1 person has a value of it. Take it away there first."]}
    with pytest.raises(Invalid) as refused:
        save_attribute(**same, type=AttributeType.CHOICE, options=LEVELS[:1])
    assert list(refused.value.fields) == ["options"]
    with pytest.raises(Conflict):
        remove_attribute(actor=None, definition=level)
    save_attribute(**same, type=AttributeType.CHOICE, options=LEVELS[1:])  # nobody has the other one
    change_attributes(actor=None, person=ana, values={"level": None})
    remove_attribute(actor=None, definition=level)
    assert not AttributeDefinition.objects.exists()


def test_only_administrators_declare_and_names_are_facts() -> None:
    rosa = factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, factories.department("hr"), "Rosa")
    with pytest.raises(NotAllowed):
        save_attribute(actor=rosa, key="x", label={"en": "X"}, type=AttributeType.TEXT, new=True)
    for wrong, field in (({"key": "Two words"}, "key"), ({"label": {}}, "label")):
        values: dict[str, Any] = {"key": "x", "label": {"en": "X"}, **wrong}
        with pytest.raises(Invalid) as refused:
            save_attribute(actor=None, type=AttributeType.TEXT, new=True, **values)
        assert field in refused.value.fields
    for options in ([], [{"value": ""}], [{"value": "a"}, {"value": "a"}]):
        with pytest.raises(Invalid):
            declare("level", AttributeType.CHOICE, options=options)
    declare()
    with pytest.raises(Conflict):
        declare()


def test_who_speaks_for_a_customer_is_for_administrators_to_say() -> None:
    with pytest.raises(Invalid):
        declare("organization_contact", AttributeType.TEXT)
    with pytest.raises(Invalid):
        declare("organization_contact", AttributeType.BOOLEAN, own=True)
    with pytest.raises(Invalid):
        declare("organization_contact", AttributeType.BOOLEAN, keeper=factories.department("hr"))
    declare("organization_contact", AttributeType.BOOLEAN)


def test_packages_know_their_kinds() -> None:
    declare("level", AttributeType.CHOICE, options=LEVELS)
    declare("home", AttributeType.EMAIL)
    assert known_to_packages().attributes == {
        "level": FactDeclaration(FactType.CHOICE, frozenset("ab"), public=False),
        "home": FactDeclaration(FactType.TEXT, public=False),
    }


def test_the_list_is_searched_by_name_address_and_job() -> None:
    admin = factories.administrator("Olga", family_name="Ávila", job_title="Directora")
    factories.person("Ana", family_name="Ruiz")
    gone = factories.person("Gil", is_active=False)
    assert people_list(admin, text="avila OLGA").items == [admin]
    assert people_list(admin, text="directora").items == [admin]
    assert people_list(admin, active=False).items == [gone]
    assert people_list(admin, text="ana@acme ruiz").items[0].name == "Ana Ruiz"
