"""Rows, amounts and instants out of another system's answer, and choices out of a directory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.engines.integrations.slapd import SUFFIX
from tests.engines.integrations.test_calls import asked, run_all, step_of
from tests.engines.integrations.test_connectors import perform
from tests.factories import person, service
from ventanilla.core.blueprint.blocks import Connector
from ventanilla.core.blueprint.problems import PackageErrors
from ventanilla.core.kit.errors import Invalid
from ventanilla.engines.integrations.connector import Done, Refused
from ventanilla.engines.integrations.models import Connection
from ventanilla.engines.integrations.paths import NotThere, take, take_rows
from ventanilla.engines.workflow.models import Task
from ventanilla.records.catalog.flaws import PackageRefused
from ventanilla.records.tickets import actions as tickets
from ventanilla.surfaces.ui.tickets.shown import lines_shown

pytestmark = pytest.mark.django_db
ANSWER = (
    b'{"data": {"hits": [{"code": "A", "city": {"name": "Madrid"}, "rent": 1200.5,'
    b' "since": "2027-01-31T10:00:00+01:00"},'
    b' {"code": "B", "city": {"name": "Vigo"}, "rent": {"amount": "900", "currency": "GBP"}}]}}'
)
OFFICES = {
    "from": "data.hits",
    "type": "rows",
    "label": {"en": "Offices", "es": "Oficinas"},
    "columns": [
        {"id": "code", "from": "code", "required": True},
        {"id": "city", "from": "city.name", "label": {"en": "City", "es": "Ciudad"}},
        {
            "id": "rent",
            "from": "rent",
            "type": "money",
            "currency": "EUR",
            "label": {"en": "Rent", "es": "Renta"},
        },
        {"id": "since", "from": "since", "type": "instant"},
    ],
}
FIND = {"id": "find", "connection": "hr", "action": "read", "inputs": {"path": "offices"}}


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    cache.clear()
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("value", "type_name", "currency", "kept"),
    [
        (12.5, "money", "EUR", {"amount": "12.5", "currency": "EUR"}),
        ({"amount": 3, "currency": "USD"}, "money", "EUR", {"amount": "3", "currency": "USD"}),
        ("2027-01-31T10:00:00Z", "instant", None, "2027-01-31T10:00:00+00:00"),
        ("20270131100000Z", "instant", None, "2027-01-31T10:00:00+00:00"),
        ("20270131100000.0Z", "date", None, "2027-01-31"),
    ],
)
def test_an_amount_and_an_instant(value: Any, type_name: str, currency: str | None, kept: Any) -> None:
    assert take({"it": value}, "it", type_name, currency) == kept


@pytest.mark.parametrize(
    ("value", "type_name"),
    [
        (12.5, "money"),  # of which currency?
        ({"amount": "much", "currency": "EUR"}, "money"),
        ({"amount": 1, "currency": "euros"}, "money"),
        ("2027-01-31T10:00:00", "instant"),  # where?
        ("20271331100000Z", "instant"),
    ],
)
def test_what_is_neither(value: Any, type_name: str) -> None:
    with pytest.raises(NotThere):
        take({"it": value}, "it", type_name)


def test_rows_are_objects_with_their_columns() -> None:
    columns = Connector.model_validate({**FIND, "outputs": {"offices": OFFICES}}).outputs["offices"].columns
    assert take_rows({"hits": []}, "hits", columns) == []
    wrong = (
        {"hits": "none"},
        {},
        {"hits": [1]},
        {"hits": [{"city": {"name": "No code"}}]},
        {"hits": [{"code": "A", "rent": "much"}]},
        {"hits": [{"code": "A"}] * 501},
    )
    for answer in wrong:
        with pytest.raises(NotThere):
            take_rows(answer, "hits", columns)


def test_for_each_goes_over_them_and_a_task_shows_them(http: Connection, elsewhere: Any) -> None:
    elsewhere.answer = ANSWER
    visit = {
        "id": "visit",
        "team": "it-equipment",
        "title": {"en": "Visit"},
        "instructions": {"en": "It costs {{ item.rent | money }}"},
        "show": ["outputs.find.offices"],
    }
    ticket = asked(
        {"connector": {**FIND, "outputs": {"offices": OFFICES}}},
        {
            "for_each": {
                "id": "each",
                "rows": "outputs.find.offices",
                "key": "code",
                "blocks": [{"task": visit}],
            }
        },
    )
    run_all()
    rows = step_of(ticket, "find").outputs["offices"]
    assert [row["rent"] for row in rows] == [
        {"amount": "1200.5", "currency": "EUR"},
        {"amount": "900", "currency": "GBP"},
    ]
    assert [row["since"] for row in rows] == ["2027-01-31T10:00:00+01:00", None]
    first, second = Task.objects.filter(ticket=ticket).order_by("pk")
    assert first.instructions["en"] == "It costs €1,200.50"
    assert second.instructions["en"] == "It costs £900.00"
    (line,) = lines_shown(first.shown)
    assert line["label"] == "Offices"
    assert '<th class="">City</th><th class="num">Rent</th>' in line["value"]
    assert '<td class="">B</td><td class="">Vigo</td><td class="num">£900.00</td>' in line["value"]


def test_a_package_says_what_rows_hold_and_names_no_other_column(http: Connection) -> None:
    column = {"id": "a", "from": "a"}
    for output in (
        {"from": "x", "type": "rows"},
        {"from": "x", "columns": [column]},
        {"from": "x", "type": "rows", "columns": [column, column]},
    ):
        with pytest.raises(PackageErrors, match="column"):
            asked({"connector": {**FIND, "outputs": {"offices": output}}})
    task = {"notify": {"id": "t", "to": "requester", "message": {"en": "{{ item.town }}"}}}
    each = {"for_each": {"id": "each", "rows": "outputs.find.offices", "blocks": [task]}}
    with pytest.raises(PackageRefused) as refused:
        asked({"connector": {**FIND, "outputs": {"offices": OFFICES}}}, each)
    assert "item.town" in str(refused.value.fields)


def test_a_directory_lists_groups_people_and_the_members_of_a_group(ldap: Connection) -> None:
    def listed(**inputs: Any) -> list[str]:
        answer = perform(ldap, "list", **inputs)
        assert isinstance(answer, Done)
        return [row["name"] for row in answer.value["items"]]

    assert listed(of="groups") == ["vpn"]
    assert "ana" in listed(of="people")
    assert listed(of="people", where={"mail": "ana@acme.example"}) == ["ana"]
    assert listed(of="people", where={"mail": ["x", "ana@acme.example"], "uid": "*"}) == []
    assert listed(of="people", member_of="vpn") == []
    perform(ldap, "add_to_group", name="ana", group="vpn")
    try:
        assert listed(of="people", member_of="vpn") == ["ana"]
    finally:
        perform(ldap, "remove_from_group", name="ana", group="vpn")
    assert isinstance(perform(ldap, "list", of="people", member_of="nobody"), Refused)
    (row,) = perform(ldap, "list", of="people", where={"uid": "ana"}).value["items"]
    assert (row["label"], row["dn"]) == ("Ana García", f"uid=ana,ou=people,{SUFFIX}")
    assert "userPassword" not in row["attributes"]
    mail = {"id": "mail", "from": "attributes.mail"}
    columns = Connector.model_validate(
        {
            **FIND,
            "outputs": {
                "all": {
                    "from": "items",
                    "type": "rows",
                    "columns": [mail],
                }
            },
        }
    )
    answer = perform(ldap, "list", of="people", where={"uid": "ana"}).value
    taken = take_rows(answer, "items", columns.outputs["all"].columns)
    assert taken == [{"mail": "ana@acme.example"}]


def choosing(**inputs: Any) -> Any:
    question = {
        "id": "who",
        "type": "choice",
        "label": {"en": "Who"},
        "required": True,
        "options": {"source": "connection", "inputs": {"connection": "directory", **inputs}},
    }
    where = {"section": {"id": "s", "title": {"en": "S"}}, "questions": [question]}
    return service(service="access", form=[where], workflow=[])


def test_choices_come_from_a_directory_and_nothing_else_is_one(ldap: Connection) -> None:
    access, ana = choosing(of="people", columns="mail"), person("Ana")
    ticket = tickets.submit(actor=ana, service=access, answers={"who": "ana"})
    kept = ticket.answer_sets.get()
    assert (kept.answers, kept.rows["who"]["mail"]) == ({"who": "ana"}, "ana@acme.example")
    with pytest.raises(Invalid):
        tickets.submit(actor=ana, service=access, answers={"who": "nobody"})


def test_a_directory_that_is_not_there_keeps_what_was_typed(ldap: Connection) -> None:
    access = choosing(of="groups")
    ldap.settings = {**ldap.settings, "port": 1}
    ldap.save(update_fields=["settings"])
    with pytest.raises(Invalid) as refused:
        tickets.submit(actor=person("Ana"), service=access, answers={"who": "vpn"})
    assert "who" in refused.value.fields


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({}, "of: people"),
        ({"of": "planets"}, "of: people"),
        ({"of": "groups", "path": "x"}, "take no input “path”"),
    ],
)
def test_what_a_directory_is_asked_is_judged_at_import(
    ldap: Connection, inputs: dict[str, Any], words: str
) -> None:
    with pytest.raises(PackageRefused) as refused:
        choosing(**inputs)
    assert words in str(refused.value.fields)
